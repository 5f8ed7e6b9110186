"""Rows of events → the events of each stream."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Calendar, Instant


class StreamRow(Protocol):
    """The columns that every query of events has."""

    @property
    def stream(self) -> str: ...
    @property
    def at(self) -> Instant: ...
    @property
    def kind(self) -> str: ...
    @property
    def person_id(self) -> str: ...
    @property
    def data(self) -> Mapping[str, object]: ...


def events_by_stream(
    rows: Iterable[StreamRow], calendar: Calendar, until: Instant | None = None
) -> dict[str, list[Event]]:
    """In the order of the rows; as they stood at an instant. Words and files come with rows that have them."""
    streams: dict[str, list[Event]] = {}
    for row in rows:
        if until is None or row.at <= until:
            said = getattr(row, "body", ""), getattr(row, "files", ())
            event = Event(Kind(row.kind), row.at, calendar.day(row.at), row.person_id, row.data, *said)
            streams.setdefault(row.stream, []).append(event)
    return streams
