"""Absences by the clock: the first day of one set before, and the end after the last day, with a receipt to both."""

from collections.abc import Sequence

from bot.context.events import append
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.absence import Absence, absence_stream
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.notice import NoticeKind
from bot.domain.person import Person, Role
from bot.engine.notices import queue_notices
from bot.queries.absence_receipts import facts_of, receipt, uncovered_units


async def turn_absences(store: Store, context: PlanContext, now: Instant) -> bool:
    """True: something has begun or ended, so the roster is another."""
    today = context.calendar.day(now)
    changes: list[Change] = []
    for absence in context.absences:
        person = context.roster.by_id.get(absence.person)
        if person is None:
            continue
        if today > absence.ends:
            changes += await _over(store, context, person, absence, now)
        elif not absence.begun and today >= absence.starts:
            changes += await _begun(store, context, person, absence, now)
    if changes:
        await store.commit([*changes, Change("revise_plan")])
    return bool(changes)


async def _over(
    store: Store, context: PlanContext, person: Person, absence: Absence, now: Instant
) -> Sequence[Change]:
    """Both read what came in and what is open, with their first message after the last day."""
    since = context.calendar.at(absence.starts)
    found = await receipt(store, context, person, now, since)
    changes = _event(context, absence, Kind.BACK, now)
    for id_, event in ((person.id, "back"), (absence.substitute, "handed_back")):
        changes += _queued(context, person, absence, id_, event, now, found)
    return changes


async def _begun(
    store: Store, context: PlanContext, person: Person, absence: Absence, now: Instant
) -> Sequence[Change]:
    found = await receipt(store, context, person, now)
    changes = _event(context, absence, Kind.BEGAN, now)
    changes += _queued(context, person, absence, absence.substitute, "begins", now, found)
    return [*changes, *_nobody(context, person, absence, now)]


def _nobody(context: PlanContext, person: Person, absence: Absence, now: Instant) -> Sequence[Change]:
    """The substitute has refused, and no other was chosen since: heads and coordinator were not told yet."""
    units = uncovered_units(context, person, absence.substitute)
    if absence.version == absence.number or not units:
        return ()
    heads = [head for unit in units for head in context.roster.heads(unit)]
    people = [one for one in (*heads, *context.roster.holding(Role.COORDINATOR)) if one != person]
    facts = facts_of(person, absence.starts, absence.ends, absence.number, "nobody") | {"units": list(units)}
    occurrence = f"{person.id} {absence.number} nobody"
    return queue_notices(context, people, NoticeKind.ABSENCE, occurrence, now, data=facts)


def _event(context: PlanContext, absence: Absence, kind: Kind, now: Instant) -> list[Change]:
    event = Event(kind, now, context.calendar.day(now))
    again = Change("look_at_notices_again", {"person": absence.person, "now": now}, rows=None)
    return [*append(absence_stream(absence.person), absence.version + 1, event), again]


def _queued(
    context: PlanContext, person: Person, absence: Absence, to: str, event: str, now: Instant,
    found: dict[str, object],
) -> list[Change]:  # fmt: skip
    told = context.roster.by_id.get(to)
    data = facts_of(person, absence.starts, absence.ends, absence.number, event) | found
    people = [told] if told else []
    occurrence = f"{person.id} {absence.number} {event}"
    return queue_notices(context, people, NoticeKind.ABSENCE, occurrence, now, data=data)
