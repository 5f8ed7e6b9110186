"""Whom a ruling touches, why one cannot be made, and whether somebody has acted on it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.allocation import holders, local_duty, local_units
from bot.domain.assignment import Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.period import period_named
from bot.domain.plan import Plan, Task, UnitKind
from bot.domain.ruling import Ruled, Ruling, RulingKind, may_change_rhythm, rhythm_of

MANY = 5  # a ruling that touches more units is confirmed first


class Concern(StrEnum):
    """In what way a ruling touches a unit."""

    NAMED = "named"
    RELIEVED = "relieved"  # an earlier ruling had named it
    OTHER = "other"  # it has a part in the task


def touched(before: Plan, ruled: Ruled) -> Mapping[str, Concern]:
    """The units to tell, in the roster's order. `before`: the plan as it is carried out without this ruling."""
    task = before.task[ruled.task]
    named = dict.fromkeys(ruled.units, Concern.NAMED)
    found = dict.fromkeys(_others(task, ruled), Concern.OTHER)
    found |= dict.fromkeys(_named_before(task, ruled), Concern.RELIEVED) | named
    return {unit: found[unit] for unit in before.in_order(found)}


def _others(task: Task, ruled: Ruled) -> Iterator[str]:
    match ruled.kind:
        case RulingKind.SUMS_UP:
            yield from task.roles.joint
        case RulingKind.COUNTY:
            yield from task.roles.leads or task.roles.joint
        case RulingKind.RHYTHM:
            yield from asked_by_rhythm(task, ruled)


def asked_by_rhythm(task: Task, ruled: Ruled) -> Iterator[str]:
    """The units whose periods change."""
    changed = [one for one in task.milestones if one.id in ruled.was]
    for milestone in changed:
        yield from (unit for _, unit in holders(task, milestone))
    if not task.safeguard and local_duty(task) in changed:
        yield from local_units(task)


def _named_before(task: Task, ruled: Ruled) -> tuple[str, ...]:
    return task.roles.sums_up if ruled.kind is RulingKind.SUMS_UP else ()


def why_not(written: Plan, carried_out: Plan, ruled: Ruled) -> Refused | None:
    """Why this cannot be ruled. `written`: the plan without rulings, `carried_out`: with those in force."""
    task = written.task.get(ruled.task)
    if task is None:
        return Refused("refused.no_such_task", task=ruled.task)
    gone = next((unit for unit in ruled.units if unit not in written.unit), None)
    if gone:
        return Refused("refused.unit_gone")
    match ruled.kind:
        case RulingKind.SUMS_UP:
            return _no_sum(task, carried_out.task[task.id], written, ruled)
        case RulingKind.COUNTY:
            return _no_county(task, ruled)
        case RulingKind.RHYTHM:
            return _no_rhythm(carried_out.task[task.id], ruled)


def _no_sum(task: Task, now: Task, plan: Plan, ruled: Ruled) -> Refused | None:
    if task.roles.lead:
        return Refused("refused.lead_named", number=task.mark, units=list(task.roles.lead))
    county = next((unit for unit in ruled.units if plan.unit[unit].kind is UnitKind.COUNTY), None)
    if county:
        return Refused("refused.county_sums_up", unit=county)
    same = now.roles.sums_up == ruled.units
    return Refused("refused.sums_up_already", number=task.mark, units=list(ruled.units)) if same else None


def _no_county(task: Task, ruled: Ruled) -> Refused | None:
    if not any(ruled.work in one.which_county for one in task.milestones if one.id == ruled.milestone):
        return Refused("refused.no_such_work", number=task.mark)
    stranger = next((unit for unit in ruled.units if unit not in task.roles.local), None)
    return Refused("refused.not_a_county_of_it", unit=stranger, number=task.mark) if stranger else None


def _no_rhythm(now: Task, ruled: Ruled) -> Refused | None:
    changeable = [one for one in now.milestones if may_change_rhythm(one)]
    if not changeable:
        return Refused("refused.no_rhythm", number=now.mark)
    same = all(one.every is ruled.every for one in changeable)
    return Refused("refused.rhythm_already", number=now.mark) if same else None


def rhythms_of(written: Task) -> dict[str, tuple[str, bool]]:
    """How the plan has the duties of a task asked that a ruling on its rhythm changes."""
    return {one.id: rhythm_of(one) for one in written.milestones if may_change_rhythm(one)}


@dataclass(frozen=True, slots=True)
class TaskDeed:
    """What a person did on an item of a task."""

    person_id: str
    at: Instant
    kind: str
    unit: str  # that owes the item
    milestone: str
    period: str


def acted_on(
    ruling: Ruling, deeds: Iterable[TaskDeed], posts: Mapping[str, tuple[str, ...]]
) -> TaskDeed | None:
    """The first deed that rests on the ruling. `posts`: person → units. To have been told is no deed."""
    return next((one for one in deeds if one.at >= ruling.at and _rests_on(ruling.what, one, posts)), None)


def _rests_on(ruled: Ruled, deed: TaskDeed, posts: Mapping[str, tuple[str, ...]]) -> bool:
    if deed.kind == Kind.UNDONE:
        return False
    match ruled.kind:
        case RulingKind.SUMS_UP:  # what the unit decided about the items of others
            return deed.unit not in ruled.units and bool(
                set(posts.get(deed.person_id, ())) & set(ruled.units)
            )
        case RulingKind.COUNTY:
            return deed.milestone == ruled.milestone and deed.unit in ruled.units
        case RulingKind.RHYTHM:
            period = period_named(deed.period)
            return period is not None and period.every is ruled.every
