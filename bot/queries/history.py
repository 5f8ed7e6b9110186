"""History of an assignment: its events in order, and its notices with what became of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.context.events import clock_base, ladder_of
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Calendar, Instant
from bot.domain.ladder import Occurrence
from bot.domain.notice import occurrence_of
from bot.domain.period import returned_on
from bot.domain.return_askings import DATED_EVERY


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
class VersionedEvent:
    version: int
    event: Event


async def events_of(store: Store, stream: str, calendar: Calendar) -> list[VersionedEvent]:
    """All events of one stream, oldest first."""
    rows = await store.read(EventRow, "events_of", stream=stream)
    return [VersionedEvent(row.version, event_of(row, calendar)) for row in rows]


def event_of(row: EventRow, calendar: Calendar) -> Event:
    return Event(
        Kind(row.kind), row.at, calendar.day(row.at), row.person_id, row.data, row.body, row.files, row.notes
    )


@dataclass(frozen=True, slots=True)
class NoticeOutcome:
    """One notice about an assignment and its delivery state."""

    person: str
    kind: str
    rung: str
    occurrence: str
    created_at: Instant
    state: str
    outcome: str
    message_state: str  # queued, sending, accepted, unknown, failed; "" when it is in no message
    accepted_at: Instant | None
    error: str
    counted_from: date | None = None
    offset_workdays: int | None = None
    offset_minutes: int | None = None
    week: str = ""

    @property
    def step(self) -> Occurrence | None:
        return occurrence_of(self.counted_from, self.offset_workdays, self.offset_minutes, self.week)

    @property
    def reached(self) -> bool:
        """True when the platform accepted the message; only then does it count as reminded."""
        return self.message_state == "accepted"


@dataclass(frozen=True, slots=True)
class MessageReason:
    """Why a message was sent: rung, ladder version, start of the clock, and the sentence of the plan."""

    assignment: Assignment
    rung: str
    step: Occurrence | None
    ladder: str  # name and digest
    base: str  # ISO date the ladder counts from
    quote: str
    line: int | None
    notices: tuple[NoticeOutcome, ...]


async def why(store: Store, context: PlanContext, a: Assignment, rung: str, occurrence: str) -> MessageReason:
    ladder, base = ladder_of(a, context) or context.frozen.get(a.ladder), clock_base(a)
    task = context.plan.task.get(a.task)
    milestone = context.plan.milestone(a.task, a.milestone) if task else None
    notices = await store.read(NoticeOutcome, "notices_about", assignment=a.id)
    step = next((n.step for n in notices if (n.rung, n.occurrence) == (rung, occurrence)), None)
    if step and not a.recurring and returned_on(step.counted_from, DATED_EVERY, context.calendar):
        ladder, base = context.ladders.returned, step.counted_from  # it was asked in the unit's return
    return MessageReason(
        assignment=a,
        rung=rung,
        step=step,
        ladder=f"{ladder.name} {ladder.digest}" if ladder else "",
        base=base.isoformat(),
        quote=milestone.quote if milestone else "",
        line=(milestone.line if milestone and milestone.line else task.line) if task else None,
        notices=tuple(notices),
    )
