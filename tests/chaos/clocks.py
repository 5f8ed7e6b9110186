"""The wall clock set back and forward under a worker that is also killed with SIGKILL while its clock is wrong.

A clock set back is bridged by the monotonic timer within `look_again` seconds; until then an age is negative and
health says unwell. A clock set forward is one wake of the scheduler, and what fell due meanwhile goes out once.
"""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from time import monotonic

from bot.domain.calendar import DAY, HOUR, MINUTE, Instant
from bot.engine.deliver import delivery_loop
from bot.engine.verify import verify
from bot.engine.worker import TICK
from bot.queries.health import loop_ages
from bot.simulate.dice import Dice
from bot.simulate.rehearse import Script, SimulatedMessage, stage
from bot.storage.store import PlanStore, open_store
from tests.chaos.births import PROCESSES
from tests.chaos.clock_life import SetClock, born
from tests.chaos.lives import lived
from tests.chaos.platform import Platform
from tests.chaos.rows import Row
from tests.chaos.worker import endless_script

LOOPS = (TICK, delivery_loop("browser"))
FIRST = date(2023, 12, 4)  # 20 workdays before the year's milestones: the fullest morning
NOON = 12 * HOUR + 7 * MINUTE  # people are at work; nothing goes out on the hour
SLACK = 15.0  # seconds beyond `look_again` for the turns themselves, on a busy machine
BEAT = 0.05  # seconds between two looks
PATIENCE = 120.0  # seconds until nothing is under way any more
OPEN = (
    "SELECT (SELECT count(*) FROM notice WHERE state = 'waiting' AND deliver_at <= :now)"
    " + (SELECT count(*) FROM message WHERE state <> 'accepted')"
)


@dataclass(frozen=True)
class Jump:
    what: str
    by: Instant
    killed: bool = False  # right after it, and started again


JUMPS = (
    Jump("forward 3 days", 3 * DAY),
    Jump("back 8 h", -8 * HOUR),
    Jump("forward 20 days", 20 * DAY),
    Jump("back 10 days, kill -9", -10 * DAY, killed=True),
    Jump("forward 25 days, kill -9", 25 * DAY, killed=True),
    Jump("back a year", -365 * DAY),
    Jump("forward a year", 365 * DAY),
)


@dataclass
class Worker:
    """The process, its file and its clock."""

    file: Path
    script: Script
    platform: Platform
    clock: SetClock
    look_again: float
    in_flight: int = 0  # messages claimed and not marked, summed over the deaths
    process: ForkServerProcess = field(init=False)

    async def start(self) -> None:
        self.platform.alive.clear()
        url = f"sqlite:///{self.file}"
        arguments = (url, self.platform.port, self.clock, self.look_again)
        self.process = PROCESSES.Process(target=born, args=arguments)
        self.process.start()
        await self.platform.alive.wait()

    async def stop(self) -> None:
        self.process.terminate()
        await asyncio.to_thread(self.process.join)
        if self.process.exitcode:
            raise ChildProcessError(f"a worker stopped with {self.process.exitcode}")

    async def kill(self) -> None:
        self.process.kill()
        await asyncio.to_thread(self.process.join)
        self.in_flight += len(self.rows("SELECT message_id FROM message WHERE state = 'sending'"))

    async def store(self) -> PlanStore:
        return await open_store(f"sqlite:///{self.file}", self.script.plan.id, worker=False)

    async def well(self) -> bool:
        """As /healthz tells it."""
        store = await self.store()
        try:
            return (await loop_ages(store, LOOPS, self.clock())).ok
        finally:
            await store.close()

    def to_next_workday(self) -> None:
        calendar = self.script.calendar
        self.clock.set(calendar.at(calendar.after(calendar.day(self.clock()), 1)) + NOON)

    async def until_well(self) -> float:
        """Seconds until it is."""
        began = monotonic()
        async with asyncio.timeout(self.look_again + PATIENCE):
            while not await self.well():  # noqa: ASYNC110 - another process turns
                await asyncio.sleep(BEAT)
        return monotonic() - began

    async def until_quiet(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while self.rows(OPEN, now=self.clock()) != [(0,)]:  # noqa: ASYNC110 - another process works
                await asyncio.sleep(BEAT)

    def rows(self, query: str, **values: object) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.file)) as db:
            return db.execute(query, values).fetchall()


async def clock_rows(folder: Path, look_again: float, jumps: Sequence[Jump] = JUMPS) -> list[Row]:
    """`look_again`: seconds between two wakes of the monotonic timer."""
    script = endless_script()
    file = folder / "clocks.db"
    store = await open_store(f"sqlite:///{file}", script.plan.id)
    show = await stage(script, store)
    await store.close()
    platform = Platform(Dice(show.dice.context, "mixed", 1), now=show.play.clock.now)
    async with platform.open():
        await lived(file, platform, script.calendar.at(FIRST) + NOON)
        clock = SetClock(PROCESSES.Value("q", 0))
        clock.set(platform.now)
        worker = Worker(file, script, platform, clock, look_again)
        await worker.start()
        await worker.until_well()
        rows = [row for jump in jumps for row in await _jumped(worker, jump)]
        await worker.until_quiet()
        await worker.stop()
        return rows + await _whole(worker)


async def _jumped(worker: Worker, jump: Jump) -> list[Row]:
    if jump.killed:
        await worker.kill()
    worker.clock.set(worker.clock() + jump.by)
    unwell = not await worker.well()
    if jump.killed:
        await worker.start()
    seconds = await worker.until_well()
    worker.to_next_workday()  # what fell due goes out
    await worker.until_well()
    await worker.until_quiet()
    in_time = seconds < worker.look_again + SLACK
    return [
        Row(f"clock {jump.what}: health unwell at first", int(unwell), 1),
        Row(f"clock {jump.what}: every loop turned and health well after {seconds:.1f} s", int(in_time), 1),
    ]


async def _whole(worker: Worker) -> list[Row]:
    """What must hold after all jumps."""
    store = await worker.store()
    try:
        sent = await store.read(SimulatedMessage, "messages_between", first=0, before=1 << 60)
        found = await verify(store, worker.script.calendar, worker.clock())
    finally:
        await store.close()
    for one in found.discrepancies:
        print(one)
    arrived = worker.platform.arrived
    again = max(sum(n - 1 for n in arrived.values()) - worker.in_flight, 0)
    told = Counter((one.person, why) for one in sent for why in one.why if why[1])
    said = Counter(row[0] for row in worker.rows("SELECT body FROM words WHERE body <> ''"))
    return [
        Row(
            "clock: messages that arrived once", sum(m.message_id in arrived for m in sent) - again, len(sent)
        ),
        Row("clock: rungs that a person was told of once", sum(n == 1 for n in told.values()), len(told)),
        Row("clock: reports that were recorded once", sum(n == 1 for n in said.values()), len(said)),
        Row("clock: seals hold, verify finds nothing", int(not found.discrepancies), 1),
    ]
