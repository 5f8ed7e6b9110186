"""A rung that no liaison of the unit can hear goes on to the next role at once; the coordinator is told once."""

from collections.abc import Iterable, Sequence

from bot.context.plan_context import PlanContext
from bot.context.ports import Change
from bot.context.recipients import AskedPeople, Unattended, asked
from bot.domain.assignment import Assignment, State
from bot.domain.calendar import Instant
from bot.domain.notice import NoticeKind
from bot.domain.person import Role
from bot.engine.notices import queue_notices


def tell_unattended(
    context: PlanContext, a: Assignment, roles: Iterable[Role], now: Instant
) -> Sequence[Change]:
    """Nothing where somebody is asked. The same reason about the same unit is told once, not at each rung."""
    if Role.LIAISON not in roles or a.state is State.SUBMITTED:
        return ()
    found = asked(context, a)
    if found.instead in (None, Unattended.ABSENT):  # of an absence they were told when it was set or began
        return ()
    unit = a.holder or a.unit
    reached = [person.name for person in found.people if context.account(person.id)]
    data = {
        "unit": unit,
        "why": found.instead,
        "names": [person.name for person in found.missing],
        "heads": reached,
    }
    occurrence = f"{unit} {found.instead} {situation(context, found)}"
    coordinators = context.roster.holding(Role.COORDINATOR)
    return queue_notices(context, coordinators, NoticeKind.UNATTENDED, occurrence, now, data=data)


def situation(context: PlanContext, found: AskedPeople) -> str:
    """Names the present reason apart from an earlier one of the same kind: the accounts that failed."""
    bound = {one.person_id: one.bound_at for one in context.accounts}
    return " ".join(f"{person.id}/{bound.get(person.id, 0)}" for person in found.missing)
