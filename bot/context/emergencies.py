"""The emergencies of a plan, read from their events, and what ordinary messages wait for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.context.ports import Store
from bot.context.stream_events import events_by_stream
from bot.domain.calendar import Calendar, Instant
from bot.domain.emergency.emergency_course import Emergency, emergency_of, fold_emergency, linked
from bot.domain.emergency.responses import EmergencyLife, lives_of


@dataclass(frozen=True, slots=True)
class EmergencyRow:
    stream: str
    version: int
    at: Instant
    kind: str
    person_id: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ResponseRow:
    stream: str
    version: int
    at: Instant
    kind: str
    person_id: str
    data: Mapping[str, object]
    body: str
    files: tuple[str, ...]


def emergencies_of(
    rows: Iterable[EmergencyRow], calendar: Calendar, until: Instant | None = None
) -> tuple[Emergency, ...]:
    """Oldest first; as they stood at an instant."""
    streams = events_by_stream(rows, calendar, until)
    folded = (fold_emergency(emergency_of(stream), events) for stream, events in streams.items())
    return linked(filter(None, folded))


async def emergency_lives(
    store: Store, emergencies: Sequence[Emergency], calendar: Calendar, until: Instant | None = None
) -> tuple[EmergencyLife, ...]:
    """Each with who signed it and what was reported, as it is stored now or stood at an instant."""
    if not emergencies:
        return ()
    rows = await store.read(ResponseRow, "emergency_responses")
    streams = events_by_stream(rows, calendar, until)
    return tuple(lives_of(one, streams.items()) for one in emergencies)


async def emergency_life(store: Store, emergency: Emergency, calendar: Calendar) -> EmergencyLife:
    """Who has signed it and who is silent, as it is stored now."""
    (life,) = await emergency_lives(store, (emergency,), calendar)
    return life
