"""Review, four eyes: pass, return for rework, or look twice at a filed duty."""

from collections.abc import Sequence

from bot.domain.assignment import STATE_KEYS, Assignment, Event, Kind, State
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.person import Person
from bot.domain.review import may_review
from bot.services.deeds import NOTHING, Deed
from bot.services.notices import asked_about, tell
from bot.services.office import Office
from bot.services.ports import Change
from bot.services.record import record

CORRECTION = 3  # workdays at least to correct what was returned


def pass_(office: Office, person: Person, a: Assignment, now: Instant, words: str = "") -> Deed:
    """销号. A sampled duty stays closed and is only marked as looked at."""
    _allowed(office, person, a)
    kind = Kind.PASSED if a.state is State.SUBMITTED else Kind.SAMPLED_PASSED
    event = Event(kind, now, office.calendar.day(now), by=person.id, words=words)
    recorded = record(office, a, event)
    if kind is Kind.SAMPLED_PASSED:
        return Deed((recorded.after,), recorded.changes)
    told = _tell_owners(office, recorded.after, "passed", now)
    return Deed((recorded.after,), (*recorded.changes, *told))


def pass_all(office: Office, person: Person, rows: Sequence[Assignment], now: Instant) -> Deed:
    """Batch pass of what the person may review; the rest is left as it is."""
    deed = NOTHING
    for a in rows:
        if (a.state is State.SUBMITTED or a.sampled) and may_review(person, a, office.plan, office.roster):
            deed += pass_(office, person, a, now)
    return deed


def return_for_rework(office: Office, person: Person, a: Assignment, words: str, now: Instant) -> Deed:
    """退回整改, with a reason, and at least three workdays to correct."""
    _allowed(office, person, a)
    if not words.strip():
        raise Refused("refused.reason_needed")
    today = office.calendar.day(now)
    correct_by = max(a.due, office.calendar.after(today, CORRECTION))
    data = {"correct_by": correct_by.isoformat()}
    recorded = record(office, a, Event(Kind.RETURNED, now, today, by=person.id, data=data, words=words))
    told = _tell_owners(office, recorded.after, "returned", now)
    return Deed((recorded.after,), (*recorded.changes, *told))


def _tell_owners(office: Office, a: Assignment, outcome: str, now: Instant) -> list[Change]:
    occurrence = f"{outcome} {a.version}"
    return list(
        tell(
            office,
            asked_about(office, a),
            NoticeKind.OUTCOME,
            occurrence,
            now,
            about=a,
            data={"outcome": outcome},
        )
    )


def _allowed(office: Office, person: Person, a: Assignment) -> None:
    if a.state is not State.SUBMITTED and not a.sampled:
        raise Refused(STATE_KEYS[a.state])
    if not may_review(person, a, office.plan, office.roster):
        raise Refused("refused.four_eyes")
