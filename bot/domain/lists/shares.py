"""Whose a list is: the units that answer for its milestone have all of it, a county the items that lie there."""

from collections.abc import Collection
from dataclasses import replace

from bot.domain.allocation import holders
from bot.domain.lists.work_list import ListedItem, WorkList
from bot.domain.plan import Plan, UnitRole


def answering(worklist: WorkList, plan: Plan) -> frozenset[str]:
    """Lead and joint units of the milestone; none where the plan no longer has it."""
    task = plan.task.get(worklist.task)
    milestone = plan.milestone(task.id, worklist.milestone) if task else None
    if task is None or milestone is None:
        return frozenset()
    asked = frozenset(unit for role, unit in holders(task, milestone) if role is not UnitRole.LOCAL)
    return asked | frozenset(task.roles.leads)


def leading(worklist: WorkList, plan: Plan) -> frozenset[str]:
    """Lead units of the milestone's task, who hand the list in."""
    task = plan.task.get(worklist.task)
    return frozenset(task.roles.leads) if task else frozenset()


def may_answer(worklist: WorkList, item: ListedItem, plan: Plan) -> frozenset[str]:
    """Units that may say that the item is done."""
    return answering(worklist, plan) | ({item.place} if item.place else set())


def part_of(worklist: WorkList, units: Collection[str], plan: Plan) -> WorkList | None:
    """What the units see of it; None where nothing of it is theirs."""
    if answering(worklist, plan) & set(units):
        return worklist
    mine = tuple(one for one in worklist.items if one.place in units)
    return replace(worklist, items=mine) if mine else None
