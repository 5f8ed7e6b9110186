"""Recipients of an assignment: who is asked, who decides, whom a rung addresses."""

from collections.abc import Iterable

from bot.context.plan_context import PlanContext
from bot.domain.assignment import Assignment
from bot.domain.person import Person, Role
from bot.domain.relation import handed_to
from bot.domain.review import reviewers


def asked_about(context: PlanContext, a: Assignment) -> tuple[Person, ...]:
    """The liaisons to ask: the colleague it was handed to, else those of the unit that holds the clock."""
    if colleague := handed_to(a, context.roster):
        return (colleague,)
    return context.roster.liaisons(a.holder or a.unit, a.task)


def recipients(context: PlanContext, a: Assignment, roles: Iterable[Role]) -> dict[Person, Role]:
    """Everybody in `roles`, each person once, with the first role that matched."""
    found: dict[Person, Role] = {}
    for role in roles:
        for person in _in_role(context, a, role):
            found.setdefault(person, role)
    return found


def _in_role(context: PlanContext, a: Assignment, role: Role) -> tuple[Person, ...]:
    match role:
        case Role.LIAISON:
            return asked_about(context, a)
        case Role.HEAD:
            return context.roster.heads(a.holder or a.unit)
        case Role.REVIEWER:
            return reviewers(a, context.plan, context.roster).people
        case _:
            return context.roster.holding(role)
