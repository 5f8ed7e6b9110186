"""The sides of the contract: a real store and outbox each, and what a reader has before them."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import ClassVar

from bot.actions.bind import bind
from bot.actions.report import keep_files
from bot.cards.card import Card
from bot.channels.browser.hub import Hub
from bot.channels.incoming import ButtonPress
from bot.channels.intake import Intake
from bot.channels.telegram.api import Api
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.platform import TelegramPlatform
from bot.channels.telegram.spec import NAME
from bot.channels.telegram.updates import BotIdentity, read
from bot.chat.router import Received
from bot.context.plan_context import ChatAccount
from bot.context.ports import Accepted, Attachment, Channel, Fetch, Inbound, Outgoing
from bot.domain.message import MessageKind
from bot.domain.pace import Pace
from bot.engine.deliver import deliver
from bot.engine.outbox import post
from bot.web.conversations import Conversations
from tests.builders import City
from tests.peers.botapi.people import Person as Phone
from tests.peers.botapi.server import BotApi, bot_api
from tests.telegram.builders import client

WHO, NUMBER = "u02-liaison", 1001


@dataclass(frozen=True)
class Seen:
    """A message as its reader has it before them."""

    words: str
    buttons: list[list[str]]
    files: list[bytes]


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Dying:
    """A channel whose process is killed when the platform has taken the message, before that is written down."""

    inner: Channel
    name: str
    pace: Pace = field(default_factory=Pace)
    width: int = 1

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        await self.inner.send(message, fetch)
        raise Killed


@dataclass
class Side:
    edits_later: ClassVar[bool] = True  # a message can be changed when nobody has just pressed on it
    town: City
    channel: Channel
    account: str
    ids: Iterator[int] = field(default_factory=lambda: count(1))

    async def tell(self, card: Card, replaces: str = "") -> str:
        message_id = await self.queue(card, replaces)
        await self.deliver()
        return message_id

    async def queue(self, card: Card, replaces: str = "") -> str:
        self.town.clock.now += 1
        message_id = f"m{next(self.ids)}"
        account = ChatAccount(self.channel.name, self.account, WHO, 0)
        row = post(account, card, MessageKind.ANSWER, message_id, self.town.now, replaces=replaces)
        await self.town.store.commit([row])
        return message_id

    async def deliver(self, channel: Channel | None = None) -> None:
        context = await self.town.contexts.current()
        while await deliver(self.town.store, context, channel or self.channel, self.town.clock):
            pass

    async def keep(self, *files: Attachment) -> tuple[str, ...]:
        """As if a colleague of another unit had reported with them."""
        colleague = (await self.town.contexts.current()).roster.by_id["u01-liaison"]
        digests, changes = keep_files(files, colleague, self.town.now)
        await self.town.store.commit(changes)
        return digests

    async def seen(self) -> list[Seen]:
        raise NotImplementedError

    def board(self, rows: list[list[str]]) -> list[list[str]]:
        """How the platform arranges the labels of these rows."""
        return rows

    def told(self, seen: Sequence[Seen]) -> str:
        """All that its reader is told of the card's words: in messages, or where the platform has none that long, in
        a file."""
        return "\n".join(one.words for one in seen)

    async def press(self, words: str) -> str:
        """The payload that comes back."""
        raise NotImplementedError

    async def pressed(self, words: str, message_id: str) -> None:
        """Pressed on that message, and taken in to the end."""
        raise NotImplementedError


@dataclass
class InBrowser(Side):
    rooms: Conversations = field(init=False)

    def __post_init__(self) -> None:
        town = self.town
        self.rooms = Conversations(town.store, town.contexts, lambda person, language: ())

    async def seen(self) -> list[Seen]:
        bubbles = await self.rooms.history(self.account, None, 100)
        replaced = {one.replaces for one in bubbles}
        return [
            Seen(
                "\n".join(filter(None, (one.title, *one.lines))),
                [[button.text for button in row] for row in one.buttons],
                [
                    await self.fetch(sha)
                    for sha in filter(None, (one.picture, *(f.sha256 for f in one.files)))
                ],
            )
            for one in bubbles
            if one.id not in replaced
        ]

    async def fetch(self, sha256: str) -> bytes:
        found = await self.rooms.attachment(sha256, self.account)
        return found[2] if found else b""

    async def press(self, words: str) -> str:
        last = (await self.rooms.history(self.account, None, 1))[-1]
        return next(one.payload for row in last.buttons for one in row if one.text == words)

    async def pressed(self, words: str, message_id: str) -> None:
        self.town.clock.now += 1
        update = f"press{next(self.ids)}"
        payload = await self.press(words)
        inbound = Inbound(self.channel.name, update, self.account, button=payload, message_id=message_id)
        await self.town.chat.receive(inbound, self.town.now)


@dataclass
class OnTelegram(Side):
    server: BotApi = None  # type: ignore[assignment]
    api: Api = None  # type: ignore[assignment]

    @property
    def phone(self) -> Phone:
        return self.server.person(NUMBER)

    async def seen(self) -> list[Seen]:
        return [
            Seen(
                one.text,
                [[button["text"] for button in row] for row in one.buttons],
                [body for body in (one.photo, one.document and one.document[1]) if body],
            )
            for one in self.phone.heard
        ]

    async def press(self, words: str) -> str:
        await self.phone.press(words)
        pressed = read(self.server.pending[-1], BotIdentity(1, "duban_test_bot"))
        assert isinstance(pressed, ButtonPress)
        return pressed.payload

    async def pressed(self, words: str, message_id: str) -> None:
        async def receive(inbound: Inbound) -> Received:
            return await self.town.chat.receive(inbound, self.town.now)

        town, platform = self.town, TelegramPlatform(self.api, BotIdentity(1, "duban_test_bot"))
        intake = Intake(town.store, town.contexts, platform, receive, town.clock)
        await self.phone.press(words)
        await intake.take(self.server.pending[-1])


@asynccontextmanager
async def in_browser(town: City) -> AsyncIterator[Side]:
    yield InBrowser(town, Hub(), WHO)


@asynccontextmanager
async def on_telegram(town: City) -> AsyncIterator[OnTelegram]:
    context = await town.contexts.current()
    await town.store.commit(bind(context.roster.by_id[WHO], NAME, str(NUMBER), town.now))
    async with bot_api(check=True) as server, client(server) as api:
        server.person(NUMBER).chat.started = True
        yield OnTelegram(town, Telegram(api, Pace(), town.clock, 4), str(NUMBER), server=server, api=api)
        assert server.complaints == []
