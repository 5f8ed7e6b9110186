"""What is said of an item's numbers: a lead's indicators, a county's air. Empty where nothing has been read."""

from collections.abc import Callable, Iterable
from functools import cache

from bot.cards.county_air import county_air
from bot.cards.formatter import Formatter
from bot.cards.indicator_lines import indicator_line, on_paper_line
from bot.context.plan_context import PlanContext
from bot.domain.assignment import Assignment
from bot.domain.indicators.item_light import own_indicators
from bot.domain.plan import UnitRole


async def item_figures(
    context: PlanContext, fmt: Formatter, items: Iterable[Assignment], *, on_paper: bool = False
) -> Callable[[Assignment], tuple[str, ...]]:
    """Of each of these items; a county's lines are made once. `on_paper`: without lights, and with what is still
    missing to the target."""
    line = on_paper_line if on_paper else indicator_line
    air = context.air if context.air and context.air.readings else None
    asked = air is not None and any(a.role is UnitRole.LOCAL for a in items)
    report = await air.report(context.plan, fmt.today) if air and asked else None

    @cache
    def of_county(unit: str) -> tuple[str, ...]:
        return tuple(county_air(fmt, report, unit, air.rules, marked=not on_paper)) if air and report else ()

    def of_item(a: Assignment) -> tuple[str, ...]:
        if a.role is UnitRole.LOCAL:
            return of_county(a.unit)
        task = context.plan.task.get(a.task)
        if task is None or not context.numbers.has(a.task):
            return ()
        found = (context.numbers.of_indicator(a.task, one, fmt.today) for one in own_indicators(a, task))
        return tuple(line(fmt, one) for one in found if one.last)

    return of_item
