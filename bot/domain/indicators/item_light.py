"""What the plan's numbers say of an item's light: they make it worse, never better, and no red of their own: whether an
item is overdue is told by its own date, which may have been extended."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.assignment import Assignment
from bot.domain.indicators.course import IndicatorReason, PaceRules
from bot.domain.indicators.figures import IndicatorFigures
from bot.domain.light import Light, LightDecision, Reason
from bot.domain.plan import Indicator, IndicatorKind, Task, UnitRole

REASONS = {
    IndicatorReason.LAST_MISSED: Reason.FIGURES_MISSED,
    IndicatorReason.BEHIND: Reason.FIGURES_BEHIND,
    IndicatorReason.NO_PROGRESS: Reason.FIGURES_BEHIND,
    IndicatorReason.FORECAST_LATE: Reason.FIGURES_BEHIND,
    IndicatorReason.STALE: Reason.FIGURES_STALE,
}
GRAVEST_FIRST = (Reason.FIGURES_MISSED, Reason.FIGURES_BEHIND, Reason.FIGURES_STALE)


def own_indicators(a: Assignment, task: Task) -> tuple[Indicator, ...]:
    """What the item is measured by: a dated one by the numbers of its day, a return by those without a date. A county
    has no share in the city's."""
    if a.role not in (UnitRole.LEAD, UnitRole.JOINT):
        return ()
    due = None if a.recurring else a.first_due
    return tuple(one for one in task.indicators if one.kind is not IndicatorKind.THRESHOLD and one.due == due)


def with_figures(
    own: LightDecision, found: Iterable[IndicatorFigures], rules: PaceRules, today: date
) -> LightDecision:
    """`own`: of an item still owed, by its date and reports. The answer may differ once a reading grows stale."""
    figures = tuple(found)
    stale = [
        one.last.day + timedelta(days=rules.stale + 1) for one in figures if one.last and one.indicator.due
    ]
    until = min((day for day in (*stale, own.until) if day and day > today), default=None)
    told = {REASONS.get(one.reason) for one in figures if one.light is Light.YELLOW}
    worse = next((reason for reason in GRAVEST_FIRST if reason in told), None)
    if worse is None or own.light.weight <= Light.YELLOW.weight:
        return replace(own, until=until)
    return replace(own, light=Light.YELLOW, reason=worse, until=until)
