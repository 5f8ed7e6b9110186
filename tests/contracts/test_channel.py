"""What a channel promises, whatever the platform: what is told is seen, whole and in order, and once or marked.

Each side has a real store and outbox. The browser's reader is the page's own history; Telegram's is a phone on the
strict server, reached through the real client.
"""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from bot.actions.bind import bind
from bot.actions.report import keep_files
from bot.cards.card import Button, ButtonStyle, Card
from bot.channels.browser.hub import BACKLOG, Hub
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
from bot.domain.errors import GiveUp, Undelivered
from bot.domain.message import MessageKind
from bot.domain.pace import Pace
from bot.engine.deliver import deliver
from bot.engine.outbox import LEASE, post
from bot.web.conversations import Conversations
from tests.builders import City, city, no_file, small_plan
from tests.peers.botapi import faults
from tests.peers.botapi.faults import Reset
from tests.peers.botapi.people import Person as Phone
from tests.peers.botapi.server import BotApi, bot_api
from tests.telegram.builders import client
from tests.web.standin import picture

WHO, NUMBER = "u02-liaison", 1001
PHOTO = Attachment("现场.png", "image/png", picture())
REPORT = Attachment("台账 <1>.xlsx", "application/octet-stream", b"PK\x03\x04 rows")
LIST = Attachment("清单.pdf", "application/pdf", b"%PDF-1.7 lines")


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


SIDES = {"browser": in_browser, "telegram": on_telegram}


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan()) as founded:
        yield founded


@pytest.fixture(params=SIDES)
async def side(request: pytest.FixtureRequest, town: City) -> AsyncIterator[Side]:
    async with SIDES[request.param](town) as side:
        yield side


@pytest.fixture
async def telegram(town: City) -> AsyncIterator[OnTelegram]:
    async with on_telegram(town) as side:
        yield side


ROWS = (
    (Button("填报", "say:1", ButtonStyle.PRIMARY), Button("详情", "card:1")),
    (Button("不涉及", "dec:1", ButtonStyle.DANGER),),
)
CARD = Card("🔴 <b>锅炉</b> & 扬尘", ("1. 期限12月31日", "", "2. “原话” 'x' \\ _*`"), ROWS)
LABELS = [["填报", "详情"], ["不涉及"]]


async def test_every_word_and_button_is_seen(side: Side) -> None:
    await side.tell(CARD)
    [seen] = await side.seen()
    assert (seen.words.split(), seen.buttons) == (CARD.text.split(), LABELS)


@pytest.mark.parametrize("payload", ["a", "say:1234567", "x" * 64, "to:1:u02-Li_ai.son"])
async def test_a_pressed_button_says_the_very_payload(side: Side, payload: str) -> None:
    await side.tell(Card("题", (), ((Button("按", payload),),)))
    assert await side.press("按") == payload


PRESSED = ((Button("无变化", "same:1"), Button("取消", "drop")), (Button("详情", "card:1"),))
SHAPES = {"short": ("期限12月31日",), "long": ("又" * 3000, "再" * 3000)}


@pytest.mark.parametrize("photo", [False, True], ids=["words", "picture"])
@pytest.mark.parametrize("lines", SHAPES.values(), ids=SHAPES)
async def test_a_pressed_card_gets_its_final_state(side: Side, lines: tuple[str, ...], photo: bool) -> None:
    """What was done stands below its words; what it no longer means is gone, what only shows stays."""
    [picture] = await side.keep(PHOTO) if photo else [""]
    message = await side.tell(Card("请反馈", lines, PRESSED, picture=picture))
    before = await side.seen()
    await side.pressed("取消", message)
    now = await side.seen()
    assert re.fullmatch(
        re.escape(before[-1].words) + r"\n✓ 已取消 \d+月\d+日 \d\d:\d\d", now[len(before) - 1].words
    )
    assert [one.buttons for one in now[: len(before)] if one.buttons] == [[["详情"]]]
    assert [one.files for one in now[: len(before)]] == [one.files for one in before]


async def test_a_refused_press_leaves_the_card(side: Side) -> None:
    message = await side.tell(Card("请反馈", (), PRESSED))
    before = await side.seen()
    await side.pressed("无变化", message)
    assert (await side.seen())[: len(before)] == before


async def test_a_message_that_may_have_arrived_is_seen_once_or_says_so(side: Side) -> None:
    await side.queue(CARD)
    with pytest.raises(Killed):
        await side.deliver(Dying(side.channel, side.channel.name))
    side.town.clock.now += LEASE
    await side.deliver()
    first, *again = [seen.words for seen in await side.seen()]
    assert first.split() == CARD.text.split()
    assert [words.removeprefix("〔重发，可能重复〕") for words in again] == [first] * len(again)
    assert first not in again


async def test_a_long_card_is_seen_whole_and_in_order(side: Side) -> None:
    lines = tuple(f"{n}. 第{n}项：" + "扬尘治理，" * 60 for n in range(1, 60))
    await side.tell(Card("很长的一份清单", lines, ROWS))
    seen = await side.seen()
    assert "\n".join(one.words for one in seen) == "\n".join(("很长的一份清单", *lines))
    assert [one.buttons for one in seen] == [[]] * (len(seen) - 1) + [LABELS]


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
@pytest.mark.parametrize("was_long", [False, True], ids=["was short", "was long"])
async def test_a_message_takes_anothers_place(side: Side, long: bool, was_long: bool) -> None:
    """Where the platform cannot show it there, the old one has no button any more."""
    more = ("又" * 3000, "再" * 3000)
    old = await side.tell(Card("旧", more if was_long else (), ROWS))
    await side.tell(Card("新", more if long else (), ROWS[:1]), replaces=old)
    await side.tell(Card("别的"))
    seen = await side.seen()
    assert [one.buttons for one in seen if one.buttons] == [LABELS[:1]]
    words = "".join("".join(one.words.split()) for one in seen)
    assert words.endswith("".join(("新", *(more if long else ()), "别的")))


async def test_a_picture_is_seen_with_its_words(side: Side) -> None:
    [photo] = await side.keep(PHOTO)
    await side.tell(Card("摘要", ("31项任务",), ROWS, picture=photo))
    [seen] = await side.seen()
    assert (seen.words, seen.files, seen.buttons) == ("摘要\n31项任务", [PHOTO.body], LABELS)


async def test_files_are_handed_over_below_the_words(side: Side) -> None:
    files = await side.keep(REPORT, PHOTO, LIST)
    await side.tell(Card("附件", (), ROWS[:1], files=files))
    seen = await side.seen()
    assert seen[0].words == "附件"
    assert [body for one in seen for body in one.files] == [REPORT.body, PHOTO.body, LIST.body]


async def test_a_file_that_has_been_forgotten_keeps_nothing_back(side: Side) -> None:
    await side.tell(Card("附件", (), ROWS[:1], files=("0" * 64, *await side.keep(REPORT))))
    assert [body for one in await side.seen() for body in one.files if body] == [REPORT.body]


async def test_a_file_the_platform_refuses_is_named_and_the_others_come(telegram: OnTelegram) -> None:
    files = await telegram.keep(Attachment("空.txt", "text/plain", b""), REPORT)
    await telegram.tell(Card("附件", (), ROWS[:1], files=files))
    words, name, report = await telegram.seen()
    assert (words.words, name.words, report.files) == ("附件", "空.txt", [REPORT.body])


@pytest.mark.parametrize("words", ["31项任务", "又" * 3000], ids=["caption", "apart"])
async def test_where_pictures_are_not_allowed_the_words_come(telegram: OnTelegram, words: str) -> None:
    refusal = faults.Say(400, "Bad Request: not enough rights to send photos to the chat")
    for method in ("sendPhoto", "sendDocument"):
        telegram.server.faults.add(method, refusal)
    [photo] = await telegram.keep(PHOTO)
    await telegram.tell(Card("摘要", (words,), ROWS, picture=photo))
    seen = (await telegram.seen())[-1]
    assert (seen.words, seen.buttons, seen.files) == (f"摘要\n{words}", LABELS, [])


# ---- what can go wrong, where something can


TROUBLES = [
    faults.too_many(3),
    faults.FLOOD_WITHOUT_PARAMETERS,
    faults.SERVER_ERROR,
    faults.BAD_GATEWAY,
    faults.HTML,
    faults.UNAUTHORIZED,
    faults.BLOCKED,
    Reset(),
    Reset(after=True),
]


@pytest.mark.parametrize("trouble", TROUBLES, ids=str)
async def test_whatever_goes_wrong_is_undelivered(telegram: OnTelegram, trouble: faults.Fault) -> None:
    telegram.server.faults.add("*", trouble)
    message = Outgoing("m", WHO, NAME, str(NUMBER), "answer", CARD, "", 1, 0)
    with pytest.raises(Undelivered):
        await telegram.channel.send(message, no_file)


async def test_a_reader_who_is_slow_is_nobody_elses_trouble(town: City) -> None:
    async with in_browser(town) as side:
        assert isinstance(side.channel, Hub)
        async with side.channel.subscribe():
            message = Outgoing("m", WHO, side.channel.name, WHO, "answer", CARD, "", 1, 0)
            for _ in range(BACKLOG + 1):
                await side.channel.send(message, no_file)


async def test_whoever_blocked_us_is_given_up(telegram: OnTelegram) -> None:
    telegram.phone.chat.blocked = True
    message = Outgoing("m", WHO, NAME, str(NUMBER), "answer", CARD, "", 1, 0)
    with pytest.raises(GiveUp, match="blocked"):
        await telegram.channel.send(message, no_file)


async def test_a_long_answer_in_anothers_place_survives_a_flood_between(telegram: OnTelegram) -> None:
    """The old buttons are gone by then: that they cannot go again does not say that the new text is there."""
    old = await telegram.tell(CARD)
    rule = telegram.server.faults.add("sendMessage", faults.too_many(1))
    new = Card("新", ("又" * 3000, "再" * 3000), ROWS)
    await telegram.tell(new, replaces=old)
    assert rule.hits == 1
    telegram.town.clock.now += 60_000
    await telegram.deliver()
    assert "\n".join(one.words for one in (await telegram.seen())[1:]) == new.text
