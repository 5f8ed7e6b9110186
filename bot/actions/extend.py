"""Extension (延期): a reason and a new date, asked by the unit, approved by a person."""

from collections.abc import Mapping
from datetime import date

from bot.actions.outcome import Outcome
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.context.recipients import asked_about, deciders
from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.person import Person
from bot.engine.notices import queue_notices


def ask_extension(
    context: PlanContext, person: Person, a: Assignment, due: date, words: str, now: Instant
) -> Outcome:
    """Asked after expiry it is flagged, not refused."""
    today = context.calendar.day(now)
    if a.recurring:
        raise Refused("refused.return_not_extended")
    if due <= max(today, a.due) and a.state is not State.PAST:
        raise Refused("refused.date_not_later", due=max(today, a.due))
    if due <= today:
        raise Refused("refused.date_not_later", due=today)
    if due > context.plan.end:
        raise Refused("refused.date_after_plan", end=context.plan.end)
    if not words.strip():
        raise Refused("refused.reason_needed")
    data = {"due": due.isoformat(), "late": today > a.due}
    recorded = record(
        context, a, Event(Kind.EXTENSION_ASKED, now, today, by=person.id, data=data, words=words)
    )
    occurrence = f"extension {recorded.after.version}"
    people = [p for p in deciders(context, a) if p.id != person.id]
    told = queue_notices(
        context, people, NoticeKind.DECISION, occurrence, now, about=recorded.after, data=data
    )
    return Outcome((recorded.after,), (*recorded.changes, *told))


def grant_extension(context: PlanContext, person: Person, a: Assignment, now: Instant) -> Outcome:
    """The new date is in force; the original one stays on every card."""
    _allowed(context, person, a)
    assert a.extension is not None
    data = {"due": a.extension.isoformat(), "from": a.due.isoformat()}
    return _decide(context, person, a, Kind.EXTENSION_GRANTED, data, "extended", now)


def refuse_extension(
    context: PlanContext, person: Person, a: Assignment, now: Instant, words: str = ""
) -> Outcome:
    _allowed(context, person, a)
    return _decide(context, person, a, Kind.EXTENSION_REFUSED, {}, "not_extended", now, words)


def _decide(
    context: PlanContext, person: Person, a: Assignment, kind: Kind, data: Mapping[str, object], outcome: str,
    now: Instant, words: str = "",
) -> Outcome:  # fmt: skip
    event = Event(kind, now, context.calendar.day(now), by=person.id, data=data, words=words)
    recorded = record(context, a, event)
    told = queue_notices(
        context, asked_about(context, recorded.after), NoticeKind.OUTCOME, f"{outcome} {recorded.after.version}", now,
        about=recorded.after, data={"outcome": outcome},
    )  # fmt: skip
    return Outcome((recorded.after,), (*recorded.changes, *told))


def _allowed(context: PlanContext, person: Person, a: Assignment) -> None:
    if a.extension is None:
        raise Refused("refused.no_extension_asked")
    if person not in deciders(context, a):
        raise Refused("refused.not_the_decider")
