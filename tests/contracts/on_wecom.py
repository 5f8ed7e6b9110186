"""WeCom's self-built app as a side of the contract: phones on the strict stand-in, reached through the real client.

It shows what a card has room for: longer words are texts above the buttons, and more than a few of them a file.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.actions.bind import bind
from bot.channels.incoming import ButtonPress
from bot.channels.intake import Intake
from bot.channels.spec import Services
from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.app_platform import AppPlatform
from bot.channels.wecom.app_updates import fields_of, read
from bot.channels.wecom.opening import app_channel, open_apis
from bot.channels.wecom.spec import NAME
from bot.chat.router import Received
from bot.context.ports import Inbound
from bot.domain.calendar import MINUTE
from tests.builders import ZH, City
from tests.contracts.sides import WHO, Seen, Side
from tests.peers.wecom import inside
from tests.peers.wecom.phone import Person
from tests.peers.wecom.server import WeCom, wecom
from tests.peers.wecom.shown import Shown
from tests.peers.wecom.world import Via
from tests.wecom.city import settings_of

NOBODY = "http://127.0.0.1:9/"  # interactive cards need a callback address; what is pressed is read from the stand-in
PICTURES = ("image",)


@dataclass
class OnWeComApp(Side):
    via: ClassVar[Via] = "app"
    server: WeCom = None  # type: ignore[assignment]
    platform: AppPlatform = None  # type: ignore[assignment]

    @property
    def phone(self) -> Person:
        return self.server.person(WHO.upper())

    def board(self, rows: list[list[str]]) -> list[list[str]]:
        """Below each other."""
        return [[label for row in rows for label in row]]

    def told(self, seen: Sequence[Seen]) -> str:
        told: list[str] = []
        for one in seen:
            documents = [body.decode("utf-8-sig") for body in one.files if body.startswith(b"\xef\xbb\xbf")]
            if documents:
                told[-1:] = [
                    text.replace("\r\n", "\n") for text in documents
                ]  # the note above says that it is there
            elif one.words != ZH.say("wecom.choose"):
                told.append(one.words)
        return "\n".join(told)

    async def seen(self) -> list[Seen]:
        """A picture stands directly above its words."""
        found: list[Seen] = []
        above: list[bytes] = []
        for one in self.phone.heard(self.via):
            above += [body for _, body in one.files]
            if one.msgtype not in PICTURES:
                found.append(Seen(one.words, _buttons(one), above))
                above = []
        return found + ([Seen("", [], above)] if above else [])

    async def press(self, words: str) -> str:
        pressed = read(await self._brought(words), str)
        assert isinstance(pressed, ButtonPress)
        return pressed.payload

    async def pressed(self, words: str, message_id: str) -> None:
        async def receive(inbound: Inbound) -> Received:
            return await self.town.chat.receive(inbound, self.town.now)

        town = self.town
        intake = Intake(town.store, town.contexts, self.platform, receive, town.clock)
        await intake.take(await self._brought(words))

    async def _brought(self, words: str) -> dict[str, Any]:
        [delivery] = await self.phone.press(words)
        return fields_of(inside.xml(delivery.fields))


def _buttons(shown: Shown) -> list[list[str]]:
    return [shown.buttons] if shown.buttons and not shown.greyed else []


@asynccontextmanager
async def on_wecom_app(town: City) -> AsyncIterator[OnWeComApp]:
    town.clock.now += 5 * MINUTE  # nobody is written to unasked at midnight sharp
    context = await town.contexts.current()
    await town.store.commit(bind(context.roster.by_id[WHO], NAME, WHO, town.now))
    async with wecom(town.clock) as server, AsyncExitStack() as stack:
        server.person(WHO.upper())
        server.corp.apps[0].callback = NOBODY
        services = Services(town.store, town.contexts, lambda _: town.chat.receive(_, town.now), town.clock)
        corps = (settings_of(server),)
        accounts, apis = Accounts(corps), await open_apis(stack, corps, services)
        app, cards = app_channel(apis, accounts, services)
        platform = AppPlatform(apis, accounts, cards)
        yield OnWeComApp(town, app, WHO, server=server, platform=platform)
        assert server.complaints == []
