"""What happened in a task: what people did and said, what was sent, and the versions of the plan."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import Assignment, Event
from bot.domain.calendar import Instant
from bot.domain.support import stream_of
from bot.queries.history import EventRow, event_of, events_of


@dataclass(frozen=True, slots=True)
class ToldStep:
    assignment: int
    rung: str
    person: str
    at: Instant


@dataclass(frozen=True, slots=True)
class PlanMoment:
    """A state of the plan: which version, and from when it is asked."""

    at: Instant
    version: str
    golive: str


@dataclass(frozen=True, slots=True)
class TaskHistory:
    """`items`: events with the item that they are about, newest first; `notes`: those of the supporting units."""

    items: tuple[tuple[Assignment, Event], ...]
    notes: tuple[Event, ...]
    told: tuple[ToldStep, ...]
    plan: tuple[PlanMoment, ...]


async def task_history(
    store: Store, context: PlanContext, task_id: str, visible: Callable[[Assignment], bool]
) -> TaskHistory:
    """`visible`: whether the reader may read what was said about an item."""
    rows = {str(a.id): a for a in await store.read(Assignment, "rows_ever_of_task", task=task_id)}
    seen = {stream: a for stream, a in rows.items() if visible(a)}
    events = await store.read(EventRow, "events_of_task", task=task_id)
    told = await store.read(ToldStep, "messages_of_task", task=task_id)
    notes = await events_of(store, stream_of(task_id), context.calendar)
    return TaskHistory(
        tuple((seen[row.stream], event_of(row, context.calendar)) for row in events if row.stream in seen),
        tuple(one.event for one in notes),
        tuple(one for one in told if str(one.assignment) in seen),
        tuple(await plan_moments(store)),
    )


async def plan_moments(store: Store) -> list[PlanMoment]:
    """States in which the version or the go-live is another than before, oldest first."""
    found: list[PlanMoment] = []
    for state in await store.read(PlanMoment, "plan_states"):
        if not found or (state.version, state.golive) != (found[-1].version, found[-1].golive):
            found.append(state)
    return found
