"""Ask the supporting units of a task (请配合单位反馈): one question each, at once in working hours, in one act."""

from dataclasses import dataclass

from bot.actions.access import require_in_plan
from bot.actions.outcome import Outcome
from bot.context.events import append
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.domain.support import stream_of
from bot.engine.notices import queue_notices
from bot.queries.history import events_of


@dataclass(frozen=True, slots=True)
class AskedSupport:
    """`outcome` has no assignments: supporting units owe nothing. `missed`: units of which nobody can be asked."""

    outcome: Outcome
    units: tuple[str, ...]
    missed: tuple[str, ...]


async def ask_support(
    store: Store, context: PlanContext, person: Person, task_id: str, now: Instant
) -> AskedSupport:
    """Refused for who does not lead the task, where nobody supports it, and on a day on which they were asked."""
    task = context.plan.task.get(task_id)
    if task is None:
        raise Refused("refused.no_such_part")
    leads = (*task.roles.lead, *task.roles.joint)
    own = next((unit for unit in leads if unit in person.units()), leads[0] if leads else "")
    require_in_plan(person, Action.ASK_SUPPORT, own)
    if not task.roles.support:
        raise Refused("refused.no_support")
    stream, today = stream_of(task_id), context.calendar.day(now)
    events = await events_of(store, stream, context.calendar)
    if any(one.event.kind is Kind.SUPPORT_ASKED and one.event.day == today for one in events):
        raise Refused("refused.support_asked_today")
    liaisons = {unit: context.roster.liaisons(unit, task_id) for unit in task.roles.support}
    asked = tuple(unit for unit, people in liaisons.items() if people)
    version = 1 + len(events)
    data = {"task": task_id, "by_unit": own, "units": asked}
    event = Event(Kind.SUPPORT_ASKED, now, today, by=person.id, data=data)
    notices = [
        change
        for unit in asked
        for change in queue_notices(
            context, liaisons[unit], NoticeKind.SUPPORT_ASKED, f"{stream} {version} {unit}", now,
            data={"task": task_id, "unit": unit, "by_unit": own},
        )
    ]  # fmt: skip
    outcome = Outcome((), (*append(stream, version, event), *notices))
    return AskedSupport(outcome, asked, tuple(unit for unit in liaisons if unit not in asked))
