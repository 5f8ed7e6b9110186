"""Checks between the rows of a plan: references, duplicates, dates inside the period.

Works on the tree, not on the rows: so these flaws are told together with those of the shape. A value of
the wrong form is skipped here: validate.py has reported it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date

from pydantic_core import PydanticCustomError

from bot.domain.plan import MilestoneKind, UnitKind
from bot.planfile.problems import Flaw
from bot.planfile.scalars import read_day
from bot.planfile.yaml_tree import Path, Tree

TASKS = (("sections", "*", "tasks", "*"), ("safeguards", "*"))
Check = Callable[[Tree], Iterator[Flaw]]
Pattern = tuple[str, ...]


def in_tasks(*inside: str) -> tuple[Pattern, ...]:
    """The same place in tasks and in safeguards."""
    return tuple((*task, *inside) for task in TASKS)


MILESTONES = in_tasks("milestones", "*")

# What must not occur twice, and the key it is under. A task's number may: it is the printed one, and a document may
# begin anew in each section, or give one number to several pieces of work.
UNIQUE: tuple[tuple[Pattern, ...], ...] = (
    (("units", "*", "name"),),
    (("sections", "*", "number"),),
    in_tasks("id"),
    in_tasks("milestones", "*", "id"),
)
WITH_A_DATE = (
    ("goals", "*", "due"),
    ("goals", "*", "indicators", "*", "due"),
    *in_tasks("milestones", "*", "due"),
    *in_tasks("indicators", "*", "due"),
    ("seasons", "*", "start"),
    ("seasons", "*", "end"),
)
ROLES = tuple(place for role in ("lead", "support", "joint") for place in in_tasks("roles", role, "*"))
COUNTIES_ONLY = (*in_tasks("roles", "local", "*"), *in_tasks("milestones", "*", "where", "*"))


def words(tree: Tree, *pattern: str) -> Iterator[tuple[Path, str]]:
    """Only what is text."""
    return ((path, value) for path, value in tree.each(*pattern) if isinstance(value, str))


def words_at(tree: Tree, patterns: Iterable[Pattern]) -> Iterator[tuple[Path, str]]:
    return (found for pattern in patterns for found in words(tree, *pattern))


def each_of(tree: Tree, patterns: Iterable[Pattern]) -> Iterator[tuple[Path, object]]:
    return (found for pattern in patterns for found in tree.each(*pattern))


def check_plan(tree: Tree) -> list[Flaw]:
    return [flaw for check in CHECKS for flaw in check(tree)]


def _nothing_twice(tree: Tree) -> Iterator[Flaw]:
    for patterns in UNIQUE:
        yield from _twice(tree, patterns)


def twice(tree: Tree, *pattern: str) -> Iterator[Flaw]:
    """Values that stand at two such places."""
    return _twice(tree, (pattern,))


def _twice(tree: Tree, patterns: tuple[Pattern, ...]) -> Iterator[Flaw]:
    first: dict[str, int] = {}
    for path, value in words_at(tree, patterns):
        place = tree.place(path)
        if value in first:
            yield Flaw(place, "twice", {"key": patterns[0][-1], "word": value, "first": first[value]})
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
            task, place = path[:-3], tree.place(path)
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


def day_at(tree: Tree, path: Path) -> date | None:
    """The day there; None where it is none."""
    return _day(tree.at(path))


def _dates_lie_in_the_period(tree: Tree) -> Iterator[Flaw]:
    start, end = day_at(tree, ("period", "start")), day_at(tree, ("period", "end"))
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
    for path, milestone in words_at(tree, in_tasks("milestones", "*", "id")):
        task = tree.at((*path[:-3], "id"))
        if isinstance(task, str) and not milestone.startswith(f"{task}."):
            yield Flaw(tree.place(path), "foreign_milestone", {"word": milestone, "task": task})


def _results_are_due_and_duties_recur(tree: Tree) -> Iterator[Flaw]:
    for path, row in each_of(tree, MILESTONES):
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
    for path, cadence in each_of(tree, in_tasks("every")):
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
