"""A row of the table: what is written and said, what goes wrong meanwhile, and a life that lives."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from multiprocessing.context import ForkServerProcess

from bot.channels.telegram.settings import TelegramSettings
from bot.domain.calendar import SECOND
from tests.chaos.births import PROCESSES
from tests.chaos.telegram_count import Books, Count
from tests.chaos.telegram_life import BOUNDARIES, BROUGHT, FETCHING, Life, born
from tests.chaos.telegram_town import Town
from tests.chaos.worker import Doom

RANDOM = "at a random moment"
ONCE = (BROUGHT, FETCHING)  # what a life comes to no more than once or twice
DOWN = SECOND  # until it is started again: well before its leases would run out
LIVES = 3  # that end, in a row of deaths
PATIENCE = 60.0  # seconds until a row is given up
STOP = 10.0  # seconds that a process may take to stop
LOOK = 0.05


class Stuck(Exception):
    """Something was still to be done when patience ended."""


@dataclass
class Trials:
    town: Town
    settings: TelegramSettings
    port: int = 0  # of the webhook

    @property
    def books(self) -> Books:
        return Books(self.town.database, self.town.server)

    # ---- lives

    def birth(self, doom: Doom = Doom()) -> ForkServerProcess:  # noqa: B008 - replaced, never counted down here
        self.town.now += DOWN
        life = Life(self.town.database, self.settings, self.town.now, replace(doom), self.port)
        process = PROCESSES.Process(target=born, args=(life,))
        process.start()
        return process

    async def peace(self) -> None:
        """A life that does all there is to do."""
        process = self.birth()
        try:
            await self.quiet(process)
        finally:
            await stopped(process)

    async def quiet(self, process: ForkServerProcess) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while self.town.server.pending or self.books.open():
                    if not process.is_alive():
                        raise ChildProcessError(f"a worker ended by itself with {process.exitcode}")
                    await asyncio.sleep(LOOK)
        except TimeoutError:
            raise Stuck(f"{len(self.town.server.pending)} updates, {self.books.open()} messages") from None

    async def settled(self) -> None:
        """Everybody has the message about their item."""
        await self.peace()
        await self.town.about_numbers()

    # ---- deaths

    async def deaths(self, what: str, where: str, lives: int) -> Count:
        since = self.books.now()
        told: dict[int, str] = {}
        for _ in range(lives):
            await self.town.queue()
            told |= await self.town.reports()
            told |= await self.town.presses()
            await self._death(where)
        await self.peace()
        return self.books.count(what, since, told)

    async def _death(self, where: str) -> None:
        fixed = Doom(where, 1 if where in ONCE else self.town.dice.randrange(1, 5))
        process = self.birth(fixed if where in BOUNDARIES else Doom())
        if where == RANDOM:
            seen = len(self.town.server.requests)
            await self.town.server.until(lambda: len(self.town.server.requests) > seen, PATIENCE)
            await asyncio.sleep(self.town.dice.uniform(0.0, 1.0))
            process.kill()
        await asyncio.to_thread(process.join, PATIENCE)
        if process.exitcode != -signal.SIGKILL:
            process.kill()
            raise ChildProcessError(f"nobody died {where}: {process.exitcode}")

    # ---- faults

    async def fault(
        self, what: str, going_on: Callable[["Trials"], AbstractAsyncContextManager[None]]
    ) -> Count:
        """Half is waiting when it begins, half comes while it is going on."""
        since = self.books.now()
        await self.town.queue()
        told = await self.town.reports()
        process = self.birth()
        try:
            async with going_on(self):
                told |= await self.town.presses()
            await self.quiet(process)
        finally:
            await stopped(process)
        return self.books.count(what, since, told)


async def stopped(process: ForkServerProcess) -> None:
    process.terminate()
    await asyncio.to_thread(process.join, STOP)
    if process.exitcode:
        raise ChildProcessError(f"a worker stopped with {process.exitcode}")
    if process.exitcode is None:
        process.kill()
        raise ChildProcessError(f"a worker did not stop within {STOP} s")
