"""Returns (季度进展、月度进展): what one unit is asked for one period, as one card."""

from collections.abc import Sequence
from datetime import date

from bot.context.events import ladder_of
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import Assignment
from bot.domain.ladder import first_day
from bot.domain.period import Period, returned_on
from bot.domain.return_askings import DATED_EVERY, asked_in


async def return_of(
    store: Store, context: PlanContext, unit: str, due: date, today: date
) -> list[Assignment]:
    """A return (季度、月度进展): the unit's recurring items due on one day, then the dated items that the quarter's
    return asks, each until T-20, when its own ladder takes over."""
    items = await store.read(Assignment, "return_of", unit=unit, due=due)
    period = returned_on(due, DATED_EVERY, context.calendar)
    if period is None or today <= period.end:
        return items
    mine = await store.read(Assignment, "assignments_of_unit", unit=unit)
    return [*items, *(a for a in mine if _asked(a, context, period, today))]


def _asked(a: Assignment, context: PlanContext, period: Period, today: date) -> bool:
    own = ladder_of(a, context) if a.running and not a.recurring else None
    if own is None or today >= first_day(own, a.due, context.calendar):
        return False
    return asked_in(a, own, context.ladders.returned, period, context.calendar)


def unanswered(context: PlanContext, items: Sequence[Assignment], due: date) -> list[Assignment]:
    """What of a return due on `due` is still to be answered. A dated item is answered by any report since the period's
    end; it stays open all the same."""
    period = returned_on(due, DATED_EVERY, context.calendar)
    ended = period.end if period else date.max
    return [a for a in items if a.running and (a.recurring or _silent_since(context, a, ended))]


def _silent_since(context: PlanContext, a: Assignment, day: date) -> bool:
    return a.reported_at is None or context.calendar.day(a.reported_at) <= day
