"""Suspension (挂账): asked by the unit or set by the coordinator, with a reason and the day on which it restarts."""

from collections.abc import Mapping
from datetime import date

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
from bot.domain.review import suspension_deciders
from bot.domain.suspension import due_after, restarted_due
from bot.engine.notices import queue_notices, queue_outcome


def ask_suspension(
    context: PlanContext, person: Person, a: Assignment, until: date, words: str, now: Instant
) -> Outcome:
    """`until`: the restart date. Until somebody has decided, the clock runs on."""
    require(context, person, Action.ASK_SUSPENSION, a)
    today = _checked(context, until, words, now)
    due = due_after(a.due, today, until)
    people = suspension_deciders(a, context.plan, context.roster, due).people
    if not people:
        raise Refused("refused.no_reviewer")
    data = {"until": until.isoformat(), "due": due.isoformat()}
    recorded = record(
        context, a, Event(Kind.SUSPENSION_ASKED, now, today, by=person.id, data=data, words=words)
    )
    occurrence = f"suspension {recorded.after.version}"
    notices = queue_notices(context, people, NoticeKind.DECISION, occurrence, now, about=recorded.after)
    return Outcome((recorded.after,), (*recorded.changes, *notices))


def grant_suspension(context: PlanContext, person: Person, a: Assignment, now: Instant) -> Outcome:
    """From today on, until the day that was asked for. A request whose day has come by now is refused with that
    reason: nothing is left to suspend."""
    require(context, person, Action.GRANT_SUSPENSION, a)
    assert a.suspension is not None
    if a.suspension <= context.calendar.day(now):
        raise Refused("refused.suspension_over", until=a.suspension)
    return _decide(
        context, person, a, Kind.SUSPENDED, {"until": a.suspension.isoformat(), "granted": True}, now
    )


def refuse_suspension(
    context: PlanContext, person: Person, a: Assignment, words: str, now: Instant
) -> Outcome:
    """With a reason, which goes to the unit; the clock has run on."""
    require(context, person, Action.REFUSE_SUSPENSION, a)
    if not words.strip():
        raise Refused("refused.reason_needed")
    return _decide(
        context, person, a, Kind.SUSPENSION_REFUSED, {"decided": True, "reason": True}, now, words.strip()
    )


def suspend(
    context: PlanContext, person: Person, a: Assignment, until: date, words: str, now: Instant
) -> Outcome:
    """Set without being asked."""
    require(context, person, Action.SUSPEND, a)
    _checked(context, until, words, now)
    return _decide(context, person, a, Kind.SUSPENDED, {"until": until.isoformat()}, now, words.strip())


def restart(context: PlanContext, person: Person, a: Assignment, now: Instant, words: str = "") -> Outcome:
    """Ended before its day, by the unit or by whoever decides about it. The other side is told."""
    require(context, person, Action.RESTART, a)
    today = context.calendar.day(now)
    data = {"due": restarted_due(a, today).isoformat(), "early": True}
    recorded = record(context, a, Event(Kind.RESTARTED, now, today, by=person.id, data=data, words=words))
    owners = asked_about(context, recorded.after)
    if person not in owners:
        told = queue_outcome(context, owners, "restarted_early", recorded.after, now)
        return Outcome((recorded.after,), (*recorded.changes, *told))
    deciders = suspension_deciders(recorded.after, context.plan, context.roster).people
    news = queue_notices(
        context, deciders, NoticeKind.NEWS, f"restarted {recorded.after.version}", now,
        about=recorded.after, data={"outcome": "restarted_early", "version": recorded.after.version},
    )  # fmt: skip
    return Outcome((recorded.after,), (*recorded.changes, *news))


def _checked(context: PlanContext, until: date, words: str, now: Instant) -> date:
    """Today. Refused without a reason, and where the restart date is not ahead."""
    today = context.calendar.day(now)
    if until <= today:
        raise Refused("refused.restart_not_later", due=today)
    if not words.strip():
        raise Refused("refused.reason_needed")
    return today


def _decide(
    context: PlanContext, person: Person, a: Assignment, kind: Kind, data: Mapping[str, object], now: Instant,
    words: str = "",
) -> Outcome:  # fmt: skip
    event = Event(kind, now, context.calendar.day(now), by=person.id, data=data, words=words)
    recorded = record(context, a, event)
    outcome = "suspended" if kind is Kind.SUSPENDED else "not_suspended"
    notices = queue_outcome(context, asked_about(context, recorded.after), outcome, recorded.after, now)
    return Outcome((recorded.after,), (*recorded.changes, *notices))
