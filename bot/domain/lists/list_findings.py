"""What is doubtful in a list as handed in: ids twice, places the plan does not have, dates past the milestone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.lists.work_list import WHOLE, ListedItem, WorkList
from bot.domain.plan import Level, Milestone, Plan, UnitKind


@dataclass(frozen=True, slots=True)
class ListFinding:
    """About an item, or about the list where `item` is None. Its sentence is list.finding.<code>."""

    level: Level
    code: str
    item: str | None
    args: dict[str, object]


@dataclass(frozen=True, slots=True)
class CheckedList:
    """The list with each id once, its task by id, and its day filled in from the milestone."""

    worklist: WorkList
    findings: tuple[ListFinding, ...]

    @property
    def sound(self) -> bool:
        return not any(one.level is Level.ERROR for one in self.findings)


def checked(handed_in: WorkList, plan: Plan) -> CheckedList:
    """Of items with one id the first counts."""
    first = {one.id: one for one in reversed(handed_in.items)}
    milestone = milestone_of(handed_in, plan)
    due = handed_in.due or (milestone.due if milestone else None)
    worklist = replace(
        handed_in, due=due, items=tuple(one for one in handed_in.items if first[one.id] is one)
    )
    last = milestone.due if milestone and milestone.due else due
    findings = [*_of_list(handed_in, plan, milestone)]
    for item in handed_in.items:
        findings += _of_item(item, worklist, plan, last) if first[item.id] is item else _repeated(item)
    return CheckedList(worklist, tuple(findings))


def milestone_of(worklist: WorkList, plan: Plan) -> Milestone | None:
    """None where the plan has no such task, or the task no such milestone."""
    task = plan.task_by_number(worklist.task)
    return plan.milestone(task.id, worklist.milestone) if task else None


def _of_list(worklist: WorkList, plan: Plan, milestone: Milestone | None) -> Iterator[ListFinding]:
    if plan.task_by_number(worklist.task) is None:
        yield ListFinding(Level.ERROR, "unknown_task", None, {"task": worklist.task})
    elif milestone is None:
        about: dict[str, object] = {"milestone": worklist.milestone, "task": worklist.task}
        yield ListFinding(Level.ERROR, "unknown_milestone", None, about)


def _repeated(item: ListedItem) -> Iterator[ListFinding]:
    yield ListFinding(Level.ERROR, "duplicate_id", item.id, {"id": item.id, "name": item.name})


def _of_item(item: ListedItem, worklist: WorkList, plan: Plan, last: date | None) -> Iterator[ListFinding]:
    about: dict[str, object] = {"id": item.id, "name": item.name}
    unit = plan.unit.get(item.place)
    if item.place and (unit is None or unit.kind is not UnitKind.COUNTY):
        yield ListFinding(Level.ERROR, "unknown_place", item.id, {**about, "place": item.place})
    due = worklist.due_of(item)
    if due and last and due > last:
        yield ListFinding(Level.WARNING, "after_milestone", item.id, {**about, "due": due, "last": last})
    if item.excused == "":
        yield ListFinding(Level.WARNING, "excused_without_reason", item.id, about)
    counts = item.excused is None
    if counts and item.percent is not None and item.percent >= WHOLE and not item.done:
        yield ListFinding(Level.WARNING, "percent_100_open", item.id, about)
