"""The rulings of a plan, read from their events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from bot.domain.assignment import Kind
from bot.domain.calendar import Calendar, Instant
from bot.domain.ruling import Ruling, ruled_from


@dataclass(frozen=True, slots=True)
class RulingRow:
    """An event of a task's rulings: one made, or some taken back."""

    stream: str
    version: int
    at: Instant
    kind: str
    person_id: str
    data: Mapping[str, object]
    body: str


def rulings_of(
    rows: Iterable[RulingRow], calendar: Calendar, until: Instant | None = None
) -> tuple[Ruling, ...]:
    """Those not taken back, oldest first; as they stood at an instant."""
    known = [row for row in rows if until is None or row.at <= until]
    gone = {
        (row.stream, int(str(version)))
        for row in known
        if row.kind == Kind.UNDONE
        for version in cast(list[object], row.data["versions"])
    }
    return tuple(
        _ruling(row, calendar)
        for row in known
        if row.kind == Kind.RULED and (row.stream, row.version) not in gone
    )


def _ruling(row: RulingRow, calendar: Calendar) -> Ruling:
    return Ruling(ruled_from(row.data), row.version, row.person_id, row.at, calendar.day(row.at), row.body)
