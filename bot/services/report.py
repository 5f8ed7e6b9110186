"""Report: what a liaison says about an item. Appended, never edited."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.ladder import first_day
from bot.domain.notice import NoticeKind
from bot.domain.person import Person
from bot.domain.review import reviewers
from bot.services.deeds import NOTHING, Deed
from bot.services.notices import asked_about, tell
from bot.services.office import Office
from bot.services.ports import Attachment, Change, Store
from bot.services.record import ladder_of, record

SAMPLE = 10  # per cent of filed duties are drawn for a second look


@dataclass(frozen=True, slots=True)
class Said:
    """What a report carries, read from the person's own words. `data` goes into the event as it is."""

    words: str = ""
    percent: int | None = None
    no_change: bool = False
    quantities: tuple[tuple[Decimal, str], ...] = ()  # (value, unit)
    next_date: date | None = None
    files: tuple[str, ...] = ()  # sha256 of stored attachments

    def data(self) -> dict[str, object]:
        return {
            "percent": self.percent,
            "no_change": self.no_change,
            "quantities": [[str(value), unit] for value, unit in self.quantities],
            "next_date": self.next_date.isoformat() if self.next_date else None,
        }


def report(office: Office, person: Person, a: Assignment, said: Said, now: Instant) -> Deed:
    """Progress on a result; for a recurring item the answer itself, which files it.

    A unit that was being waited for gives the item back by answering.
    """
    if a.recurring and a.running:
        return _file(office, person, a, said, now)
    recorded = record(office, a, _event(office, Kind.REPORTED, person, said, now))
    deed = Deed((recorded.after,), recorded.changes)
    if a.running and a.holder != a.unit and a.holder in person.units():
        return _give_back(office, person, deed, now)
    return deed


def _give_back(office: Office, person: Person, deed: Deed, now: Instant) -> Deed:
    resumed = record(office, deed.one, Event(Kind.RESUMED, now, office.calendar.day(now), by=person.id))
    owners = asked_about(office, resumed.after)
    told = tell(
        office, owners, NoticeKind.OUTCOME, f"resumed {resumed.after.version}", now, about=resumed.after,
        data={"outcome": "resumed", "unit": deed.one.holder},
    )  # fmt: skip
    return Deed((resumed.after,), (*deed.changes, *resumed.changes, *told))


def _file(office: Office, person: Person, a: Assignment, said: Said, now: Instant) -> Deed:
    sampled = a.state is State.OPEN and drawn(a)
    event = _event(office, Kind.FILED, person, said, now, sampled=sampled)
    recorded = record(office, a, event)
    changes = list(recorded.changes)
    if sampled:
        second = reviewers(recorded.after, office.plan, office.roster).people
        occurrence = f"sampled {recorded.after.version}"
        changes += tell(office, second, NoticeKind.REVIEW, occurrence, now, about=recorded.after)
    return Deed((recorded.after,), tuple(changes))


def drawn(a: Assignment) -> bool:
    """One in ten, the same whenever and wherever it is asked."""
    key = f"{a.task} {a.milestone} {a.unit} {a.period}"
    return hashlib.sha256(key.encode()).digest()[0] * 100 < SAMPLE * 256


def report_many(office: Office, person: Person, rows: Iterable[Assignment], said: Said, now: Instant) -> Deed:
    """其余无变化: one answer for every item of a return that has none yet."""
    deed = NOTHING
    for a in rows:
        if a.running:
            deed += report(office, person, a, said, now)
    return deed


def submit(office: Office, person: Person, a: Assignment, said: Said, now: Instant) -> Deed:
    """Says a result is reached: stops the unit's ladder and starts the reviewer's clock."""
    if a.recurring:
        return report(office, person, a, said, now)
    if a.unit not in person.units():
        raise Refused("refused.not_yours", unit=a.unit)
    day = office.calendar.day(now)
    chosen = reviewers(_as_submitted(a, person), office.plan, office.roster)
    if not chosen.people:
        raise Refused("refused.no_reviewer")
    data = said.data() | {"reviewer": chosen.unit, "percent": 100 if said.percent is None else said.percent}
    event = Event(Kind.SUBMITTED, now, day, by=person.id, data=data, words=said.words, files=said.files)
    recorded = record(office, a, event)
    occurrence = f"submitted {recorded.after.version}"
    told = tell(office, chosen.people, NoticeKind.REVIEW, occurrence, now, about=recorded.after)
    return Deed((recorded.after,), (*recorded.changes, *told))


def _as_submitted(a: Assignment, person: Person) -> Assignment:
    return replace(a, submitted_by=person.id)


def _event(office: Office, kind: Kind, person: Person, said: Said, now: Instant, **more: object) -> Event:
    data = said.data() | more
    day = office.calendar.day(now)
    return Event(kind, now, day, by=person.id, data=data, words=said.words, files=said.files)


def keep_files(
    attachments: Sequence[Attachment], person: Person, now: Instant
) -> tuple[tuple[str, ...], list[Change]]:
    """Files are kept once by what they contain; a report names them by their sha256."""
    digests, changes = [], []
    for attachment in attachments:
        digest = hashlib.sha256(attachment.body).hexdigest()
        digests.append(digest)
        values = {
            "sha256": digest,
            "name": attachment.name,
            "mime": attachment.mime,
            "size": len(attachment.body),
            "body": attachment.body,
            "person_id": person.id,
            "now": now,
        }
        changes.append(Change("store_attachment", values, rows=None))
    return tuple(digests), changes


async def return_of(store: Store, office: Office, unit: str, due: date, today: date) -> list[Assignment]:
    """期报: the unit's recurring items due on one day, then its dated milestones until T-20, when their own ladder
    takes over."""
    items = await store.read(Assignment, "return_of", unit=unit, due=due)
    mine = await store.read(Assignment, "assignments_of_unit", unit=unit) if items else []
    return [*items, *(a for a in mine if _before_its_ladder(a, office, today))]


def _before_its_ladder(a: Assignment, office: Office, today: date) -> bool:
    ladder = ladder_of(a, office) if a.running and not a.recurring else None
    return ladder is not None and today < first_day(ladder, a.due, office.calendar)


def unanswered(office: Office, items: Sequence[Assignment]) -> list[Assignment]:
    """What of a return is still to be answered. A dated milestone is answered by any report since the period's
    end; it stays open all the same."""
    ended = max((a.until for a in items if a.recurring), default=date.min)
    return [a for a in items if a.running and (a.recurring or _silent_since(office, a, ended))]


def _silent_since(office: Office, a: Assignment, day: date) -> bool:
    return a.reported_at is None or office.calendar.day(a.reported_at) <= day
