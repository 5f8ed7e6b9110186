"""Where the lists (清单) stand that a reader sees or asks for."""

from collections.abc import Iterator
from datetime import date

from bot.context.plan_context import PlanContext
from bot.domain.lists.life import ListLife
from bot.domain.lists.shares import part_of
from bot.domain.lists.standing import ListFigures, standing
from bot.domain.lists.work_list import WorkList
from bot.domain.notice import Notice
from bot.queries.scope import SummaryScope


def lists_in(context: PlanContext, scope: SummaryScope) -> Iterator[tuple[ListLife, WorkList]]:
    """Each list of the scope, and what of it the scope has: all for whoever answers for the milestone, a county's own
    items for a county."""
    for life in context.lists:
        if scope.tasks is not None and life.worklist.task not in scope.tasks:
            continue
        part = life.worklist if scope.units is None else part_of(life.worklist, scope.units, context.plan)
        if part:
            yield life, part


def new_part(context: PlanContext, notice: Notice) -> WorkList | None:
    """What its reader has of the list that a notice tells of; None where the file was taken back, or all is done."""
    person = context.roster.by_id.get(notice.person)
    for life in context.lists if person else ():
        if person and life.worklist.id == notice.data["list"]:
            part = part_of(life.worklist, person.units(), context.plan)
            return part if part and part.open_items else None
    return None


def list_figures(context: PlanContext, scope: SummaryScope, today: date) -> tuple[ListFigures, ...]:
    return tuple(standing(part, today).figures for _, part in lists_in(context, scope))
