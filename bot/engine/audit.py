"""Audit: the copies kept for counting, a light and the next rung's instant, are what the rules say they are."""

from bot.context.events import refresh_derived
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.errors import Stale

BATCH = 500


async def audit(store: Store, context: PlanContext, now: Instant) -> int:
    """Sets right what has drifted, a changed calendar or ladder file included; returns how many rows that were."""
    today = context.calendar.day(now)
    mended, last = 0, 0
    while rows := await store.read(Assignment, "assignments_after", id=last, limit=BATCH):
        last = rows[-1].id
        steady = [
            a for a in rows if a.light_until is None or a.light_until > now
        ]  # the others are the tick's
        changes = [change for a in steady if (change := refresh_derived(a, context, today))]
        try:
            await store.commit(changes)
        except Stale:  # one of them was answered meanwhile and is right by that; the rest waits an hour
            continue
        mended += len(changes)
    return mended
