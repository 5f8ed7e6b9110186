"""Checks between the rows of a plan: references, duplicates, dates inside the period.

Works on the tree, not on the rows: so these flaws are told together with those of the shape. A value of
the wrong form is skipped here: validate.py has reported it.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date

from pydantic_core import PydanticCustomError

from bot.domain.plan import MilestoneKind, UnitKind
from bot.planfile.problems import Flaw
from bot.planfile.scalars import read_day
from bot.planfile.yaml_tree import Path, Tree

TASK = ("sections", "*", "tasks", "*")
MILESTONE = (*TASK, "milestones", "*")
Check = Callable[[Tree], Iterator[Flaw]]

# What must not occur twice, and the key it is under. A task's number may: it is the printed one, and a document may
# begin anew in each section, or give one number to several pieces of work.
UNIQUE = (
    ("units", "*", "name"),
    ("sections", "*", "number"),
    (*TASK, "id"),
    (*MILESTONE, "id"),
)
WITH_A_DATE = (
    ("goals", "*", "due"),
    ("goals", "*", "indicators", "*", "due"),
    (*MILESTONE, "due"),
    (*TASK, "indicators", "*", "due"),
)
ROLES = tuple((*TASK, "roles", role, "*") for role in ("lead", "support", "joint"))
COUNTIES_ONLY = ((*TASK, "roles", "local", "*"), (*MILESTONE, "where", "*"))


def words(tree: Tree, *pattern: str) -> Iterator[tuple[Path, str]]:
    """Only what is text."""
    return ((path, value) for path, value in tree.each(*pattern) if isinstance(value, str))


def check_plan(tree: Tree) -> list[Flaw]:
    return [flaw for check in CHECKS for flaw in check(tree)]


def _nothing_twice(tree: Tree) -> Iterator[Flaw]:
    for pattern in UNIQUE:
        yield from twice(tree, *pattern)


def twice(tree: Tree, *pattern: str) -> Iterator[Flaw]:
    """Values that stand at two such places."""
    first: dict[str, int] = {}
    for path, value in words(tree, *pattern):
        place = tree.place(path)
        if value in first:
            yield Flaw(place, "twice", {"key": pattern[-1], "word": value, "first": first[value]})
        first.setdefault(value, place.line)


def _units_are_known(tree: Tree) -> Iterator[Flaw]:
    roster = {name.strip(): None for _, name in words(tree, "units", "*", "name")}
    known = tuple(roster)
    for pattern in (*ROLES, *COUNTIES_ONLY):
        for path, unit in words(tree, *pattern):
            if unit.strip() not in roster:
                yield Flaw(tree.place(path), "unknown_unit", {"word": unit, "known": known})


def _counties(tree: Tree) -> dict[str, bool]:
    """Unit → whether it is a county."""
    return {
        name: tree.at((*path[:-1], "kind")) == UnitKind.COUNTY
        for path, name in words(tree, "units", "*", "name")
    }


def _local_work_is_for_counties(tree: Tree) -> Iterator[Flaw]:
    counties = _counties(tree)
    for pattern in COUNTIES_ONLY:
        for path, unit in words(tree, *pattern):
            if not counties.get(unit, True):
                yield Flaw(tree.place(path), "not_a_county", {"word": unit})


def _one_role_a_unit(tree: Tree) -> Iterator[Flaw]:
    """Within a task. 属地落实 aside: it is written once for all."""
    first: dict[tuple[Path, str], int] = {}
    for pattern in ROLES:
        for path, unit in words(tree, *pattern):
            task, place = path[:4], tree.place(path)
            if (task, unit) in first:
                yield Flaw(place, "unit_twice", {"word": unit, "first": first[task, unit]})
            first.setdefault((task, unit), place.line)


def _scopes_are_known(tree: Tree) -> Iterator[Flaw]:
    known = [name for name, is_county in _counties(tree).items() if is_county]
    if isinstance(whole := tree.at(("scope",)), str):
        known.append(whole)
    for path, scope in words(tree, "goals", "*", "scope"):
        if scope not in known:
            yield Flaw(tree.place(path), "unknown_scope", {"word": scope, "known": known})


def _day(value: object) -> date | None:
    with suppress(PydanticCustomError):
        return read_day(value)
    return None


def _dates_lie_in_the_period(tree: Tree) -> Iterator[Flaw]:
    start, end = _day(tree.at(("period", "start"))), _day(tree.at(("period", "end")))
    if not start or not end:
        return
    period = {"start": start, "end": end}
    if end < start:
        yield Flaw(tree.place(("period", "end")), "ends_before_start", period)
        return
    for pattern in WITH_A_DATE:
        for path, value in tree.each(*pattern):
            if (day := _day(value)) and not start <= day <= end:
                yield Flaw(tree.place(path), "outside_period", {"day": day, **period})


def _milestones_belong_to_their_task(tree: Tree) -> Iterator[Flaw]:
    """13.1 is of task 13: people read the task off the milestone."""
    for path, milestone in words(tree, *MILESTONE, "id"):
        task = tree.at((*path[:4], "id"))
        if isinstance(task, str) and not milestone.startswith(f"{task}."):
            yield Flaw(tree.place(path), "foreign_milestone", {"word": milestone, "task": task})


def _results_are_due_and_duties_recur(tree: Tree) -> Iterator[Flaw]:
    for path, row in tree.each(*MILESTONE):
        if not isinstance(row, dict):
            continue
        is_duty = row.get("kind") == MilestoneKind.DUTY
        if is_duty and row.get("every") is None:
            yield Flaw(tree.place(path), "duty_without_every")
        if is_duty and row.get("due") is not None:
            yield Flaw(tree.key((*path, "due")), "duty_with_due")
        if not is_duty and row.get("due") is None:
            yield Flaw(tree.place(path), "result_without_due")
        if not is_duty and row.get("every") is not None:
            yield Flaw(tree.key((*path, "every")), "result_with_every")


def _a_cadence_is_for_tasks_without_milestones(tree: Tree) -> Iterator[Flaw]:
    for path, cadence in tree.each(*TASK, "every"):
        if cadence is not None and tree.at((*path[:-1], "milestones")):
            yield Flaw(tree.key(path), "every_beside_milestones")


CHECKS: tuple[Check, ...] = (
    _nothing_twice,
    _units_are_known,
    _local_work_is_for_counties,
    _one_role_a_unit,
    _scopes_are_known,
    _dates_lie_in_the_period,
    _milestones_belong_to_their_task,
    _results_are_due_and_duties_recur,
    _a_cadence_is_for_tasks_without_milestones,
)
