"""History: an assignment's events as they happened, and who was told what, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.context.events import clock_base, ladder_of
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Calendar, Instant


@dataclass(frozen=True, slots=True)
class EventRow:
    stream: str
    version: int
    at: Instant
    kind: str
    person_id: str
    data: Mapping[str, object]
    body: str
    files: tuple[str, ...]
    notes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Happening:
    version: int
    event: Event


async def events_of(store: Store, stream: str, calendar: Calendar) -> list[Happening]:
    """One stream from its beginning."""
    rows = await store.read(EventRow, "events_of", stream=stream)
    return [Happening(row.version, event_of(row, calendar)) for row in rows]


def event_of(row: EventRow, calendar: Calendar) -> Event:
    return Event(
        Kind(row.kind), row.at, calendar.day(row.at), row.person_id, row.data, row.body, row.files, row.notes
    )


@dataclass(frozen=True, slots=True)
class Told:
    """One notice about an assignment, and what became of it."""

    person: str
    kind: str
    rung: str
    occurrence: str
    created_at: Instant
    state: str
    outcome: str
    message_state: str  # queued, sending, accepted, unknown, failed; "" when it went into none
    accepted_at: Instant | None
    error: str

    @property
    def reached(self) -> bool:
        """Only an accepted message counts as reminded."""
        return self.message_state == "accepted"


@dataclass(frozen=True, slots=True)
class Why:
    """Why a message was sent: which rung of which ladder, counted from which day, by which sentence of the plan."""

    assignment: Assignment
    rung: str
    occurrence: str
    ladder: str  # name and digest
    base: str  # the day its clock counts from
    quote: str
    line: int | None
    told: tuple[Told, ...]


async def why(store: Store, context: PlanContext, a: Assignment, rung: str, occurrence: str) -> Why:
    ladder = ladder_of(a, context) or context.frozen.get(a.ladder)
    task = context.plan.task.get(a.task)
    milestone = context.plan.milestone(a.task, a.milestone) if task else None
    told = await store.read(Told, "notices_about", assignment=a.id)
    return Why(
        assignment=a,
        rung=rung,
        occurrence=occurrence,
        ladder=f"{ladder.name} {ladder.digest}" if ladder else "",
        base=clock_base(a).isoformat(),
        quote=milestone.quote if milestone else "",
        line=(milestone.line if milestone and milestone.line else task.line) if task else None,
        told=tuple(told),
    )
