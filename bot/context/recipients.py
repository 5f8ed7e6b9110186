"""Recipients of an assignment: who is asked, who decides, whom a rung addresses."""

from collections.abc import Iterable

from bot.context.plan_context import PlanContext
from bot.domain.assignment import Assignment
from bot.domain.ladder import Draft
from bot.domain.person import Person, Role
from bot.domain.relation import handed_to
from bot.domain.review import reviewers, talk_deciders


def asked_about(context: PlanContext, a: Assignment) -> tuple[Person, ...]:
    """The liaisons to ask: the colleague it was handed to, else those of the unit that holds the clock."""
    if colleague := handed_to(a, context.roster):
        return (colleague,)
    return context.roster.liaisons(a.holder or a.unit, a.task)


def recipients(
    context: PlanContext, a: Assignment, roles: Iterable[Role], draft: Draft = Draft.NONE
) -> dict[Person, Role]:
    """Everybody a step addresses, each once, in the role they are addressed in.

    `draft`: what lies drafted at that step. A talk is put before whoever decides about it too: the reviewer, where
    it is about the coordinator's own bureau.
    """
    found: dict[Person, Role] = {}
    for role in roles:
        talk = draft is Draft.TALK and role is Role.COORDINATOR
        deciders = talk_deciders(a, context.roster).people if talk else ()
        for person in (*_in_role(context, a, role), *deciders):
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
