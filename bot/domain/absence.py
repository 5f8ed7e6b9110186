"""Absences: from when to when a person is away and who stands in. The fold of the events of one stream a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.assignment import Event, Kind

PREFIX = "absence:"


def absence_stream(person_id: str) -> str:
    return PREFIX + person_id


def absent_person(stream: str) -> str:
    """Whose absences a stream holds; "" for any other stream."""
    return stream.removeprefix(PREFIX) if stream.startswith(PREFIX) else ""


@dataclass(frozen=True, slots=True)
class Absence:
    """One absence, both days included. `substitute`: "" while nobody stands in."""

    person: str
    starts: date
    ends: date
    substitute: str
    number: int  # version of the event that began it: names this absence among the person's
    version: int  # number of events of the stream
    begun: bool = False  # the substitute has been told that it has begun

    def on(self, day: date) -> bool:
        return self.starts <= day <= self.ends


def absence_after(person: str, events: Iterable[tuple[int, Event]]) -> Absence | None:
    """The absence that stands after all events of the person's stream, given with their versions."""
    standing: Absence | None = None
    for version, event in events:
        standing = _next(person, standing, version, event)
    return standing


def _next(person: str, before: Absence | None, version: int, event: Event) -> Absence | None:
    data = event.data
    match event.kind:
        case Kind.ABSENT:
            starts, ends = (date.fromisoformat(str(data[name])) for name in ("starts", "ends"))
            begun = starts <= event.day
            return Absence(person, starts, ends, str(data["substitute"]), version, version, begun)
        case Kind.BACK:
            return None
        case Kind.SUBSTITUTED if before:
            return replace(before, substitute=str(data["substitute"]), version=version)
        case Kind.STOOD_DOWN if before:
            return replace(before, substitute="", version=version)
        case Kind.BEGAN if before:
            return replace(before, begun=True, version=version)
        case _:
            return before


def away_on(absences: Iterable[Absence], day: date) -> Mapping[str, str]:
    """Who is away that day → who stands in, "" for nobody."""
    return {one.person: one.substitute for one in absences if one.on(day)}
