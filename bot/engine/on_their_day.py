"""What becomes due without a ladder: a suspended item is worked on again, a closed one is looked at again."""

from collections.abc import Sequence

from bot.context.events import record, refresh_derived
from bot.context.plan_context import PlanContext
from bot.context.ports import Change
from bot.context.recipients import asked_about
from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.calendar import Instant
from bot.domain.notice import NoticeKind
from bot.domain.review import reviewers
from bot.domain.suspension import restarted_due
from bot.engine.notices import queue_notices, queue_outcome


def has_a_day(a: Assignment) -> bool:
    return a.suspended_until is not None or a.recheck_on is not None


def record_day_due(context: PlanContext, a: Assignment, now: Instant) -> Sequence[Change]:
    """The event of the day that has come, and its notices; only the clock is set again where it has not."""
    today = context.calendar.day(now)
    if a.suspended_until and a.suspended_until <= today:
        return _restart(context, a, now)
    if a.recheck_on and a.recheck_on <= today and a.state is State.CLOSED:
        return _ask_recheck(context, a, now)
    change = refresh_derived(a, context, today)
    return [change] if change else []


def _restart(context: PlanContext, a: Assignment, now: Instant) -> Sequence[Change]:
    """After a downtime the clock has stood for the days that were granted, and no longer."""
    assert a.suspended_until is not None
    today = context.calendar.day(now)
    data = {"due": restarted_due(a, a.suspended_until).isoformat()}
    recorded = record(context, a, Event(Kind.RESTARTED, now, today, data=data))
    notices = queue_outcome(context, asked_about(context, recorded.after), "restarted", recorded.after, now)
    return *recorded.changes, *notices


def _ask_recheck(context: PlanContext, a: Assignment, now: Instant) -> Sequence[Change]:
    """Asked of the reviewer under the rules of today: who is left out for four eyes may have changed posts."""
    people = reviewers(a, context.plan, context.roster).people
    recorded = record(context, a, Event(Kind.RECHECK_ASKED, now, context.calendar.day(now)))
    occurrence = f"recheck {recorded.after.version}"
    notices = queue_notices(context, people, NoticeKind.REVIEW, occurrence, now, about=recorded.after)
    return *recorded.changes, *notices
