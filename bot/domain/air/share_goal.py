"""A goal for the share of good or heavy days in a year, as days that are left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bot.domain.air.gauge import DaysSoFar, GaugeWay, gauge
from bot.domain.air.goal_state import GoalState, common, light_of
from bot.domain.air.place_year import DayCounts, PlaceYear
from bot.domain.assessment import Assessment, Denominator, Judge
from bot.domain.light import Light
from bot.domain.plan import Goal, Indicator, IndicatorKind, Measure
from bot.domain.rounding import rounded

SHARE_DECIMALS = 3

Ways = Mapping[Judge, GaugeWay]


@dataclass(frozen=True, slots=True)
class ShareGoal:
    """`days`: good or heavy ones; `rest`: days of the year after the last reading. `share`: in %, of the valid days so
    far, in the end of all that count. Without a reading only the target is known."""

    scope: str
    measure: Measure
    year: int
    op: str
    target: Decimal
    last_reading: date | None = None
    valid: int | None = None
    days: int | None = None
    rest: int | None = None
    whole: int | None = None  # what the share is of in the end
    share: Decimal | None = None
    ways: Ways | None = None
    state: GoalState = GoalState.NO_DATA
    light: Light = Light.GREY


def target_of(goal: Goal) -> Indicator:
    """The one share that it is measured against; the plan's check sees to it that there is one."""
    return next(one for one in goal.indicators if one.kind is IndicatorKind.TARGET and one.unit == "%")


def days_so_far(measure: Measure, of: PlaceYear, counts: DayCounts, denominator: Denominator) -> DaysSoFar:
    days = counts.good if measure is Measure.GOOD_DAYS else counts.heavy
    whole = of.calendar_days if denominator is Denominator.CALENDAR else counts.valid + of.rest
    return DaysSoFar(counts.valid, days, of.rest, whole)


def share_goal(
    goal: Goal, measure: Measure, year: int, of: PlaceYear, counts: DayCounts, rules: Assessment
) -> ShareGoal:
    target = target_of(goal)
    so_far = days_so_far(measure, of, counts, rules.denominator)
    ways = {way: gauge(measure, so_far, target.op, target.value, way) for way in Judge if so_far.whole}
    state = common(GoalState(ways[way].state) for way in rules.judge) if ways else GoalState.UNKNOWN
    while_open = _while_open(measure, so_far, ways[rules.judge[0]]) if ways else Light.YELLOW
    return ShareGoal(
        scope=goal.scope,
        measure=measure,
        year=year,
        op=target.op,
        target=target.value,
        last_reading=of.last_reading,
        valid=so_far.valid,
        days=so_far.days,
        rest=so_far.rest,
        whole=so_far.whole,
        share=_share(so_far),
        ways=ways or None,
        state=state,
        light=light_of(state, while_open, goal.strength),
    )


def share_without_reading(goal: Goal, measure: Measure, year: int) -> ShareGoal:
    target = target_of(goal)
    return ShareGoal(goal.scope, measure, year, target.op, target.value)


def _while_open(measure: Measure, so_far: DaysSoFar, way: GaugeWay) -> Light:
    """Yellow where more of the days to come must be good than have been so far, or no heavy one may come."""
    if measure is Measure.HEAVY_DAYS:
        return Light.GREEN if way.left else Light.YELLOW
    behind = (way.need or 0) * so_far.valid > so_far.days * so_far.rest
    return Light.YELLOW if behind or not so_far.valid else Light.GREEN


def _share(so_far: DaysSoFar) -> Decimal | None:
    of = so_far.valid if so_far.rest else so_far.whole
    return rounded(Fraction(100 * so_far.days, of), SHARE_DECIMALS) if of else None
