"""Chase (催办) one item by hand: a message now, beside the daily one."""

from datetime import time

from bot.actions.access import require
from bot.actions.outcome import Outcome
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.notice import CLOSING
from bot.domain.permissions import Action
from bot.domain.person import Person

OPENING = time(8, 30)


def chase(context: PlanContext, person: Person, a: Assignment, now: Instant) -> Outcome:
    """Once an item a day, on workdays from 08:30 to 17:30. The caller sends the message to
    `recipients.asked_about`."""
    require(context, person, Action.CHASE, a)
    require_working_hours(context, now)
    today = context.calendar.day(now)
    if a.chased_on == today:
        raise Refused("refused.chased_today")
    recorded = record(context, a, Event(Kind.CHASED, now, today, by=person.id))
    return Outcome((recorded.after,), recorded.changes)


def require_working_hours(context: PlanContext, now: Instant) -> None:
    """Raises Refused outside the hours in which people are written to by hand."""
    local = context.calendar.local(now)
    if not context.calendar.is_workday(local.date()) or not OPENING <= local.time() < CLOSING:
        raise Refused("refused.outside_working_hours")
