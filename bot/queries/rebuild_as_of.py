"""Rebuilds the assignments at an earlier instant from the events up to then."""

from bot.context.events import COLUMNS, with_derived
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.fold import fold
from bot.queries.history import EventRow, event_of

BATCH = 400  # assignments per commit


async def rebuild_as_of(source: Store, target: Store, context: PlanContext, at: Instant) -> None:
    """Fills `target`, an empty store of the same plan, with the assignments as of `at`.

    It uses the fold that made the rows, so the same function checks a table of assignments against its events.
    """
    today = context.calendar.day(at)
    streams: dict[str, list[EventRow]] = {}
    for row in await source.read(EventRow, "events_until", at=at):
        streams.setdefault(row.stream, []).append(row)
    rows = [
        with_derived(fold(event_of(row, context.calendar) for row in events), context, today)
        for events in streams.values()
    ]
    for start in range(0, len(rows), BATCH):
        await target.commit([_insertion(a) for a in rows[start : start + BATCH]])
    people = await source.read(str, "acknowledged_until", at=at)
    taken = [{"person_id": person, "version": context.plan.version, "now": at} for person in people]
    await target.commit([Change("acknowledge", values) for values in taken])


def _insertion(a: Assignment) -> Change:
    return Change("insert_assignment", {name: getattr(a, name) for name in COLUMNS})
