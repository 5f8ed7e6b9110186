"""The streams of persons, read into what they fold to: absences, and posts that changed hands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.absence import Absence, absence_after
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Calendar, Instant
from bot.domain.post_taken import PostTaken, post_taken


@dataclass(frozen=True, slots=True)
class PersonalEvent:
    stream: str  # absence:zhang, post:zhang
    version: int
    at: Instant
    kind: str
    person_id: str
    data: Mapping[str, object]


def absences_of(
    rows: Iterable[PersonalEvent], calendar: Calendar
) -> tuple[tuple[Absence, ...], Mapping[str, int]]:
    """Those that stand, and the number of events of each person's stream."""
    streams = _by_person(rows, calendar)
    folded = (absence_after(person, events) for person, events in streams.items())
    return tuple(one for one in folded if one), {one: events[-1][0] for one, events in streams.items()}


def posts_taken_of(rows: Iterable[PersonalEvent], calendar: Calendar) -> tuple[PostTaken, ...]:
    found = (post_taken(person, events) for person, events in _by_person(rows, calendar).items())
    return tuple(one for one in found if one)


def _by_person(rows: Iterable[PersonalEvent], calendar: Calendar) -> Mapping[str, list[tuple[int, Event]]]:
    streams: dict[str, list[tuple[int, Event]]] = {}
    for row in rows:
        event = Event(Kind(row.kind), row.at, calendar.day(row.at), row.person_id, row.data)
        streams.setdefault(row.stream.partition(":")[2], []).append((row.version, event))
    return streams
