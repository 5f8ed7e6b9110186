"""Changes of one task between two plan versions: roles, dates, milestones, indicators."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.domain.allocation import holders, local_every, local_units
from bot.domain.plan import Indicator, Milestone, Roles, Task, UnitRole
from bot.domain.plan_change import ChangeSubject, PlanChange
from bot.domain.task_matching import Match, indicators, milestones

ROLE_KEYS = {  # joined, left
    UnitRole.LEAD: ("change.lead_joined", "change.lead_left"),
    UnitRole.SUPPORT: ("change.support_joined", "change.support_left"),
    UnitRole.JOINT: ("change.joint_joined", "change.joint_left"),
    UnitRole.LOCAL: ("change.local_joined", "change.local_left"),
}

NO_ROLES = Roles()


def of_task(before: Task | None, after: Task | None, found: Match) -> Iterator[PlanChange]:
    task = after or before
    assert task is not None
    number = 0 if task.safeguard else task.number
    for change in _task(before, after, found):
        yield replace(change, about=ChangeSubject(task.id, number, task.title))


def _task(before: Task | None, after: Task | None, found: Match) -> Iterator[PlanChange]:
    if after and not before:
        yield PlanChange("change.task_added", {}, _all_units(after))
        yield from _roles(NO_ROLES, after.roles)
        for one in after.milestones:
            yield PlanChange(*_addition(one), _asked(after, one))
    elif before and not after:
        yield PlanChange("change.task_removed", {}, _all_units(before))
    elif before and after:
        yield from _identity_changes(before, after, found)
        yield from _roles(before.roles, after.roles)
        yield from _local_period(before, after)
        for pair in milestones(before, after):
            yield from _milestone(*pair, before, after)
        yield from of_indicators(before.indicators, after.indicators, _owing_units(after))


def _all_units(task: Task) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit for _, unit in task.roles))


def _owing_units(task: Task) -> tuple[str, ...]:
    return (*task.roles.lead, *task.roles.joint)


def _asked(task: Task, milestone: Milestone) -> tuple[str, ...]:
    return tuple(unit for _, unit in holders(task, milestone))


def _identity_changes(before: Task, after: Task, found: Match) -> Iterator[PlanChange]:
    """Number, title, text and section."""
    if before.number != after.number:
        yield PlanChange("change.task_renumbered", {"was_number": before.number, "number": after.number})
    if before.title != after.title:
        yield PlanChange("change.task_renamed", {"was": before.title, "now": after.title})
    if before.text != after.text:
        yield PlanChange("change.task_reworded", {})
    was, now = found.old.section_of.get(before.id), found.new.section_of.get(after.id)
    if was and now and (was, now) not in found.sections:
        yield PlanChange("change.task_moved", {"was": was.title, "now": now.title})


def _roles(before: Roles, after: Roles) -> Iterator[PlanChange]:
    for role, (joined, left) in ROLE_KEYS.items():
        was, becomes = getattr(before, role), getattr(after, role)
        if units := [unit for unit in becomes if unit not in was]:
            yield PlanChange(joined, {"units": units}, tuple(units))
        if units := [unit for unit in was if unit not in becomes]:
            yield PlanChange(left, {"units": units}, tuple(units))


def _local_period(before: Task, after: Task) -> Iterator[PlanChange]:
    """The period of the counties' local work."""
    was, now = local_every(before), local_every(after)
    if was is not now and (units := set(before.roles.local) & set(after.roles.local)):
        touches = tuple(unit for unit in local_units(after) if unit in units)
        yield PlanChange("change.local_every", {"was_every": was, "every": now}, touches)


def _milestone(
    was: Milestone | None, now: Milestone | None, before: Task, after: Task
) -> Iterator[PlanChange]:
    if now and not was:
        yield PlanChange(*_addition(now), _asked(after, now))
    elif was and not now:
        yield PlanChange(*_removal(was), _asked(before, was))
    elif was and now:
        yield from _inside_milestone(was, now, _asked(after, now))
        yield from _shares(was, now, before, after)


def _addition(one: Milestone) -> tuple[str, dict[str, object]]:
    if one.inferred:
        return "change.return_added", {"every": one.every}
    if one.due:
        return "change.milestone_added", {"text": one.text, "due": one.due}
    return "change.duty_added", {"text": one.text, "every": one.every}


def _removal(one: Milestone) -> tuple[str, dict[str, object]]:
    return ("change.return_removed", {}) if one.inferred else ("change.milestone_removed", {"text": one.text})


def _inside_milestone(was: Milestone, now: Milestone, owing: tuple[str, ...]) -> Iterator[PlanChange]:
    text = now.text
    if was.text != now.text and not now.inferred:  # an inferred duty has its task's title as text
        yield PlanChange("change.milestone_reworded", {"was": was.text, "now": text}, owing)
    if was.due and now.due and was.due != now.due:
        yield PlanChange("change.due_moved", {"text": text, "was_due": was.due, "due": now.due}, owing)
    if was.every is not now.every:
        yield PlanChange(
            "change.every_moved", {"text": text, "was_every": was.every, "every": now.every}, owing
        )
    if (was.months, was.seasons) != (now.months, now.seasons):
        yield PlanChange("change.season_moved", {"text": text}, owing)
    if was.strength is not now.strength:
        args = {"text": text, "was_strength": was.strength, "strength": now.strength}
        yield PlanChange("change.strength_moved", args, owing)
    if units := [unit for unit in now.where if unit not in was.where]:
        yield PlanChange("change.where_joined", {"text": text, "units": units}, tuple(units))
    if units := [unit for unit in was.where if unit not in now.where]:
        yield PlanChange("change.where_left", {"text": text, "units": units}, tuple(units))
    if was.quote != now.quote:
        yield PlanChange("change.milestone_requoted", {"text": text})


def _shares(was: Milestone, now: Milestone, before: Task, after: Task) -> Iterator[PlanChange]:
    """A joint unit's own share, where the task's roles stay: another unit holds the milestone now."""
    had, has = (
        {u for u in _asked(t, one) if u in _owing_units(t)} for t, one in ((before, was), (after, now))
    )
    stay = [unit for unit in _owing_units(after) if unit in _owing_units(before)]
    if units := [unit for unit in stay if unit in has - had]:
        yield PlanChange("change.share_joined", {"text": now.text, "units": units}, tuple(units))
    if units := [unit for unit in stay if unit in had - has]:
        yield PlanChange("change.share_left", {"text": now.text, "units": units}, tuple(units))


# ---- numbers


def of_indicators(
    before: Iterable[Indicator], after: Iterable[Indicator], touches: tuple[str, ...]
) -> Iterator[PlanChange]:
    for pair in indicators(before, after):
        yield from _indicator(*pair, touches)


def _indicator(
    was: Indicator | None, now: Indicator | None, touches: tuple[str, ...]
) -> Iterator[PlanChange]:
    if now and not was:
        yield PlanChange("change.indicator_added", {"name": now.name, **_number(now)}, touches)
    elif was and not now:
        yield PlanChange("change.indicator_removed", {"name": was.name, **_number(was)}, touches)
    elif was and now:
        if _number(was) != _number(now):
            old = {f"was_{name}": value for name, value in _number(was).items()}
            yield PlanChange("change.indicator_moved", {"name": now.name, **old, **_number(now)}, touches)
        if was.due != now.due and was.due and now.due:
            args = {"name": now.name, "was_due": was.due, "due": now.due}
            yield PlanChange("change.indicator_due_moved", args, touches)
        if was.name != now.name and was.key == now.key:
            yield PlanChange("change.indicator_renamed", {"name": now.name, "was": was.name})
            was = replace(was, name=now.name)
        if _rest(was) != _rest(now) or bool(was.due) != bool(now.due):
            yield PlanChange("change.indicator_reworded", {"name": now.name})


def _number(one: Indicator) -> dict[str, object]:
    return {"op": one.op, "value": one.value, "unit": one.unit}


def _rest(one: Indicator) -> tuple[object, ...]:
    """Fields whose change has no sentence of its own."""
    return one.name, one.direction, one.strength, one.base, one.quote
