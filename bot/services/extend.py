"""Extension (延期): a reason and a new date, asked by the unit, approved by a person."""

from collections.abc import Mapping
from datetime import date

from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.person import Person
from bot.services.deeds import Deed
from bot.services.notices import asked_about, deciders, tell
from bot.services.office import Office
from bot.services.record import record


def ask_extension(office: Office, person: Person, a: Assignment, due: date, words: str, now: Instant) -> Deed:
    """Asked after expiry it is flagged, not refused."""
    today = office.calendar.day(now)
    if a.recurring:
        raise Refused("refused.return_not_extended")
    if due <= max(today, a.due) and a.state is not State.PAST:
        raise Refused("refused.date_not_later", due=max(today, a.due))
    if due <= today:
        raise Refused("refused.date_not_later", due=today)
    if due > office.plan.end:
        raise Refused("refused.date_after_plan", end=office.plan.end)
    if not words.strip():
        raise Refused("refused.reason_needed")
    data = {"due": due.isoformat(), "late": today > a.due}
    recorded = record(
        office, a, Event(Kind.EXTENSION_ASKED, now, today, by=person.id, data=data, words=words)
    )
    occurrence = f"extension {recorded.after.version}"
    people = [p for p in deciders(office, a) if p.id != person.id]
    told = tell(office, people, NoticeKind.DECISION, occurrence, now, about=recorded.after, data=data)
    return Deed((recorded.after,), (*recorded.changes, *told))


def grant_extension(office: Office, person: Person, a: Assignment, now: Instant) -> Deed:
    """The new date is in force; the original one stays on every card."""
    _allowed(office, person, a)
    assert a.extension is not None
    data = {"due": a.extension.isoformat(), "from": a.due.isoformat()}
    return _decide(office, person, a, Kind.EXTENSION_GRANTED, data, "extended", now)


def refuse_extension(office: Office, person: Person, a: Assignment, now: Instant, words: str = "") -> Deed:
    _allowed(office, person, a)
    return _decide(office, person, a, Kind.EXTENSION_REFUSED, {}, "not_extended", now, words)


def _decide(
    office: Office, person: Person, a: Assignment, kind: Kind, data: Mapping[str, object], outcome: str, now: Instant,
    words: str = "",
) -> Deed:  # fmt: skip
    event = Event(kind, now, office.calendar.day(now), by=person.id, data=data, words=words)
    recorded = record(office, a, event)
    told = tell(
        office, asked_about(office, recorded.after), NoticeKind.OUTCOME, f"{outcome} {recorded.after.version}", now,
        about=recorded.after, data={"outcome": outcome},
    )  # fmt: skip
    return Deed((recorded.after,), (*recorded.changes, *told))


def _allowed(office: Office, person: Person, a: Assignment) -> None:
    if a.extension is None:
        raise Refused("refused.no_extension_asked")
    if person not in deciders(office, a):
        raise Refused("refused.not_the_decider")
