"""Decline (退回): "this is not ours", with a reason; the coordinator decides, the clock keeps running."""

from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.person import Person
from bot.services.deeds import Deed
from bot.services.notices import asked_about, deciders, tell
from bot.services.office import Office
from bot.services.record import record


def decline(office: Office, person: Person, a: Assignment, words: str, now: Instant) -> Deed:
    if not words.strip():
        raise Refused("refused.reason_needed")
    if a.declined:
        raise Refused("refused.already_declined")
    recorded = record(
        office, a, Event(Kind.DECLINED, now, office.calendar.day(now), by=person.id, words=words)
    )
    people = [p for p in deciders(office, a) if p.id != person.id]
    occurrence = f"declined {recorded.after.version}"
    told = tell(office, people, NoticeKind.DECISION, occurrence, now, about=recorded.after)
    return Deed((recorded.after,), (*recorded.changes, *told))


def accept_decline(office: Office, person: Person, a: Assignment, now: Instant) -> Deed:
    """不涉及: it is not chased any more, and stays in the ledger with the reason."""
    return _decide(office, person, a, Kind.DECLINE_ACCEPTED, "excused", now)


def refuse_decline(office: Office, person: Person, a: Assignment, now: Instant) -> Deed:
    return _decide(office, person, a, Kind.DECLINE_REFUSED, "not_excused", now)


def _decide(office: Office, person: Person, a: Assignment, kind: Kind, outcome: str, now: Instant) -> Deed:
    if not a.declined:
        raise Refused("refused.not_declined")
    if person not in deciders(office, a):
        raise Refused("refused.not_the_decider")
    recorded = record(office, a, Event(kind, now, office.calendar.day(now), by=person.id))
    told = tell(
        office, asked_about(office, recorded.after), NoticeKind.OUTCOME, f"{outcome} {recorded.after.version}", now,
        about=recorded.after, data={"outcome": outcome},
    )  # fmt: skip
    return Deed((recorded.after,), (*recorded.changes, *told))
