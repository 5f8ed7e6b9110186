"""The scheduler wakes on the event loop's own thread, and a clock that jumps gives it nothing to list."""

import asyncio
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.bootstrap.scheduler import ForwardTrigger, scheduler
from bot.engine.worker import Wake

ZONE = ZoneInfo("Asia/Shanghai")
moments = st.datetimes(datetime(2023, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@dataclass
class WatchedWake(Wake):
    """Notes in which thread it was called."""

    threads: set[int] = field(default_factory=set)
    called: asyncio.Event = field(default_factory=asyncio.Event)

    def all(self) -> None:
        self.threads.add(threading.get_ident())
        self.called.set()

    def delivery(self) -> None:
        self.all()


async def test_every_job_touches_the_loops_on_their_own_thread() -> None:
    wake = WatchedWake()
    made = scheduler(wake, ZONE)
    made.start()
    try:
        for job in made.get_jobs():
            wake.called.clear()
            job.modify(next_run_time=datetime(2000, 1, 1, tzinfo=UTC))
            made.wakeup()
            await asyncio.wait_for(wake.called.wait(), 5)
    finally:
        made.shutdown(wait=False)
    assert wake.threads == {threading.get_ident()}


@given(moments, st.timedeltas(timedelta(seconds=1), timedelta(days=3660)))
def test_a_jump_of_ten_years_is_one_fire(start: datetime, jump: timedelta) -> None:
    """Counted as APScheduler counts: on from each fire until one lies after now."""
    trigger = ForwardTrigger(second="*/5", timezone=ZONE)
    fire, now = trigger.get_next_fire_time(None, start), start + jump
    missed = 0
    while fire and fire <= now:
        missed += 1
        assert missed <= 1
        fire = trigger.get_next_fire_time(fire, now)
    assert fire is None or now < fire <= now + timedelta(seconds=5)
