"""WeCom's bot as a side of the contract: phones on the strict hub, reached over the long connection."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import ClassVar

from bot.actions.bind import bind
from bot.channels.spec import Services
from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.bot_lines import open_bots
from bot.channels.wecom.settings import WeComCorp
from bot.channels.wecom.spec import BOT
from bot.chat.router import Received
from bot.context.ports import Inbound
from bot.domain.calendar import MINUTE
from bot.engine.worker import Wake
from tests.builders import City
from tests.contracts.on_wecom import OnWeComApp
from tests.contracts.sides import WHO
from tests.peers.wecom.server import wecom
from tests.peers.wecom.world import Via
from tests.wecom.bot_city import QUICK, Watched
from tests.wecom.waiting import until


@dataclass
class OnWeComBot(OnWeComApp):
    """A card changes within seconds of a press on it, and not later."""

    via: ClassVar[Via] = "bot"
    edits_later: ClassVar[bool] = False
    heard: list[Inbound] = field(default_factory=list)
    watched: Watched = None  # type: ignore[assignment]

    async def press(self, words: str) -> str:
        await self.pressed(words, "")
        return self.heard[-1].button

    async def pressed(self, words: str, message_id: str) -> None:
        dealt = self.watched.dealt
        await self.phone.press(words, via="bot")
        await until(lambda: self.watched.dealt > dealt)


@asynccontextmanager
async def on_wecom_bot(town: City) -> AsyncIterator[OnWeComBot]:
    town.clock.now += 5 * MINUTE  # nobody is written to unasked at midnight sharp
    context = await town.contexts.current()
    await town.store.commit(bind(context.roster.by_id[WHO], BOT, WHO, town.now))
    heard: list[Inbound] = []

    async def receive(inbound: Inbound) -> Received:
        heard.append(inbound)
        return await town.chat.receive(inbound, town.now)

    async with wecom(town.clock) as server, AsyncExitStack() as stack:
        bot = server.corp.bots[0]
        server.person(WHO.upper())
        server.hub.commands.chats(server.corp, bot).wrote[WHO] = town.now
        corps = [WeComCorp(bot_id=bot.id, bot_secret=bot.secret, ws_url=server.ws)]
        watched, wake = Watched(town.store), Wake()
        services = Services(watched, town.contexts, receive, town.clock)
        opened = await open_bots(stack, corps, Accounts(corps), services, QUICK)
        listening = asyncio.create_task(opened.listeners[0](wake))
        [channel] = opened.channels
        await until(lambda: channel.pace.free_at("", town.now) == town.now)
        yield OnWeComBot(town, channel, WHO, server=server, heard=heard, watched=watched)
        wake.stop()
        await listening
        assert server.complaints == []
