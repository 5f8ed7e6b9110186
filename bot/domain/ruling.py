"""Rulings (裁定): what a person decided where the plan leaves something open — who sums up, which county, how often.

They are events of a stream of their own a task, laid over the plan and never written into it. A later ruling on
the same subject takes the place of an earlier one, and so does a version of the plan that says it itself. See
docs/adr/0047.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import cast

from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.plan import Every, Finding, Milestone, MilestoneKind, Plan, RhythmBefore, Section, Task

PREFIX = "ruling:"


class RulingKind(StrEnum):
    SUMS_UP = "sums_up"  # 汇总单位
    COUNTY = "county"  # in which county a named work lies
    RHYTHM = "rhythm"  # how often a task is asked


@dataclass(frozen=True, slots=True)
class Ruled:
    """What is decided. `was`: for a rhythm, how often the plan has each milestone asked, and whether it says so."""

    kind: RulingKind
    task: str
    units: tuple[str, ...] = ()
    milestone: str = ""  # of a named work
    work: str = ""
    every: Every | None = None
    was: Mapping[str, tuple[str, bool]] = field(default_factory=dict)

    @property
    def subject(self) -> tuple[RulingKind, str, str, str]:
        return self.kind, self.task, self.milestone, self.work

    def data(self) -> dict[str, object]:
        """As an event carries it."""
        return {
            "ruling": self.kind,
            "task": self.task,
            "units": list(self.units),
            "milestone": self.milestone,
            "work": self.work,
            "every": self.every,
            "was": {name: list(one) for name, one in self.was.items()},
        }


@dataclass(frozen=True, slots=True)
class Ruling:
    """Who decided what, when and why. `version`: its place in the stream of its task."""

    what: Ruled
    version: int
    by: str
    at: Instant
    day: date
    words: str = ""


def ruled_from(data: Mapping[str, object]) -> Ruled:
    """From an event's or a notice's data; see Ruled.data."""
    every = data.get("every")
    was = cast(Mapping[str, tuple[str, bool]], data.get("was") or {})
    return Ruled(
        kind=RulingKind(str(data["ruling"])),
        task=str(data["task"]),
        units=tuple(str(unit) for unit in cast(list[object], data.get("units") or [])),
        milestone=str(data.get("milestone") or ""),
        work=str(data.get("work") or ""),
        every=Every(str(every)) if every else None,
        was={name: (str(one[0]), bool(one[1])) for name, one in was.items()},
    )


def stream_of(task_id: str) -> str:
    return PREFIX + task_id


def task_of(stream: str) -> str:
    """The task of a stream of rulings; "" for another stream."""
    return stream.removeprefix(PREFIX) if stream.startswith(PREFIX) else ""


def in_force(plan: Plan, rulings: Iterable[Ruling]) -> tuple[Ruling, ...]:
    """The latest on each subject, where the plan still leaves it open; in the order in which they were made."""
    latest = {one.what.subject: one for one in rulings}
    return tuple(one for one in latest.values() if _is_open(plan, one.what))


def _is_open(plan: Plan, ruling: Ruled) -> bool:
    task = plan.task.get(ruling.task)
    if task is None or not all(unit in plan.unit for unit in ruling.units):
        return False
    match ruling.kind:
        case RulingKind.SUMS_UP:
            return not task.roles.lead
        case RulingKind.COUNTY:
            return any(
                ruling.work in one.which_county for one in task.milestones if one.id == ruling.milestone
            )
        case RulingKind.RHYTHM:
            return any(_is_as_it_was(one, ruling) for one in task.milestones)


def _is_as_it_was(milestone: Milestone, ruling: Ruled) -> bool:
    """Whether the plan asks it as it did when the ruling was made; a later version may say otherwise."""
    return ruling.was.get(milestone.id) == rhythm_of(milestone)


def bears_on(ruled: Ruled, a: Assignment) -> bool:
    """Whether it decides something about the item: who sums up is every item's, a county its work's, a rhythm each
    period's."""
    match ruled.kind:
        case RulingKind.SUMS_UP:
            return True
        case RulingKind.COUNTY:
            return a.milestone == ruled.milestone
        case RulingKind.RHYTHM:
            return a.recurring


def rhythm_of(milestone: Milestone) -> tuple[str, bool]:
    """How often, and whether the plan says so itself."""
    return (milestone.every or ""), not (milestone.inferred or milestone.every_inferred)


def may_change_rhythm(milestone: Milestone) -> bool:
    """A duty asked by calendar periods. Seasons and chosen months are the plan's own."""
    duty = milestone.kind is MilestoneKind.DUTY and milestone.every is not Every.SEASON
    return duty and not milestone.months


def laid_over(plan: Plan, rulings: Iterable[Ruling], golive: date | None = None) -> Plan:
    """The plan as it is carried out. `golive`: a rhythm ruled before it holds from the start."""
    made = tuple(rulings)
    if not made:
        return plan
    valid = in_force(plan, made)
    subjects = {one.what.subject for one in valid}
    of_task: dict[str, list[Ruling]] = {}
    for one in made:  # earlier rhythms too: periods were opened by them
        if one in valid or (one.what.kind is RulingKind.RHYTHM and one.what.subject in subjects):
            of_task.setdefault(one.what.task, []).append(one)

    def ruled(task: Task) -> Task:
        for one in of_task.get(task.id, ()):
            task = _ruled(task, one, golive)
        return task

    def section(one: Section) -> Section:
        return replace(one, tasks=tuple(map(ruled, one.tasks)))

    return replace(
        plan,
        sections=tuple(map(section, plan.sections)),
        safeguards=tuple(map(ruled, plan.safeguards)),
        findings=tuple(
            one for one in plan.findings if not any(_answers(ruling.what, one) for ruling in valid)
        ),
    )


def _answers(ruling: Ruled, finding: Finding) -> bool:
    """Whether the finding asked what has been ruled."""
    if finding.args.get("task") != ruling.task:
        return False
    if ruling.kind is RulingKind.SUMS_UP:
        return finding.code == "no_lead"
    return finding.code == "which_county" and finding.args.get("name") == ruling.work


def _ruled(task: Task, ruling: Ruling, golive: date | None) -> Task:
    match ruling.what.kind:
        case RulingKind.SUMS_UP:
            units, roles = ruling.what.units, task.roles
            new = tuple(unit for unit in units if unit not in roles.joint)  # it owes a part from now on
            support = tuple(unit for unit in roles.support if unit not in new)
            roles = replace(roles, sums_up=units, joint=(*roles.joint, *new), support=support)
            return replace(task, roles=roles)
        case RulingKind.COUNTY:
            change = _in_its_county
        case RulingKind.RHYTHM:
            change = _in_its_rhythm
    return replace(task, milestones=tuple(change(one, ruling, golive) for one in task.milestones))


def _in_its_county(milestone: Milestone, ruling: Ruling, golive: date | None) -> Milestone:
    if milestone.id != ruling.what.milestone:
        return milestone
    return replace(
        milestone,
        ruled_where=tuple(dict.fromkeys((*milestone.ruled_where, *ruling.what.units))),
        which_county=tuple(one for one in milestone.which_county if one != ruling.what.work),
    )


def _in_its_rhythm(milestone: Milestone, ruling: Ruling, golive: date | None) -> Milestone:
    if ruling.what.every is None or milestone.id not in ruling.what.was or milestone.every is None:
        return milestone
    before = milestone.rhythms_before
    if golive and ruling.day >= golive:  # what was opened by the former rhythm goes on to its end
        before = (*before, RhythmBefore(milestone.every, ruling.day))
    return replace(milestone, every=ruling.what.every, rhythms_before=before)
