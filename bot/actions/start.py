"""Start: the ladder of a milestone that was past at go-live begins now."""

from bot.actions.access import require
from bot.actions.outcome import Outcome
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Instant
from bot.domain.permissions import Action
from bot.domain.person import Person


def start(context: PlanContext, person: Person, a: Assignment, now: Instant) -> Outcome:
    require(context, person, Action.START, a)
    recorded = record(context, a, Event(Kind.STARTED, now, context.calendar.day(now), by=person.id))
    return Outcome((recorded.after,), recorded.changes)
