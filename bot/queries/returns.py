"""Returns (季度进展、月度进展): what one unit is asked for one period, as one card."""

from collections.abc import Sequence
from datetime import date

from bot.context.events import ladder_of
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import Assignment
from bot.domain.ladder import first_day


async def return_of(
    store: Store, context: PlanContext, unit: str, due: date, today: date
) -> list[Assignment]:
    """A return (季度、月度进展): the unit's recurring items due on one day, then its dated milestones until T-20, when
    their own ladder takes over."""
    items = await store.read(Assignment, "return_of", unit=unit, due=due)
    mine = await store.read(Assignment, "assignments_of_unit", unit=unit) if items else []
    return [*items, *(a for a in mine if _before_its_ladder(a, context, today))]


def _before_its_ladder(a: Assignment, context: PlanContext, today: date) -> bool:
    ladder = ladder_of(a, context) if a.running and not a.recurring else None
    return ladder is not None and today < first_day(ladder, a.due, context.calendar)


def unanswered(context: PlanContext, items: Sequence[Assignment]) -> list[Assignment]:
    """What of a return is still to be answered. A dated milestone is answered by any report since the period's
    end; it stays open all the same."""
    ended = max((a.until for a in items if a.recurring), default=date.min)
    return [a for a in items if a.running and (a.recurring or _silent_since(context, a, ended))]


def _silent_since(context: PlanContext, a: Assignment, day: date) -> bool:
    return a.reported_at is None or context.calendar.day(a.reported_at) <= day
