"""Reopening a closed or excused item (重新办理), by its reviewer and with a reason; and the second look, 回头看."""

from bot.actions.access import require
from bot.actions.outcome import Outcome
from bot.actions.review import CORRECTION
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.context.recipients import asked_about
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.domain.review import reviewers
from bot.engine.notices import queue_notices, queue_outcome


def reopen(context: PlanContext, person: Person, a: Assignment, words: str, now: Instant) -> Outcome:
    """A new round, with at least three workdays, as after a return for rework."""
    require(context, person, Action.REOPEN, a)
    if not words.strip():
        raise Refused("refused.reason_needed")
    today = context.calendar.day(now)
    correct_by = max(a.due, context.calendar.after(today, CORRECTION))
    data = {"correct_by": correct_by.isoformat(), "reason": True, "recheck": a.rechecking}
    recorded = record(
        context, a, Event(Kind.REOPENED, now, today, by=person.id, data=data, words=words.strip())
    )
    notices = queue_outcome(context, asked_about(context, recorded.after), "reopened", recorded.after, now)
    return Outcome((recorded.after,), (*recorded.changes, *notices))


def ask_recheck(context: PlanContext, person: Person, a: Assignment, now: Instant) -> Outcome:
    """回头看 by hand: the reviewer is asked; a reviewer who asks it answers at once."""
    require(context, person, Action.RECHECK, a)
    people = reviewers(a, context.plan, context.roster).people
    event = Event(Kind.RECHECK_ASKED, now, context.calendar.day(now), by=person.id, data={"by_hand": True})
    recorded = record(context, a, event)
    others = [one for one in people if one.id != person.id]
    notices = queue_notices(
        context, others, NoticeKind.REVIEW, f"recheck {recorded.after.version}", now, about=recorded.after
    )
    return Outcome((recorded.after,), (*recorded.changes, *notices))


def confirm_closed(
    context: PlanContext, person: Person, a: Assignment, now: Instant, words: str = ""
) -> Outcome:
    """维持销号."""
    require(context, person, Action.CONFIRM_CLOSED, a)
    event = Event(Kind.RECHECK_PASSED, now, context.calendar.day(now), by=person.id, words=words)
    recorded = record(context, a, event)
    return Outcome((recorded.after,), recorded.changes)
