"""效果评估 and 成因分析: results of the emergency's task, laid over the plan once the coordinator has said when."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain.calendar import Calendar
from bot.domain.emergency.emergency_course import Emergency
from bot.domain.plan import Milestone, MilestoneKind, Plan, Section, Task


def milestone_id(task: str, emergency: Emergency, place: int) -> str:
    """27.E1-1: the first thing that follows the emergency E1."""
    return f"{task}.{emergency.id}-{place}"


def milestones_of(task: Task, emergencies: Iterable[Emergency], calendar: Calendar) -> tuple[Milestone, ...]:
    """Those with a date; held by the task's lead, or who sums up."""
    return tuple(
        Milestone(
            milestone_id(task.id, one, place), MilestoneKind.RESULT, _text(up.name, one, calendar), up.due,
            asked_of=task.roles.leads, quote=up.name, line=task.line, tells_counties=False,
        )
        for one in emergencies
        if one.task == task.id
        for place, up in enumerate(one.follow_up, 1)
        if up.due
    )  # fmt: skip


def _text(name: str, emergency: Emergency, calendar: Calendar) -> str:
    """效果评估 2024-01-05/2024-01-08: which emergency it is of, as dates are written in files."""
    first = calendar.day(emergency.started)
    last = calendar.day(emergency.ended or emergency.started)
    return f"{name} {first}/{last}"


def dated(emergencies: Iterable[Emergency]) -> int:
    """How many things that follow have a date: another number, another plan to carry out."""
    return sum(up.due is not None for one in emergencies for up in one.follow_up)


def with_follow_ups(plan: Plan, emergencies: Sequence[Emergency], calendar: Calendar) -> Plan:
    """The plan as it is carried out, with what emergencies have added."""
    if not dated(emergencies):
        return plan

    def added(task: Task) -> Task:
        more = milestones_of(task, emergencies, calendar)
        return replace(task, milestones=(*task.milestones, *more)) if more else task

    def section(one: Section) -> Section:
        return replace(one, tasks=tuple(map(added, one.tasks)))

    return replace(plan, sections=tuple(map(section, plan.sections)))
