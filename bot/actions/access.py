"""Reads an assignment on behalf of a person, and refuses what bot/domain/permissions.py does not allow."""

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain import permissions
from bot.domain.assignment import Assignment, State
from bot.domain.errors import Refused
from bot.domain.permissions import Action
from bot.domain.person import Person


def allowed(context: PlanContext, person: Person, action: Action, a: Assignment) -> bool:
    return permissions.refusal(action, person, a, context.plan, context.roster) is None


def require(context: PlanContext, person: Person, action: Action, a: Assignment) -> None:
    """Raises Refused with the reason, where the person may not do this to the item."""
    if refused := permissions.refusal(action, person, a, context.plan, context.roster):
        raise refused


def require_in_plan(person: Person, action: Action, unit: str = "") -> None:
    """Raises Refused with the reason. `unit`: whose return it is about."""
    if refused := permissions.refusal_in_plan(action, person, unit):
        raise refused


def is_asked(context: PlanContext, person: Person, a: Assignment) -> bool:
    """Whether it is this person who is asked about the item, whatever its state."""
    return permissions.is_asked(person, a, context.plan, context.roster)


async def find(store: Store, assignment_id: int) -> Assignment:
    """Refused where there is no such item: an old button, or a forged one."""
    a = await store.one(Assignment, "assignment_by_id", id=assignment_id)
    if a is None:
        raise Refused("refused.no_such_item")
    return a


async def find_for(
    store: Store, context: PlanContext, person: Person, assignment_id: int, action: Action
) -> Assignment:
    """The item, if the person may do this to it now."""
    a = await find(store, assignment_id)
    require(context, person, action, a)
    return a


async def find_seen(store: Store, context: PlanContext, person: Person, assignment_id: int) -> Assignment:
    """The item, if the person may see it."""
    return await find_for(store, context, person, assignment_id, Action.SEE_ITEM)


async def find_own(store: Store, context: PlanContext, person: Person, assignment_id: int) -> Assignment:
    """The item, if the person may say something about it now: a report, a supplement, the answer of a return."""
    a = await find(store, assignment_id)
    require(context, person, reporting(a), a)
    return a


def reporting(a: Assignment) -> Action:
    """The action of a text about the item: FILE on a running return, SUPPLEMENT on a closed item, else REPORT."""
    if a.recurring and a.running:
        return Action.FILE
    return Action.SUPPLEMENT if a.state is State.CLOSED else Action.REPORT
