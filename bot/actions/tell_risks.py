"""Tells of the risks of a report: a county's to the lead of its task, every other unit's to the coordinator."""

from bot.context.plan_context import PlanContext
from bot.context.ports import Change
from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.notice import NoticeKind
from bot.domain.person import Person, Role
from bot.domain.plan import UnitRole
from bot.engine.notices import queue_notices


def tell_risks(context: PlanContext, a: Assignment, arisen: str, now: Instant) -> list[Change]:
    """In the next message of whoever looks after the work. `arisen`: the new marks, as written."""
    if not arisen:
        return []
    data = {"risks": arisen, "stream": str(a.id), "version": a.version}
    return queue_notices(
        context, looked_after_by(context, a), NoticeKind.RISK, f"risk {a.version}", now, about=a, data=data
    )


def looked_after_by(context: PlanContext, a: Assignment) -> tuple[Person, ...]:
    """The liaisons of the leads of a county's task; the coordinator; of the coordinator's own bureau the reviewer."""
    roster, task = context.roster, context.plan.task.get(a.task)
    if a.role is UnitRole.LOCAL and task:
        leads = [person for unit in task.roles.leads for person in roster.liaisons(unit, a.task)]
        if leads:
            return tuple(leads)
    own = a.unit in roster.coordinator_units
    return roster.holding(Role.REVIEWER) if own else roster.holding(Role.COORDINATOR)
