"""Audit: the copies kept for counting, a light and the next rung's instant, are what the rules say they are."""

from bot.context.events import refresh_derived
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.errors import Stale
from bot.engine.set_aside import isolate, set_assignments_aside

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
        done, failed = isolate(steady, lambda a: refresh_derived(a, context, today))
        changes = [change for _, change in done if change]
        try:
            await store.commit([*changes, *set_assignments_aside(context, failed, now)])
        except Stale:  # one of them was answered meanwhile and is right by that; the rest waits an hour
            continue
        mended += len(changes)
    return mended


async def try_again(store: Store) -> None:
    """Rows that were set aside are tried again when a process starts: it may run a newer program."""
    await store.commit([Change("retry_notices", rows=None), Change("forget_set_aside", rows=None)])
