"""What a new version of a plan changes, told before it is applied.

Tasks and milestones are the same when their ids are. Each change names its sentence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.domain.plan import Indicator, Milestone, Plan, PlanStatus, Task, UnitRole

Thing = TypeVar("Thing")

STATUS_KEYS = {
    PlanStatus.DRAFT: "change.now_draft",
    PlanStatus.IN_FORCE: "change.now_in_force",
    PlanStatus.REPLACED: "change.now_replaced",
}
ROLE_KEYS = {  # joined, left
    UnitRole.LEAD: ("change.lead_joined", "change.lead_left"),
    UnitRole.SUPPORT: ("change.support_joined", "change.support_left"),
    UnitRole.JOINT: ("change.joint_joined", "change.joint_left"),
    UnitRole.LOCAL: ("change.local_joined", "change.local_left"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """`key` is the sentence, `args` fill it; `task` is the id of the task it is about, "" for the plan."""

    key: str
    task: str
    args: Mapping[str, object]


def plan_changes(old: Plan, new: Plan) -> list[Change]:
    """In the order of the new plan, what was dropped last; empty for equal plans."""
    changes = [*_of_plan(old, new), *_of_units(old, new), *_of_goals(old, new)]
    for before, after in _pairs(old.task, new.task):
        changes += _of_task(before, after)
    return changes


def _pairs(old: Mapping[str, Thing], new: Mapping[str, Thing]) -> Iterator[tuple[Thing | None, Thing | None]]:
    yield from ((old.get(key), thing) for key, thing in new.items())
    yield from ((thing, None) for key, thing in old.items() if key not in new)


def _of_plan(old: Plan, new: Plan) -> Iterator[Change]:
    if old.title != new.title:
        yield Change("change.title", "", {"old": old.title, "new": new.title})
    if old.status is not new.status:
        yield Change(STATUS_KEYS[new.status], "", {})
    if (old.start, old.end) != (new.start, new.end):
        yield Change("change.period", "", {"start": new.start, "end": new.end})


def _of_units(old: Plan, new: Plan) -> Iterator[Change]:
    for before, after in _pairs(old.unit, new.unit):
        if after and not before:
            yield Change("change.unit_added", "", {"unit": after.name})
        elif before and not after:
            yield Change("change.unit_removed", "", {"unit": before.name})


def _of_goals(old: Plan, new: Plan) -> Iterator[Change]:
    """Goals have no id: a reworded one is an old one gone and a new one come."""
    for goal in new.goals:
        if goal not in old.goals:
            yield Change("change.goal_added", "", {"scope": goal.scope, "text": goal.text})
    for goal in old.goals:
        if goal not in new.goals:
            yield Change("change.goal_removed", "", {"scope": goal.scope, "text": goal.text})


def _of_task(before: Task | None, after: Task | None) -> Iterator[Change]:
    if after and not before:
        yield Change("change.task_added", after.id, {"task": after.id, "title": after.title})
    elif before and not after:
        yield Change("change.task_removed", before.id, {"task": before.id, "title": before.title})
    elif before and after and before != after:
        yield from _inside_task(before, after)


def _inside_task(before: Task, after: Task) -> Iterator[Change]:
    if before.title != after.title:
        args = {"task": after.id, "old": before.title, "new": after.title}
        yield Change("change.task_renamed", after.id, args)
    if (before.text, before.number) != (after.text, after.number):
        yield Change("change.task_reworded", after.id, {"task": after.id, "title": after.title})
    yield from _roles(before, after)
    for old, new in _pairs(_by_id(before), _by_id(after)):
        yield from _milestone(after.id, old, new)
    for was, becomes in _pairs(_by_name(before), _by_name(after)):
        yield from _indicator(after.id, was, becomes)


def _roles(before: Task, after: Task) -> Iterator[Change]:
    for role, (joined, left) in ROLE_KEYS.items():
        was, becomes = getattr(before.roles, role), getattr(after.roles, role)
        if units := [unit for unit in becomes if unit not in was]:
            yield Change(joined, after.id, {"task": after.id, "units": units})
        if units := [unit for unit in was if unit not in becomes]:
            yield Change(left, after.id, {"task": after.id, "units": units})


def _by_id(task: Task) -> dict[str, Milestone]:
    return {milestone.id: milestone for milestone in task.milestones}


def _by_name(task: Task) -> dict[str, Indicator]:
    return {indicator.name: indicator for indicator in task.indicators}


def _milestone(task: str, before: Milestone | None, after: Milestone | None) -> Iterator[Change]:
    if after and not before:
        yield Change("change.milestone_added", task, {"milestone": after.id, "text": after.text})
    elif before and not after:
        yield Change("change.milestone_removed", task, {"milestone": before.id, "text": before.text})
    elif before and after and before != after:
        yield from _inside_milestone(task, before, after)


def _inside_milestone(task: str, before: Milestone, after: Milestone) -> Iterator[Change]:
    if before.due and after.due and before.due != after.due:
        yield Change("change.due_moved", task, {"milestone": after.id, "old": before.due, "new": after.due})
    if units := [unit for unit in after.where if unit not in before.where]:
        yield Change("change.where_joined", task, {"milestone": after.id, "units": units})
    if units := [unit for unit in before.where if unit not in after.where]:
        yield Change("change.where_left", task, {"milestone": after.id, "units": units})
    if _rest(before) != _rest(after) or bool(before.due) != bool(after.due):
        yield Change("change.milestone_reworded", task, {"milestone": after.id, "text": after.text})


def _rest(milestone: Milestone) -> Milestone:
    """What has no sentence of its own. An inferred duty bears its task's title: renaming is told there."""
    text = "" if milestone.inferred else milestone.text
    return replace(milestone, due=None, where=(), text=text)


def _indicator(task: str, before: Indicator | None, after: Indicator | None) -> Iterator[Change]:
    if after and not before:
        yield Change("change.indicator_added", task, {"task": task, "name": after.name, **_number(after)})
    elif before and not after:
        yield Change("change.indicator_removed", task, {"task": task, "name": before.name})
    elif before and after and _number(before) != _number(after):
        old = {f"old_{name}": value for name, value in _number(before).items()}
        yield Change(
            "change.indicator_moved", task, {"task": task, "name": after.name, **old, **_number(after)}
        )
    elif before and after and before != after:
        yield Change("change.indicator_reworded", task, {"task": task, "name": after.name})


def _number(indicator: Indicator) -> dict[str, object]:
    return {"op": indicator.op, "value": indicator.value, "unit": indicator.unit}
