"""Two versions of a plan side by side, as `duban plan diff --json` prints them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.cards.revision import sentence
from bot.domain.plan import Plan, Task
from bot.domain.plan_change import PlanChange
from bot.domain.plan_diff import affected_units, of_the_plan
from bot.domain.task_changes import of_task
from bot.domain.task_matching import Match, match
from bot.i18n import Language
from bot.planfile.show import Json, as_number


class Fate(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENUMBERED = "renumbered"  # and nothing else
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class TaskDiff:
    before: Task | None
    after: Task | None
    changes: tuple[PlanChange, ...]  # renumbering is one of them

    @property
    def fate(self) -> Fate:
        if not self.before:
            return Fate.ADDED
        if not self.after:
            return Fate.REMOVED
        if not self.changes:
            return Fate.UNCHANGED
        only = all(change.key == "change.task_renumbered" for change in self.changes)
        return Fate.RENUMBERED if only else Fate.CHANGED


@dataclass(frozen=True)
class Diff:
    found: Match
    plan: tuple[PlanChange, ...]  # of title, period, units, sections and goals
    tasks: tuple[TaskDiff, ...]  # of the new plan in its order, then those that are gone

    @property
    def counts(self) -> dict[Fate, int]:
        counted = Counter(task.fate for task in self.tasks)
        return {fate: counted[fate] for fate in Fate}

    @property
    def units(self) -> tuple[str, ...]:
        """Those whose work changes, in the order of the new plan."""
        changes = (*self.plan, *(change for task in self.tasks for change in task.changes))
        return affected_units(changes, self.found.new)


def diff(old: Plan, new: Plan) -> Diff:
    found = match(old, new)
    tasks = tuple(TaskDiff(*pair, tuple(of_task(*pair, found))) for pair in found.tasks)
    return Diff(found, tuple(of_the_plan(found)), tasks)


def diff_to_json(of: Diff, language: Language) -> Json:
    """Only the messages depend on the language."""
    found = of.found
    return {
        "old": _plan(found.old),
        "new": _plan(found.new),
        "counts": {fate.value: n for fate, n in of.counts.items()},
        "units": list(of.units),
        "plan": _changes((change for change in of.plan if not change.scope), language),
        "goals": [
            {"scope": change.scope, **_change(change, language)} for change in of.plan if change.scope
        ],
        "tasks": [
            _task(task, found, language) for task in of.tasks if task.fate is not Fate.UNCHANGED
        ],
    }  # fmt: skip


def _plan(plan: Plan) -> Json:
    period = {"start": plan.start.isoformat(), "end": plan.end.isoformat()}
    return {"title": plan.title, "status": plan.status.value, "period": period}


def _task(task: TaskDiff, found: Match, language: Language) -> Json:
    return {
        "change": task.fate.value,
        "old": _standing(task.before, found.old),
        "new": _standing(task.after, found.new),
        "changes": _changes(task.changes, language),
    }


def _standing(task: Task | None, plan: Plan) -> Json | None:
    if task is None:
        return None
    section = plan.section_of.get(task.id)
    return {
        "id": task.id,
        "number": task.number,
        "title": task.title,
        "section": section.number if section else None,
    }


def _changes(changes: Iterable[PlanChange], language: Language) -> list[Json]:
    return [_change(change, language) for change in changes]


def _change(change: PlanChange, language: Language) -> Json:
    return {
        "code": change.key.removeprefix("change."),
        "touches": list(change.touches),
        **_plain(change.args),
        "message": sentence(language, change),
    }


def _plain(args: Mapping[str, object]) -> Json:
    return {name: _value(value) for name, value in args.items()}


def _value(value: object) -> object:
    match value:
        case Decimal():
            return as_number(value)
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case _:
            return value
