"""A supporting unit says how it supports a task (配合情况): kept on the task, shown to its lead, nothing falls due."""

from collections.abc import Sequence

from bot.actions.access import require_in_plan
from bot.actions.outcome import Outcome
from bot.actions.report import ReportContent
from bot.context.events import append
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.domain.support import stream_of, task_of
from bot.queries.history import VersionedEvent, events_of


async def support(
    store: Store, context: PlanContext, person: Person, task_id: str, unit: str, content: ReportContent,
    now: Instant,
) -> Outcome:  # fmt: skip
    """Refused for who does not speak for the unit, and where the unit does not support the task.

    Two notes at one moment take the same version: the second commit raises Stale and is decided again.
    """
    require_in_plan(person, Action.SUPPORT, unit)
    task = context.plan.task.get(task_id)
    if task is None or unit not in task.roles.support:
        raise Refused("refused.not_supporting", unit=unit)
    stream = stream_of(task_id)
    version = 1 + len(await events_of(store, stream, context.calendar))
    data = content.data() | {"task": task_id, "unit": unit}
    event = Event(
        Kind.SUPPORTED, now, context.calendar.day(now), by=person.id, data=data, words=content.words,
        files=content.files, notes=content.notes(),
    )  # fmt: skip
    return Outcome((), append(stream, version, event))


def take_back(
    context: PlanContext, person: Person, stream: str, done: Sequence[VersionedEvent], last: int, now: Instant
) -> Outcome:
    """The UNDONE event for notes of `stream`, after its event number `last`."""
    require_in_plan(person, Action.UNDO)
    data = {
        "undoes": Kind.SUPPORTED,
        "task": task_of(stream),
        "unit": done[0].event.data["unit"],
        "versions": [one.version for one in done],
    }
    event = Event(Kind.UNDONE, now, context.calendar.day(now), by=person.id, data=data)
    return Outcome((), append(stream, last + 1, event))
