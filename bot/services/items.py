"""Assignments as lists show them."""

from collections.abc import Iterable
from datetime import date

from bot.domain.assignment import LOCAL_WORK, Assignment
from bot.domain.message import days_late
from bot.domain.summary import Item
from bot.services.office import Office


def item(office: Office, a: Assignment, today: date) -> Item:
    """Days late only where the unit still owes something: what waits for review is not late."""
    return Item(
        id=a.id,
        task=a.task,
        milestone=a.milestone,
        title=title(office, a.task, a.milestone),
        unit=a.unit,
        role=a.role,
        due=a.due,
        first_due=a.first_due,
        planned=a.planned,
        light=a.light,
        reason=a.reason,
        days_late=days_late(a.due, today) if a.running else 0,
        percent=a.percent,
        holder=a.holder,
        period=a.period,
        state=a.state,
        strength=a.strength,
        extension=a.extension,
        due_workday=office.calendar.not_after(a.due),
        declined=a.declined,
        rounds=a.rounds,
    )


def items(office: Office, rows: Iterable[Assignment], today: date) -> tuple[Item, ...]:
    return tuple(item(office, a, today) for a in rows)


def title(office: Office, task_id: str, milestone_id: str) -> str:
    """A milestone's own words where it has any, else the task's title, also of a task the plan no longer has."""
    task = office.plan.task.get(task_id)
    if task is None:
        former = office.plan.gone.get(task_id)
        return former.title if former else task_id
    if milestone_id.endswith(f".{LOCAL_WORK}"):
        return task.title
    milestone = office.plan.milestone(task_id, milestone_id)
    return milestone.text if milestone and milestone.text and not milestone.inferred else task.title
