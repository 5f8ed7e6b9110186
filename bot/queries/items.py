"""Assignments as Items for lists and cards."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from bot.context.plan_context import PlanContext
from bot.domain.assignment import LOCAL_WORK, Assignment
from bot.domain.decided import decision
from bot.domain.lists.standing import standing
from bot.domain.lists.submission import unit_parts, with_list_percent
from bot.domain.message import days_late
from bot.domain.notice import Notice
from bot.domain.reason import GivenReason, standing_reasons
from bot.domain.risk import read_marks
from bot.domain.summary import Item

NO_PAPERS: Mapping[int, tuple[str, ...]] = {}
NO_REASONS: Mapping[int, GivenReason] = {}


def item(
    context: PlanContext, a: Assignment, today: date, given: Mapping[int, GivenReason] = NO_REASONS
) -> Item:
    """The Item of an assignment. `days_late` is 0 unless the unit still owes work: a pending review is not late.
    `given`: words of decisions about it, by version of the event; read where they are shown."""
    decided = decision(a)
    a = with_list_percent(a, context.lists, context.plan, today)
    lists = () if a.recurring else tuple(unit_parts(context.lists, a.milestone, a.unit, context.plan))
    return Item(
        id=a.id,
        task=a.task,
        milestone=a.milestone,
        title=title(context, a.task, a.milestone),
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
        due_workday=context.calendar.not_after(a.due),
        declined=a.declined,
        endorsed_on=a.endorsed_on,
        talk=a.talk,
        talk_on=a.talk_on,
        told_only=a.told_only,
        risks=read_marks(a.risks),
        decision=decided if decided and decided.on < today else None,
        rounds=a.rounds,
        declined_to=a.declined_to,
        proposed_owns=a.proposed_owns,
        unsigned=a.unsigned,
        suspension=a.suspension,
        suspension_due=a.suspension_due,
        suspended_until=a.suspended_until,
        suspended_days=a.suspended_days,
        extensions=a.extensions,
        rechecking=a.rechecking,
        reasons=standing_reasons(a, given),
        lists=tuple(standing(one, today).figures for one in lists),
        open_listed=tuple(item.name for one in lists for item in one.open_items),
    )


def item_told(
    context: PlanContext,
    a: Assignment,
    notice: Notice,
    today: date,
    given: Mapping[int, GivenReason] = NO_REASONS,
    papers: Mapping[int, tuple[str, ...]] = NO_PAPERS,
) -> Item:
    """The item as the notice is about it: a dated item asked in its unit's return stands there under the return's
    period and date. `papers`: by item, those that are still missing."""
    told = replace(item(context, a, today, given), papers=papers.get(a.id, ()) if a.running else ())
    period, due = notice.data.get("period"), notice.counted_from
    if not period or due is None:
        return told
    late = days_late(due, today) if a.running else 0
    workday = context.calendar.not_after(due)
    return replace(told, period=str(period), due=due, first_due=due, due_workday=workday, days_late=late)


def items(context: PlanContext, rows: Iterable[Assignment], today: date) -> tuple[Item, ...]:
    return tuple(item(context, a, today) for a in rows)


def title(context: PlanContext, task_id: str, milestone_id: str) -> str:
    """The milestone's text, else the task's title; works for tasks that the plan has dropped."""
    task = context.plan.task.get(task_id)
    if task is None:
        former = context.plan.former_by_id.get(task_id)
        return former.title if former else task_id
    if milestone_id.endswith(f".{LOCAL_WORK}"):
        return task.title
    milestone = context.plan.milestone(task_id, milestone_id)
    return milestone.text if milestone and milestone.text and not milestone.inferred else task.title
