"""Extension (延期): a reason and a new date, asked by the unit, decided by a person."""

from collections.abc import Mapping
from datetime import date

from bot.actions.access import require
from bot.actions.outcome import Outcome
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.context.recipients import asked_about
from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.domain.review import extension_deciders
from bot.engine.notices import queue_notices, queue_outcome


def ask_extension(
    context: PlanContext, person: Person, a: Assignment, until: date, words: str, now: Instant
) -> Outcome:
    """`until` is later than today and than the date in force (for a milestone past before go-live: than today).
    Asked after expiry it is flagged, not refused."""
    require(context, person, Action.ASK_EXTENSION, a)
    today = context.calendar.day(now)
    earliest = today if a.state is State.PAST else max(today, a.due)
    if until <= earliest:
        raise Refused("refused.date_not_later", due=earliest)
    if not words.strip():
        raise Refused("refused.reason_needed")
    people = extension_deciders(a, context.plan, context.roster, until).people
    if not people:
        raise Refused("refused.no_reviewer")
    data = {"due": until.isoformat(), "late": today > a.due}
    event = Event(Kind.EXTENSION_ASKED, now, today, by=person.id, data=data, words=words)
    recorded = record(context, a, event)
    occurrence = f"extension {recorded.after.version}"
    notices = queue_notices(
        context, people, NoticeKind.DECISION, occurrence, now, about=recorded.after, data=data
    )
    return Outcome((recorded.after,), (*recorded.changes, *notices))


def grant_extension(context: PlanContext, person: Person, a: Assignment, now: Instant) -> Outcome:
    """The new date is in force; the original one stays on every card."""
    require(context, person, Action.GRANT_EXTENSION, a)
    assert a.extension is not None
    data = {"due": a.extension.isoformat(), "from": a.due.isoformat()}
    return _decide(context, person, a, Kind.EXTENSION_GRANTED, data, "extended", now)


def refuse_extension(
    context: PlanContext, person: Person, a: Assignment, words: str, now: Instant
) -> Outcome:
    """With a reason, which goes to the unit."""
    require(context, person, Action.REFUSE_EXTENSION, a)
    if not words.strip():
        raise Refused("refused.reason_needed")
    data = {"decided": True, "reason": True}
    return _decide(context, person, a, Kind.EXTENSION_REFUSED, data, "not_extended", now, words.strip())


def _decide(
    context: PlanContext, person: Person, a: Assignment, kind: Kind, data: Mapping[str, object], outcome: str,
    now: Instant, words: str = "",
) -> Outcome:  # fmt: skip
    event = Event(kind, now, context.calendar.day(now), by=person.id, data=data, words=words)
    recorded = record(context, a, event)
    told = queue_outcome(context, asked_about(context, recorded.after), outcome, recorded.after, now)
    return Outcome((recorded.after,), (*recorded.changes, *told))
