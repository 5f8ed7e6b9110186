"""Stable ids: a task or milestone keeps the id under which it was first loaded.

A plan file may renumber its tasks in each version. Its ids are translated when it is read, so that assignments,
reports, seals and buttons on people's screens keep theirs. See docs/adr/0017.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot.domain.plan import Milestone, Plan, Task
from bot.domain.task_matching import Match, each_task, milestones


@dataclass(frozen=True, slots=True)
class KnownIds:
    """Id in the file → stable id. An id that is missing here is used unchanged."""

    tasks: Mapping[str, str] = field(default_factory=dict)
    milestones: Mapping[str, str] = field(default_factory=dict)


def with_known_ids(plan: Plan, names: KnownIds) -> Plan:
    """The plan of a file with the stable ids of its tasks and milestones."""

    def known(task: Task) -> Task:
        its = tuple(replace(one, id=names.milestones.get(one.id, one.id)) for one in task.milestones)
        return replace(task, id=names.tasks.get(task.id, task.id), milestones=its)

    return each_task(plan, known) if names.tasks or names.milestones else plan


def assign_ids(found: Match, taken: Iterable[tuple[str, str]]) -> KnownIds:
    """Assigns stable ids to a matched plan. `taken`: (task, milestone) ids of all assignments ever opened; new tasks
    and milestones get other ids."""
    taken = list(taken)
    old = found.old.works
    used = {task for task, _ in taken} | {task.id for task in old}
    used_milestones = {one for _, one in taken} | {one.id for task in old for one in task.milestones}
    tasks: dict[str, str] = {}
    milestone_ids: dict[str, str] = {}
    for before, after in found.tasks:
        if after:
            tasks[after.id] = before.id if before else _unused_id(after.id, used)
            milestone_ids |= _milestone_ids(before, after, tasks[after.id], used_milestones)
    return KnownIds(_changed(tasks), _changed(milestone_ids))


def _milestone_ids(before: Task | None, after: Task, task: str, used: set[str]) -> dict[str, str]:
    def fresh(one: Milestone) -> str:
        return _unused_id(task + one.id.removeprefix(after.id), used)

    if before is None:
        return {one.id: fresh(one) for one in after.milestones}
    pairs = [(was, one) for was, one in milestones(before, after) if one]
    return {one.id: was.id if was else fresh(one) for was, one in pairs}


def _unused_id(wanted: str, used: set[str]) -> str:
    """17, or 17-2 when 17 is used."""
    n, free = 1, wanted
    while free in used:
        n += 1
        free = f"{wanted}-{n}"
    used.add(free)
    return free


def _changed(ids: Mapping[str, str]) -> dict[str, str]:
    return {written: known for written, known in ids.items() if written != known}
