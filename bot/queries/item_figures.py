"""What is said of an item's numbers: a lead's indicators, a county's air. Empty where nothing has been read."""

from collections.abc import Callable
from functools import cache

from bot.cards.county_air import county_air
from bot.cards.formatter import Formatter
from bot.cards.indicator_lines import indicator_line
from bot.context.plan_context import PlanContext
from bot.domain.assignment import Assignment
from bot.domain.indicators.item_light import own_indicators
from bot.domain.plan import UnitRole


def item_figures(context: PlanContext, fmt: Formatter) -> Callable[[Assignment], tuple[str, ...]]:
    """For many items: a county's lines are made once."""

    @cache
    def of_county(unit: str) -> tuple[str, ...]:
        if context.air is None or not context.air.readings:
            return ()
        return tuple(county_air(fmt, context.air.report(context.plan, fmt.today), unit, context.air.rules))

    def of_item(a: Assignment) -> tuple[str, ...]:
        if a.role is UnitRole.LOCAL:
            return of_county(a.unit)
        task = context.plan.task.get(a.task)
        if task is None or not context.numbers.has(a.task):
            return ()
        found = (context.numbers.of_indicator(a.task, one, fmt.today) for one in own_indicators(a, task))
        return tuple(indicator_line(fmt, one) for one in found if one.last)

    return of_item
