"""Hand over (转交) to a colleague of the unit who has a chat; buttons in the former holder's chat stop working."""

from bot.actions.access import require
from bot.actions.outcome import Outcome
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.engine.notices import queue_notices


def hand_over(
    context: PlanContext, person: Person, a: Assignment, colleague: Person, now: Instant
) -> Outcome:
    require(context, person, Action.HAND_OVER, a)
    if colleague not in context.roster.colleagues(a.unit) or context.account(colleague.id) is None:
        raise Refused("refused.no_such_colleague", name=colleague.name)
    if colleague.id == a.assignee:
        raise Refused("refused.handed_over", name=colleague.name)
    event = Event(Kind.HANDED, now, context.calendar.day(now), by=person.id, data={"person": colleague.id})
    recorded = record(context, a, event)
    notices = queue_notices(
        context, [colleague], NoticeKind.HANDED, f"handed {recorded.after.version}", now,
        about=recorded.after, data={"by": person.name},
    )  # fmt: skip
    return Outcome((recorded.after,), (*recorded.changes, *notices))
