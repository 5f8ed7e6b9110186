"""Differences between two plan versions, as PlanChanges.

Ids and line numbers are ignored: a renumbered or newly converted document changes all of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.domain.plan import Goal, Plan, PlanStatus
from bot.domain.plan_change import PlanChange
from bot.domain.task_changes import of_indicators, of_task
from bot.domain.task_matching import Match, match

STATUS_KEYS = {
    PlanStatus.DRAFT: "change.now_draft",
    PlanStatus.IN_FORCE: "change.now_in_force",
    PlanStatus.REPLACED: "change.now_replaced",
}


def plan_changes(old: Plan, new: Plan) -> list[PlanChange]:
    """Changes in the order of the new plan, removals last; empty when the plans say the same."""
    return changes_in(match(old, new))


def changes_in(found: Match) -> list[PlanChange]:
    return [*of_the_plan(found), *(change for task in found.tasks for change in of_task(*task, found))]


def affected_units(changes: Iterable[PlanChange], plan: Plan) -> tuple[str, ...]:
    """Units whose work changes, in the plan's order; units that left the plan come last."""
    units = {unit for change in changes for unit in change.touches}
    return (*(name for name in plan.unit if name in units), *sorted(units - plan.unit.keys()))


# ---- the plan as a whole


def of_the_plan(found: Match) -> Iterator[PlanChange]:
    """Changes outside tasks: plan, units, sections, goals."""
    yield from _of_plan(found.old, found.new)
    yield from _of_units(found)
    yield from _of_sections(found)
    for goal in found.goals:
        yield from _of_goal(*goal, found.new)


def _of_plan(old: Plan, new: Plan) -> Iterator[PlanChange]:
    if old.id != new.id:
        yield PlanChange("change.plan_id", {"was": old.id, "now": new.id})
    if old.title != new.title:
        yield PlanChange("change.title", {"was": old.title, "now": new.title})
    if old.status is not new.status:
        yield PlanChange(STATUS_KEYS[new.status], {})
    if (old.start, old.end) != (new.start, new.end):
        was = {"was_start": old.start, "was_end": old.end}
        yield PlanChange("change.period", {**was, "start": new.start, "end": new.end})


def _of_units(found: Match) -> Iterator[PlanChange]:
    old, new = found.old.unit, found.new.unit
    for was, now in found.renamed:
        yield PlanChange("change.unit_renamed", {"was": was, "now": now})
    for name, unit in new.items():
        if name not in old:
            yield PlanChange("change.unit_added", {"unit": name})
        elif replace(unit, name="") != replace(old[name], name=""):
            yield PlanChange("change.unit_reclassed", {"unit": name})
    for name in old:
        if name not in new:
            yield PlanChange("change.unit_removed", {"unit": name})


def _of_sections(found: Match) -> Iterator[PlanChange]:
    for before, after in found.sections:
        if after and not before:
            yield PlanChange("change.section_added", {"section": after.title})
        elif before and not after:
            yield PlanChange("change.section_removed", {"section": before.title})
        elif before and after and before.title != after.title:
            yield PlanChange("change.section_renamed", {"was": before.title, "now": after.title})


def _of_goal(before: Goal | None, after: Goal | None, plan: Plan) -> Iterator[PlanChange]:
    """A county's goal affects that county; a goal of the whole city affects no unit."""
    goal = after or before
    assert goal is not None
    touches = (goal.scope,) if goal.scope in plan.unit else ()
    for change in _inside_goal(before, after):
        yield replace(change, scope=goal.scope, touches=touches if change.touches else ())


def _inside_goal(before: Goal | None, after: Goal | None) -> Iterator[PlanChange]:
    if after and not before:
        yield PlanChange("change.goal_added", {"text": after.text}, SCOPE_UNIT)
    elif before and not after:
        yield PlanChange("change.goal_removed", {"text": before.text}, SCOPE_UNIT)
    elif before and after:
        if before.due != after.due and before.due and after.due:
            moved = {"text": after.text, "was_due": before.due, "due": after.due}
            yield PlanChange("change.goal_due_moved", moved, SCOPE_UNIT)
        if before.text != after.text and before.id and before.id == after.id:
            yield PlanChange("change.goal_renamed", {"text": after.text, "was": before.text})
            before = replace(before, text=after.text)
        if _goal_wording(before) != _goal_wording(after) or bool(before.due) != bool(after.due):
            yield PlanChange("change.goal_reworded", {"text": after.text})
        yield from of_indicators(before.indicators, after.indicators, SCOPE_UNIT)


SCOPE_UNIT = ("?",)  # placeholder: _of_goal replaces it by the unit of the goal's scope


def _goal_wording(goal: Goal) -> tuple[object, ...]:
    return goal.text, goal.strength, goal.quote
