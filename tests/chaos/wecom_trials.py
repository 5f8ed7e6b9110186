"""A row of the table: what is written and said, what goes wrong meanwhile, and a life that lives."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot.channels.wecom.settings import WeComCorp
from tests.chaos.births import PROCESSES
from tests.chaos.telegram import free_port
from tests.chaos.telegram_trials import LOOK, PATIENCE, Stuck, stopped
from tests.chaos.wecom_count import Books, WeComCount
from tests.chaos.wecom_life import BOUNDARIES, FETCHED, KEPT, PARTED, TOKEN, Life, born
from tests.chaos.wecom_town import Town, town
from tests.chaos.worker import Doom
from tests.peers.wecom.sender import Delivery
from tests.wecom.city import settings_of

RANDOM = "at a random moment"
ONCE = (TOKEN, FETCHED, PARTED, KEPT)  # what a life comes to at once, or no more than once
LIVES = 2  # that end, in a row of deaths
HURRIED = 0.1  # the pace of callbacks meanwhile: the third try comes after 3 s, when somebody lives again


@dataclass
class Trials:
    town: Town
    corp: WeComCorp
    port: int

    @property
    def books(self) -> Books:
        return Books(self.town.database, self.town.server)

    # ---- lives

    def birth(self, doom: Doom = Doom()) -> ForkServerProcess:  # noqa: B008 - replaced, never counted down here
        life = Life(self.town.database, self.town.clock.file, self.corp, self.port, replace(doom))
        process = PROCESSES.Process(target=born, args=(life,))
        process.start()
        return process

    async def hearing(self, process: ForkServerProcess) -> None:
        """It takes callbacks, or is dead already."""
        async with asyncio.timeout(PATIENCE):
            while process.is_alive():
                with suppress(OSError):
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                    writer.close()
                    return
                await asyncio.sleep(LOOK)

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
                while not self.town.server.sender.quiet or self.books.open():
                    if not process.is_alive():
                        raise ChildProcessError(f"a worker ended by itself with {process.exitcode}")
                    await asyncio.sleep(LOOK)
        except TimeoutError:
            raise Stuck(f"{self.books.open()} messages and callbacks") from None

    # ---- rows

    async def deaths(self, where: str, lives: int = LIVES) -> WeComCount:
        """A token that is lost with its process is asked for again: once, for there is one life then."""
        before, tokens = self._now()
        told: dict[Delivery, str] = {}
        self.town.server.turn(late=True)
        self.town.server.sender.pace = HURRIED
        if where == TOKEN:
            self.town.server.revoke()
        for _ in range(1 if where == TOKEN else lives):
            await self.town.queue()
            told |= await self._death(where)
        await self.peace()
        return self.books.count(f"kill -9: {where}", before, tokens, told)

    async def _death(self, where: str) -> dict[Delivery, str]:
        fixed = Doom(where, 1 if where in ONCE else self.town.dice.randrange(1, 4))
        process = self.birth(fixed if where in BOUNDARIES else Doom())
        await self.hearing(process)
        told = await self.town.reports() | await self.town.presses()
        if where == RANDOM:
            await asyncio.sleep(self.town.dice.uniform(0.0, 0.5))
            process.kill()
        await asyncio.to_thread(process.join, PATIENCE)
        if process.exitcode != -signal.SIGKILL:
            process.kill()
            raise ChildProcessError(f"nobody died {where}: {process.exitcode}")
        return told

    async def fault(
        self, what: str, going_on: Callable[["Trials"], AbstractAsyncContextManager[None]]
    ) -> WeComCount:
        """Half is waiting when it begins, half comes while it is going on."""
        before, tokens = self._now()
        await self.town.queue()
        process = self.birth()
        try:
            await self.hearing(process)
            async with going_on(self):
                told = await self.town.reports() | await self.town.presses()
                await self.quiet(process)
        finally:
            await stopped(process)
        return self.books.count(what, before, tokens, told)

    def _now(self) -> tuple[int, int]:
        [(message,)] = self.books.rows("SELECT coalesce(max(rowid), 0) FROM message")
        return int(message), self.town.server.ledger.count("gettoken")


@asynccontextmanager
async def trials(folder: Path, seed: int) -> AsyncIterator[Trials]:
    """Everybody has a card that can be pressed."""
    async with town(folder, seed) as founded:
        corp, port = settings_of(founded.server), free_port()
        founded.server.corp.apps[0].callback = f"http://127.0.0.1:{port}{corp.path}"
        found = Trials(founded, corp, port)
        await founded.queue()
        await found.peace()
        yield found
