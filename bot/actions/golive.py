"""Go-live: the day from which the plan sends messages. The coordinator confirms it after a rehearsal."""

from collections.abc import Sequence
from datetime import date

from bot.actions.access import require_in_plan
from bot.actions.outcome import Outcome
from bot.context.events import append, note_plan_state
from bot.context.plan_context import ContextCache, PlanContext
from bot.context.ports import Change, Store
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import MINUTE, Instant
from bot.domain.errors import Refused
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.queries.history import VersionedEvent, events_of

STREAM = "golive:plan"
BEGINS_AFTER = 30 * MINUTE  # as long as a confirmation can be undone, nothing is opened and nobody told


def require_golive_possible(context: PlanContext, day: date, today: date) -> None:
    """Raises Refused for a draft, for a past day, and when the plan is live."""
    if context.golive is not None and context.golive <= today:
        raise Refused("refused.already_live", golive=context.golive)
    if not context.may_send:
        raise Refused("refused.draft_rehearses_only")
    if day < today:
        raise Refused("refused.golive_in_the_past", today=today)


async def confirm_golive(
    store: Store, context: PlanContext, person: Person, day: date, now: Instant
) -> tuple[Change, ...]:
    """Sets the day by a person in the chat."""
    require_in_plan(person, Action.GO_LIVE)
    today = context.calendar.day(now)
    require_golive_possible(context, day, today)
    was = {"was": context.golive.isoformat() if context.golive else "", "was_from": context.golive_from}
    event = Event(Kind.WENT_LIVE, now, today, by=person.id, data={"golive": day.isoformat(), **was})
    version = 1 + len(await events_of(store, STREAM, context.calendar))
    return *_set(day, now + BEGINS_AFTER, now), *append(STREAM, version, event)


async def golive(store: Store, contexts: ContextCache, day: date, now: Instant) -> None:
    """Sets the day from the command line. The first tick on that day opens the assignments."""
    context = await contexts.current()
    require_golive_possible(context, day, context.calendar.day(now))
    await store.commit(_set(day, 0, now))


def _set(day: date | None, begins: Instant, now: Instant) -> list[Change]:
    return [Change("set_golive", {"golive": day, "golive_from": begins}), note_plan_state(now)]


def undo_golive(
    context: PlanContext, person: Person, done: VersionedEvent, events: Sequence[VersionedEvent], now: Instant
) -> Outcome:
    """The day that stood before stands again. Refused once the plan has begun: what was opened is the units' work."""
    require_in_plan(person, Action.UNDO)
    last, at = events[-1], context.calendar.local(context.golive_from)
    if last.event.kind is Kind.UNDONE:
        raise Refused("refused.already_undone")
    if last.version != done.version:
        later = context.calendar.local(last.event.at)
        raise Refused("refused.undo_own_later", day=later.date(), at=later)
    if now >= context.golive_from:
        raise Refused("refused.golive_began", day=at.date(), at=at)
    was = str(done.event.data["was"])
    data = {"undoes": done.event.kind, "versions": [done.version]}
    event = Event(Kind.UNDONE, now, context.calendar.day(now), by=person.id, data=data)
    restored = _set(date.fromisoformat(was) if was else None, int(str(done.event.data["was_from"])), now)
    return Outcome((), (*restored, *append(STREAM, events[-1].version + 1, event)))
