"""The figures of the returns (季度进展、月度进展): by period, with what was missed before and streaks of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.period import period_of
from bot.domain.period_returns import (
    FirstReturn,
    MissedReturns,
    ReturnFigures,
    ReturnPart,
    ReturnState,
    Streak,
    UnitReturn,
    figures,
    latest,
    missed,
    streaks,
    unit_returns,
)
from bot.domain.plan import Every
from bot.domain.summary import UnfiledReturns
from bot.queries.scope import SummaryScope

ONE_DAY = timedelta(days=1)
YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class ReturnsSummed:
    """The fields of a Summary that are about returns."""

    returns: tuple[ReturnFigures, ...]
    missed: tuple[MissedReturns, ...]
    missing: UnfiledReturns
    streaks: tuple[Streak, ...]
    first_return: FirstReturn | None


async def returns_now(store: Store, context: PlanContext, scope: SummaryScope, today: date) -> ReturnsSummed:
    """The last period asked of each rhythm, and whatever is missing of any period."""
    over = min(today - ONE_DAY, context.plan.end)  # the last day on which a period may have ended
    asked = await _returns(store, context, scope, _quarter_end(over), over, date.min, today)
    last = latest(asked)
    parts = _mine(context, scope, await store.read(ReturnPart, "returns_missing", today=today))
    missing = unit_returns(parts)
    shown = {one.period for one in last}
    return ReturnsSummed(
        returns=figures(last, context.plan, today),
        missed=missed((one for one in missing if one.period not in shown), context.plan, today),
        missing=_unfiled(context, missing),
        streaks=streaks(parts, context.plan),
        first_return=None if last or missing else await _first(store, context, scope, today),
    )


async def returns_within(
    store: Store, context: PlanContext, scope: SummaryScope, days: tuple[date, date], today: date
) -> ReturnsSummed:
    """The periods that lie within the days, both included; a month inside a quarter is not the quarter's."""
    start, end = days
    rows = await store.read(ReturnPart, "returns_between", first=start, last=end, since=start, today=today)
    parts = _mine(context, scope, rows)
    found = unit_returns(parts)
    missing = [one for one in found if one.state is ReturnState.MISSING]
    late = [part for part in parts if part.overdue]
    return ReturnsSummed(
        figures(found, context.plan, today), (), _unfiled(context, missing), streaks(late, context.plan), None
    )


async def missing_returns(
    store: Store, context: PlanContext, scope: SummaryScope, today: date, days: tuple[date, date] | None
) -> tuple[UnitReturn, ...]:
    """What the figures count as missing: of every period, or of those within the days."""
    if days:
        start, end = days
        within = await _returns(store, context, scope, start, end, start, today)
        return tuple(one for one in within if one.state is ReturnState.MISSING)
    parts = _mine(context, scope, await store.read(ReturnPart, "returns_missing", today=today))
    return unit_returns(parts)


async def returns_owed(
    store: Store, context: PlanContext, scope: SummaryScope, today: date
) -> tuple[UnitReturn, ...]:
    """Returns that are asked and not filed, and whose day is not over."""
    over = min(today - ONE_DAY, context.plan.end)
    asked = await _returns(store, context, scope, _quarter_end(over), over, date.min, today)
    return tuple(one for one in asked if one.state is ReturnState.NOT_DUE)


async def _returns(
    store: Store, context: PlanContext, scope: SummaryScope, first: date, last: date, since: date, today: date
) -> tuple[UnitReturn, ...]:
    rows = await store.read(ReturnPart, "returns_between", first=first, last=last, since=since, today=today)
    return unit_returns(_mine(context, scope, rows))


def _mine(context: PlanContext, scope: SummaryScope, parts: Iterable[ReturnPart]) -> list[ReturnPart]:
    """Those of the scope, in the roster's order."""
    place = {unit: n for n, unit in enumerate(context.plan.unit)}
    mine = [part for part in parts if scope.takes(part.task, part.unit, part.role)]
    return sorted(mine, key=lambda part: (place.get(part.unit, len(place)), part.unit))


def _unfiled(context: PlanContext, missing: Iterable[UnitReturn]) -> UnfiledReturns:
    found = tuple(missing)
    units = context.plan.in_order(one.unit for one in found)
    return UnfiledReturns(units, sum(one.overdue for one in found), len(found))


async def _first(store: Store, context: PlanContext, scope: SummaryScope, today: date) -> FirstReturn | None:
    coming = await _returns(store, context, scope, today, today + YEAR, date.min, today)
    return FirstReturn(coming[0].period, coming[0].due) if coming else None


def _quarter_end(day: date) -> date:
    """The last day, not after `day`, on which a quarter ended."""
    quarter = period_of(day, Every.QUARTER)
    return day if quarter.end == day else quarter.start - ONE_DAY
