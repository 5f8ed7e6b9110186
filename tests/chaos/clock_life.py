"""A process with the loops and the scheduler of `duban run`, whose wall clock its parent sets back and forward."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from time import monotonic
from typing import Any

from bot.bootstrap.production import stop_on_signal
from bot.bootstrap.scheduler import scheduler
from bot.chat.router import Chat
from bot.domain.calendar import Instant
from bot.engine.outbox import free_leases
from bot.engine.worker import Wake, work
from bot.simulate.play import SimulatedClock
from bot.storage.store import open_store
from tests.builders import ZONE
from tests.chaos.worker import Wire, contexts_of, endless_script

BEAT = 0.02  # seconds between two looks for updates


@dataclass(frozen=True)
class SetClock:
    """A wall clock for two processes: milliseconds of the machine's monotonic clock, and what it is set ahead."""

    ahead: Any  # multiprocessing.Value

    def __call__(self) -> Instant:
        return round(monotonic() * 1000) + int(self.ahead.value)

    def set(self, now: Instant) -> None:
        self.ahead.value += now - self()


class WallClock(tzinfo):
    """APScheduler asks `datetime.now(zone)`; of this zone the answer is the set clock's, in the plan's zone."""

    def __init__(self, clock: SetClock) -> None:
        self.clock = clock

    def fromutc(self, _: datetime) -> datetime:
        return datetime.fromtimestamp(self.clock() / 1000, ZONE)

    def utcoffset(self, of: datetime | None) -> timedelta | None:
        return ZONE.utcoffset(of)

    def dst(self, of: datetime | None) -> timedelta | None:
        return ZONE.dst(of)

    def tzname(self, of: datetime | None) -> str | None:
        return ZONE.tzname(of)


@dataclass
class LiveWire(Wire):
    """Each word to the platform carries the set clock's instant."""

    wall: SetClock = field(kw_only=True)

    async def say(self, told: dict[str, Any]) -> None:
        self.clock.now = self.wall()
        await super().say(told)


async def live(url: str, port: int, clock: SetClock, look_again: float) -> None:
    script = endless_script()
    wake = Wake(look_again=look_again)
    stop_on_signal(wake)
    store = await open_store(url, script.plan.id)
    await free_leases(store)  # as production does: this process has the file alone
    contexts = contexts_of(store, script)
    chat = Chat(store, contexts)
    wire = LiveWire(lambda *_: [], SimulatedClock(clock()), wall=clock)

    async def hear() -> None:
        while not wake.stopped:
            for inbound in wire.due(clock()):
                await chat.receive(inbound, clock())
                wire.done.append(inbound.update_id)
                wake.delivery()
            await asyncio.sleep(BEAT)

    await wire.connect(port)
    timer = scheduler(wake, ZONE)
    timer.timezone = WallClock(clock)
    timer.start()
    await work(store, contexts, [wire], clock, wake, [hear])
    timer.shutdown(wait=False)
    await wire.say({"do": "hello"})  # acknowledges the last
    wire.close()
    await store.close()


def born(url: str, port: int, clock: SetClock, look_again: float) -> None:
    with suppress(KeyboardInterrupt):
        asyncio.run(live(url, port, clock, look_again))
