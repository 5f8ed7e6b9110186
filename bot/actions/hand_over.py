"""Passing an item on: to the unit one waits for, or to a colleague."""

from bot.actions.outcome import Outcome
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.context.recipients import asked_about
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.person import Person
from bot.engine.notices import queue_notices


def wait_on(
    context: PlanContext, person: Person, a: Assignment, unit: str, words: str, now: Instant
) -> Outcome:
    """待配合: the clock moves to that unit until it answers; summaries split the days by holder."""
    if unit not in context.plan.unit or unit == a.unit:
        raise Refused("refused.no_such_unit", unit=unit)
    if a.recurring:
        raise Refused("refused.return_does_not_wait")
    event = Event(Kind.WAITED, now, context.calendar.day(now), by=person.id, data={"unit": unit}, words=words)
    recorded = record(context, a, event)
    told = queue_notices(
        context, asked_about(context, recorded.after), NoticeKind.WAITING, f"waiting {recorded.after.version}", now,
        about=recorded.after, data={"unit": a.unit},
    )  # fmt: skip
    return Outcome((recorded.after,), (*recorded.changes, *told))


def resume(context: PlanContext, person: Person, a: Assignment, now: Instant) -> Outcome:
    """The unit that waited takes its item back."""
    recorded = record(context, a, Event(Kind.RESUMED, now, context.calendar.day(now), by=person.id))
    return Outcome((recorded.after,), recorded.changes)


def hand_over(
    context: PlanContext, person: Person, a: Assignment, colleague: Person, now: Instant
) -> Outcome:
    """转交: to a colleague of the unit who is bound; buttons in the former holder's chat stop working."""
    if colleague not in context.roster.colleagues(a.unit) or context.account(colleague.id) is None:
        raise Refused("refused.no_such_colleague", name=colleague.name)
    if colleague.id == a.assignee:
        raise Refused("refused.handed_over", name=colleague.name)
    event = Event(Kind.HANDED, now, context.calendar.day(now), by=person.id, data={"person": colleague.id})
    recorded = record(context, a, event)
    occurrence = f"handed {recorded.after.version}"
    told = queue_notices(
        context,
        [colleague],
        NoticeKind.HANDED,
        occurrence,
        now,
        about=recorded.after,
        data={"by": person.name},
    )
    return Outcome((recorded.after,), (*recorded.changes, *told))
