"""APScheduler wakes the loops at each minute of the wall clock. Rows say what is due, the scheduler only wakes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.engine.worker import Wake

NO_FIRE_TWICE = timedelta(microseconds=1)


class ForwardTrigger(CronTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Fires at the first moment after now. A CronTrigger continues from the last fire time, and the scheduler lists
    every missed one: 63 million after a clock jump of ten years, which blocks the event loop."""

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        after = now if previous is None else now + NO_FIRE_TWICE
        found: datetime | None = super().get_next_fire_time(None, after)
        return found


def scheduler(wake: Wake, zone: ZoneInfo) -> AsyncIOScheduler:
    """Jobs are coroutines, which run on the event loop. Plain functions would run in a pool thread, where asyncio
    events must not be set."""

    async def wake_all() -> None:
        wake.all()

    async def wake_delivery() -> None:
        wake.delivery()

    made = AsyncIOScheduler(timezone=zone)
    for job, second in ((wake_all, 0), (wake_delivery, "*/5")):
        made.add_job(
            job, ForwardTrigger(second=second, timezone=zone), misfire_grace_time=None, coalesce=True
        )
    return made


@contextmanager
def scheduled(wake: Wake, zone: ZoneInfo) -> Iterator[None]:
    """Context manager: the scheduler runs inside the block."""
    running = scheduler(wake, zone)
    running.start()
    try:
        yield
    finally:
        running.shutdown(wait=False)
