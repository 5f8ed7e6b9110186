"""Several processes on one database: only the holder of the lease polls, and a survivor takes over."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from time import monotonic

from bot.channels.spec import Services
from bot.channels.telegram.api import Patience
from bot.channels.telegram.bot import TelegramBot, connected
from bot.channels.telegram.settings import TelegramSettings
from bot.engine.worker import Wake
from bot.storage.leases import LeaseTable
from tests.builders import City, city, small_plan
from tests.peers.botapi.server import BotApi
from tests.telegram.builders import PATIENCE

TTL = 0.6  # seconds
SHORT = Patience(hold=1, slack=2)


def clock() -> int:
    return round(monotonic() * 1000)


class Process:
    """One of several, as far as Telegram is concerned."""

    def __init__(self, town: City, server: BotApi, name: str) -> None:
        self.town, self.server, self.name = town, server, name
        self.wake = Wake()
        self.task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self.task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        async def receive(inbound):  # type: ignore[no-untyped-def]
            return await self.town.chat.receive(inbound, self.town.now)

        settings = TelegramSettings(self.server.token, base_url=self.server.base_url)
        async with connected(settings, SHORT) as api:
            leases = LeaseTable(self.town.store, self.name, clock, TTL)
            services = Services(self.town.store, self.town.contexts, receive, self.town.clock, leases)
            await TelegramBot(settings, api, services).listen(self.wake)

    async def stop(self) -> None:
        self.wake.stop()
        assert self.task
        await self.task

    async def kill(self) -> None:
        assert self.task
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


def heard(town: City) -> int:
    return len(town.rows("SELECT update_id FROM inbox WHERE channel = 'telegram'"))


async def test_one_polls_and_the_other_takes_over(tmp_path: Path, server: BotApi) -> None:
    async with city(tmp_path, small_plan(), start="2023-10-31") as town, AsyncExitStack() as stack:
        first, second = (Process(town, server, name) for name in ("a", "b"))
        for one in (first, second):
            one.start()
            stack.push_async_callback(one.kill)
        phone = server.person(77)
        await phone.write("你好")
        await server.until(lambda: server.quiet, PATIENCE)
        assert [call for call in server.calls("getUpdates") if call.status == 409] == []
        await first.stop()
        await phone.write("有人吗")
        await server.until(lambda: server.quiet, PATIENCE)
        assert heard(town) == 2
        await second.stop()
