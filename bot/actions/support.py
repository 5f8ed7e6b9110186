"""A supporting unit says how it supports a task (配合情况): kept on the task, shown to its lead, nothing falls due."""

from collections.abc import Sequence

from bot.actions.access import require_in_plan
from bot.actions.outcome import Outcome
from bot.actions.report import ReportContent
from bot.context.events import append
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.delivery import DropReason
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.domain.plan import Task
from bot.domain.support import stream_of, task_of
from bot.engine.notices import queue_notices
from bot.queries.history import VersionedEvent, events_of
from bot.queries.support_notes import asked_by


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
    before = await events_of(store, stream, context.calendar)
    version = 1 + len(before)
    data = content.data() | {"task": task_id, "unit": unit}
    event = Event(
        Kind.SUPPORTED, now, context.calendar.day(now), by=person.id, data=data, words=content.words,
        files=content.files, notes=content.notes(),
    )  # fmt: skip
    kind = NoticeKind.SUPPORT_ANSWERED if asked_by(before, unit) else NoticeKind.SUPPORTED
    told = queue_notices(
        context, leads_of(context, task), kind, f"{stream} {version}", now,
        data={"task": task_id, "unit": unit, "stream": stream, "version": version},
    )  # fmt: skip
    return Outcome((), (*append(stream, version, event), *told))


def leads_of(context: PlanContext, task: Task) -> list[Person]:
    """The liaisons of the lead units, or of those that share the task where it has no lead."""
    units = task.roles.leads or task.roles.joint
    return [person for unit in units for person in context.roster.liaisons(unit, task.id)]


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
    untold = [
        Change(
            "drop_notices_of",
            {"occurrence": f"{stream} {one.version}", "outcome": DropReason.UNDONE},
            rows=None,
        )
        for one in done
    ]
    return Outcome((), (*append(stream, last + 1, event), *untold))
