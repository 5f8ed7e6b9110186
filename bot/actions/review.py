"""Review (复核), four eyes: pass, return for rework, and the second look at a filed duty."""

from collections.abc import Sequence

from bot.actions.access import allowed, require
from bot.actions.outcome import NO_OUTCOME, Outcome
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.context.ports import Change
from bot.context.recipients import asked_about
from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.domain.recheck import recheck_day
from bot.engine.notices import queue_outcome

CORRECTION = 3  # workdays at least to correct what was returned
BY_THE_CLOCK = (Kind.CLIMBED, Kind.ASKED, Kind.RENAMED)  # change nothing that a reviewer has looked at


def pass_(context: PlanContext, person: Person, a: Assignment, now: Instant, words: str = "") -> Outcome:
    """销号. A sampled duty stays closed and is only marked as looked at."""
    require(context, person, Action.PASS, a)
    kind = Kind.PASSED if a.state is State.SUBMITTED else Kind.SAMPLED_PASSED
    today = context.calendar.day(now)
    look = recheck_day(a, today, context.recheck, context.calendar) if kind is Kind.PASSED else None
    data = {"recheck_on": look.isoformat()} if look else {}
    event = Event(kind, now, today, by=person.id, data=data, words=words)
    recorded = record(context, a, event)
    if kind is Kind.SAMPLED_PASSED:
        return Outcome((recorded.after,), recorded.changes)
    told = _tell_owners(context, recorded.after, "passed", now)
    return Outcome((recorded.after,), (*recorded.changes, *told))


def pass_all(context: PlanContext, person: Person, rows: Sequence[Assignment], now: Instant) -> Outcome:
    """Batch pass of what the person may review; the rest is left as it is."""
    outcome = NO_OUTCOME
    for a in rows:
        if allowed(context, person, Action.PASS, a):
            outcome += pass_(context, person, a, now)
    return outcome


def return_for_rework(
    context: PlanContext, person: Person, a: Assignment, words: str, now: Instant
) -> Outcome:
    """退回整改, with a reason, and at least three workdays to correct."""
    require(context, person, Action.RETURN_FOR_REWORK, a)
    if not words.strip():
        raise Refused("refused.reason_needed")
    today = context.calendar.day(now)
    correct_by = max(a.due, context.calendar.after(today, CORRECTION))
    data = {"correct_by": correct_by.isoformat(), "reason": True}
    recorded = record(context, a, Event(Kind.RETURNED, now, today, by=person.id, data=data, words=words))
    told = _tell_owners(context, recorded.after, "returned", now)
    return Outcome((recorded.after,), (*recorded.changes, *told))


def _tell_owners(context: PlanContext, a: Assignment, outcome: str, now: Instant) -> list[Change]:
    return queue_outcome(context, asked_about(context, a), outcome, a, now)
