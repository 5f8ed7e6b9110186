"""Wait for another unit (待配合): the clock moves to that unit, and comes back with its answer or on request."""

from bot.actions.access import require
from bot.actions.outcome import Outcome
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.context.recipients import asked_about
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.engine.notices import queue_notices, queue_outcome


def wait_for(
    context: PlanContext, person: Person, a: Assignment, unit: str, words: str, now: Instant
) -> Outcome:
    """The clock moves to `unit` until it answers; summaries split the days by holder."""
    require(context, person, Action.WAIT_FOR, a)
    if unit not in context.plan.unit or unit == a.unit:
        raise Refused("refused.no_such_unit", unit=unit)
    event = Event(Kind.WAITED, now, context.calendar.day(now), by=person.id, data={"unit": unit}, words=words)
    recorded = record(context, a, event)
    notices = queue_notices(
        context, asked_about(context, recorded.after), NoticeKind.WAITING, f"waiting {recorded.after.version}", now,
        about=recorded.after, data={"unit": a.unit, "version": recorded.after.version},
    )  # fmt: skip
    return Outcome((recorded.after,), (*recorded.changes, *notices))


def helped(context: PlanContext, person: Person, a: Assignment, now: Instant, words: str = "") -> Outcome:
    """The unit that is waited for has done its part: its own unit has the item again and is told."""
    require(context, person, Action.HELPED, a)
    data = {"unit": a.holder}
    event = Event(Kind.RESUMED, now, context.calendar.day(now), by=person.id, data=data, words=words)
    recorded = record(context, a, event)
    owners = asked_about(context, recorded.after)
    notices = queue_outcome(context, owners, "resumed", recorded.after, now, a.holder)
    return Outcome((recorded.after,), (*recorded.changes, *notices))


def resume(context: PlanContext, person: Person, a: Assignment, now: Instant) -> Outcome:
    """The waiting unit takes its item back."""
    require(context, person, Action.RESUME, a)
    recorded = record(context, a, Event(Kind.RESUMED, now, context.calendar.day(now), by=person.id))
    return Outcome((recorded.after,), recorded.changes)
