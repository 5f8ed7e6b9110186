"""The lists of a plan, read from their events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.context.stream_events import events_by_stream
from bot.domain.calendar import Calendar, Instant
from bot.domain.lists.life import ListLife, fold_list, list_of


@dataclass(frozen=True, slots=True)
class ListRow:
    stream: str
    version: int
    at: Instant
    kind: str
    person_id: str
    data: Mapping[str, object]


def lists_of(
    rows: Iterable[ListRow], calendar: Calendar, until: Instant | None = None
) -> tuple[ListLife, ...]:
    """By task, milestone and id; as they stood at an instant."""
    streams = events_by_stream(rows, calendar, until)
    folded = (fold_list(list_of(stream), events) for stream, events in streams.items())
    return tuple(sorted(filter(None, folded), key=_order))


def _order(life: ListLife) -> tuple[object, ...]:
    """13.2 before 13.10."""
    numbers = tuple(part.rjust(4, "0") for part in life.worklist.milestone.split("."))
    return numbers, life.worklist.id
