"""不涉及: a county says, with the reason, that a date it was told of does not concern it.

Nobody has to decide: it owes no result of its own. The reason stays in the history, where the task's lead reads it.
"""

from bot.actions.access import require
from bot.actions.outcome import Outcome
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.permissions import Action
from bot.domain.person import Person


def not_concerned(context: PlanContext, person: Person, a: Assignment, words: str, now: Instant) -> Outcome:
    require(context, person, Action.NOT_CONCERNED, a)
    if not words.strip():
        raise Refused("refused.reason_needed")
    event = Event(Kind.NOT_CONCERNED, now, context.calendar.day(now), by=person.id, words=words)
    recorded = record(context, a, event)
    return Outcome((recorded.after,), recorded.changes)
