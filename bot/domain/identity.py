"""Under which id a task and a milestone are known for ever: the one they first came in under.

A file numbers its tasks anew with every version. What has been assigned, reported and sealed keeps its id, and so
do buttons already on people's screens; the file's ids are translated when it is read. See docs/adr/0017.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot.domain.plan import Milestone, Plan, Task
from bot.domain.task_matching import Match, each_task, milestones


@dataclass(frozen=True, slots=True)
class Names:
    """The file's id → the id it is known under. An id that is not here is known as it is written."""

    tasks: Mapping[str, str] = field(default_factory=dict)
    milestones: Mapping[str, str] = field(default_factory=dict)


def named(plan: Plan, names: Names) -> Plan:
    """The plan of a file, its tasks and milestones under the ids they are known by."""

    def known(task: Task) -> Task:
        its = tuple(replace(one, id=names.milestones.get(one.id, one.id)) for one in task.milestones)
        return replace(task, id=names.tasks.get(task.id, task.id), milestones=its)

    return each_task(plan, known) if names.tasks or names.milestones else plan


def identities(found: Match, taken: Iterable[tuple[str, str]]) -> Names:
    """`taken`: the (task, milestone) ids that anything was ever assigned under. What is new gets none of them."""
    taken = list(taken)
    old = found.old.tasks
    used = {task for task, _ in taken} | {task.id for task in old}
    used_inside = {one for _, one in taken} | {one.id for task in old for one in task.milestones}
    tasks: dict[str, str] = {}
    inside: dict[str, str] = {}
    for before, after in found.tasks:
        if after:
            tasks[after.id] = before.id if before else _free(after.id, used)
            inside |= _inside(before, after, tasks[after.id], used_inside)
    return Names(_changed(tasks), _changed(inside))


def _inside(before: Task | None, after: Task, task: str, used: set[str]) -> dict[str, str]:
    def fresh(one: Milestone) -> str:
        return _free(task + one.id.removeprefix(after.id), used)

    if before is None:
        return {one.id: fresh(one) for one in after.milestones}
    pairs = [(was, one) for was, one in milestones(before, after) if one]
    return {one.id: was.id if was else fresh(one) for was, one in pairs}


def _free(wanted: str, used: set[str]) -> str:
    """17, or 17-2 where something else was 17."""
    n, free = 1, wanted
    while free in used:
        n += 1
        free = f"{wanted}-{n}"
    used.add(free)
    return free


def _changed(ids: Mapping[str, str]) -> dict[str, str]:
    return {written: known for written, known in ids.items() if written != known}
