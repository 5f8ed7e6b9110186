"""APScheduler wakes the loops on the wall clock's minute. It only says when to look; rows say what is due."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.engine.worker import Wake

NO_FIRE_TWICE = timedelta(microseconds=1)


class ForwardTrigger(CronTrigger):  # type: ignore[misc]  # APScheduler carries no types
    """The first moment after now. A CronTrigger continues from the last fire instead, and the scheduler lists every
    one missed: 63 million after a clock that jumped ten years, with the event loop frozen meanwhile."""

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        after = now if previous is None else now + NO_FIRE_TWICE
        found: datetime | None = super().get_next_fire_time(None, after)
        return found


def scheduler(wake: Wake, zone: ZoneInfo) -> AsyncIOScheduler:
    """Its jobs are coroutines, which run on the event loop: plain functions would run in a thread of a pool, where
    asyncio's events must not be touched."""

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
    """The scheduler runs within."""
    running = scheduler(wake, zone)
    running.start()
    try:
        yield
    finally:
        running.shutdown(wait=False)
