"""Checks of shares, seasons and demands: the units, milestones and seasons they name stand in the same file."""

from collections.abc import Iterator

from bot.domain.assignment import LOCAL_WORK
from bot.domain.plan import LOCAL_RULE, Every, goal_id
from bot.planfile.checks import MILESTONES, day_at, each_of, in_tasks, words, words_at
from bot.planfile.problems import Flaw
from bot.planfile.yaml_tree import Path, Tree


def check_references(tree: Tree) -> Iterator[Flaw]:
    yield from _shares(tree)
    yield from _seasons(tree)
    yield from _months(tree)
    yield from _demands(tree)
    yield from _who_reads(tree)


def _who_reads(tree: Tree) -> Iterator[Flaw]:
    known = tuple(dict.fromkeys(name.strip() for _, name in words(tree, "units", "*", "name")))
    for path, unit in words(tree, "readings"):
        if unit.strip() not in known:
            yield Flaw(tree.place(path), "unknown_unit", {"word": unit, "known": known})


def _texts(tree: Tree, path: Path) -> list[str]:
    found = tree.at(path)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _shares(tree: Tree) -> Iterator[Flaw]:
    """A share is of a lead or joint unit of the task, in milestones of the task."""
    for path, unit in words_at(tree, in_tasks("shares", "*", "unit")):
        task = path[:-3]
        asked = [name for role in ("lead", "joint") for name in _texts(tree, (*task, "roles", role))]
        if unit not in asked:
            yield Flaw(tree.place(path), "not_asked", {"word": unit, "known": tuple(asked)})
    for path, milestone in words_at(tree, in_tasks("shares", "*", "milestones", "*")):
        rows = tree.at((*path[:-4], "milestones"))
        known = [row.get("id") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        if milestone not in known:
            yield Flaw(tree.place(path), "unknown_item", {"word": milestone, "known": tuple(map(str, known))})


def _seasons(tree: Tree) -> Iterator[Flaw]:
    known = tuple(dict.fromkeys(name for _, name in words(tree, "seasons", "*", "name")))
    for path, name in words_at(tree, in_tasks("milestones", "*", "seasons", "*")):
        if name not in known:
            yield Flaw(tree.place(path), "unknown_season", {"word": name, "known": known})
    for path, row in each_of(tree, MILESTONES):
        seasonal = isinstance(row, dict) and row.get("every") == Every.SEASON
        if isinstance(row, dict) and seasonal != bool(row.get("seasons")):
            yield Flaw(tree.key((*path, "seasons")), "season_or_not")
    for path, _ in tree.each("seasons", "*"):
        start, end = (day_at(tree, (*path, key)) for key in ("start", "end"))
        if start and end and end < start:
            yield Flaw(tree.place((*path, "end")), "season_backwards", {"start": start, "end": end})


def _months(tree: Tree) -> Iterator[Flaw]:
    for path, row in each_of(tree, MILESTONES):
        if isinstance(row, dict) and row.get("months") and row.get("every") != Every.MONTH:
            yield Flaw(tree.key((*path, "months")), "months_of_a_month")


def _demands(tree: Tree) -> Iterator[Flaw]:
    tasks = dict.fromkeys(task for _, task in words_at(tree, in_tasks("id")))
    known = {*(f"{task}.{LOCAL_WORK}" for task in tasks), *_milestones(tree), LOCAL_RULE}
    known |= {goal_id(at) for at, _ in enumerate(tree.each("goals", "*"))}
    for path, task in words(tree, "demands", "*", "task"):
        if task not in tasks:
            yield Flaw(tree.place(path), "unknown_task", {"word": task, "known": tuple(tasks)})
    for path, item in words(tree, "demands", "*", "by", "*"):
        if item not in known:
            yield Flaw(tree.place(path), "unknown_item", {"word": item, "known": tuple(sorted(known))})


def _milestones(tree: Tree) -> Iterator[str]:
    """Those written, and `<task>.1` of a task without any."""
    for path, task in words_at(tree, in_tasks("id")):
        rows = tree.at((*path[:-1], "milestones"))
        written = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        yield from (str(row.get("id")) for row in written)
        if not written:
            yield f"{task}.1"
