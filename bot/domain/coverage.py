"""Coverage: each clause of the document that asks somebody for something, and who is asked for it by what.

A demand is carried when at least one of its carriers asks somebody: a milestone its holders, local work the counties, a
goal the place it is set for (the goal of the whole area is every county's, and every unit's where no county is named).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.allocation import holders, local_every, local_units
from bot.domain.assignment import LOCAL_WORK
from bot.domain.lists.work_list import WorkList
from bot.domain.plan import (
    LOCAL_RULE,
    Demand,
    Every,
    Goal,
    IndicatorKind,
    Milestone,
    Plan,
    Task,
    UnitKind,
    goal_id,
)


@dataclass(frozen=True, slots=True)
class Carrier:
    """The items that carry a demand. `every` is None for a dated one, `due` for a recurring one, both for a goal
    without a date."""

    id: str
    asked_of: tuple[str, ...]
    every: Every | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Covered:
    """A demand with its carriers. `every` and `due`: the first carrier's that has one."""

    demand: Demand
    carriers: tuple[Carrier, ...]
    asked_of: tuple[str, ...]  # in the roster's order
    lists: tuple[str, ...] = ()  # ids of the lists (清单) of its milestones

    @property
    def every(self) -> Every | None:
        return next((one.every for one in self.carriers if one.every), None)

    @property
    def due(self) -> date | None:
        return next((one.due for one in self.carriers if one.due), None)

    @property
    def carried(self) -> bool:
        return bool(self.asked_of)


def coverage(plan: Plan, lists: Iterable[WorkList] = ()) -> tuple[Covered, ...]:
    """In the document's order; demands of one line in the order of the file. `lists`: those of the running office."""
    carriers = {one.id: one for one in _carriers(plan)}
    listed: dict[str, list[str]] = {}
    for one in lists:
        listed.setdefault(one.milestone, []).append(one.id)
    demands = sorted(plan.demands, key=lambda one: one.line)
    return tuple(_covered(one, carriers, plan, listed) for one in demands)


def _covered(
    demand: Demand, carriers: Mapping[str, Carrier], plan: Plan, listed: Mapping[str, list[str]]
) -> Covered:
    its = tuple(carriers[id_] for id_ in _each_task(demand.by, plan) if id_ in carriers)
    asked = {unit for one in its for unit in one.asked_of}
    lists = tuple(id_ for one in its for id_ in listed.get(one.id, ()))
    return Covered(demand, its, tuple(unit for unit in plan.unit if unit in asked), lists)


def indicators_measured(plan: Plan) -> int:
    """Numbers to reach, of tasks and goals; a threshold says whom a task applies to."""
    found = [one for task in plan.works for one in task.indicators]
    found += [one for goal in plan.goals for one in goal.indicators]
    return sum(one.kind is not IndicatorKind.THRESHOLD for one in found)


def _each_task(ids: Iterable[str], plan: Plan) -> Iterator[str]:
    for id_ in ids:
        if id_ == LOCAL_RULE:
            yield from (f"{task.id}.{LOCAL_WORK}" for task in plan.tasks)
        else:
            yield id_


def _carriers(plan: Plan) -> Iterator[Carrier]:
    for task in plan.works:
        for milestone in task.milestones:
            yield _of_milestone(task, milestone)
        if not task.safeguard:
            yield Carrier(f"{task.id}.{LOCAL_WORK}", local_units(task), local_every(task))
    counties = tuple(unit.name for unit in plan.units if unit.kind is UnitKind.COUNTY) or tuple(plan.unit)
    for at, goal in enumerate(plan.goals):
        yield _of_goal(goal_id(at), goal, plan, counties)


def _of_milestone(task: Task, milestone: Milestone) -> Carrier:
    units = tuple(unit for _, unit in holders(task, milestone))
    return Carrier(milestone.id, units, milestone.every, milestone.due)


def _of_goal(id_: str, goal: Goal, plan: Plan, counties: tuple[str, ...]) -> Carrier:
    return Carrier(id_, (goal.scope,) if goal.scope in plan.unit else counties, None, goal.due)
