"""Which counties attain Grade II in a year that the goals name, and by how much the others miss it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.air.air_report import AirReport
from bot.domain.air.attainment import ItemResult, times_over
from bot.domain.air.attainment_goal import ATTAINED
from bot.domain.air.goal_state import GoalState, common
from bot.domain.air.place_year import YearResult
from bot.domain.air.pollutant import Pollutant
from bot.domain.assessment import Assessment, Basis
from bot.domain.light import Light
from bot.domain.plan import Measure, Plan, UnitKind

ATTAINMENT_LIGHTS: Mapping[GoalState, Light] = {
    GoalState.MET: Light.GREEN,
    GoalState.MISSED: Light.RED,
    GoalState.DIFFERS: Light.YELLOW,
    GoalState.UNKNOWN: Light.GREY,
    GoalState.NO_DATA: Light.GREY,
}


@dataclass(frozen=True, slots=True)
class Excess:
    """`over`: how many times over the limit; `daily`: by the percentile of daily means, asked in the full way."""

    item: Pollutant
    over: Decimal
    daily: bool = False


@dataclass(frozen=True, slots=True)
class CountyYear:
    """`met` in each way that decides; `excesses` of those ways, the largest first."""

    place: str
    state: GoalState
    met: Mapping[Basis, bool | None]
    excesses: tuple[Excess, ...] = ()

    @property
    def light(self) -> Light:
        return ATTAINMENT_LIGHTS[self.state]


def named_years(plan: Plan) -> tuple[int, ...]:
    """Years by which the plan wants Grade II."""
    return tuple(
        sorted({one.due.year for one in plan.goals if one.measure is Measure.ATTAINMENT and one.due})
    )


def years_read(plan: Plan, report: AirReport) -> tuple[int, ...]:
    """Those of them that have a reading of a county."""
    read = {year.year for one in report.places if _is_county(plan, one.place) for year in one.years}
    return tuple(year for year in named_years(plan) if year in read)


def county_years(plan: Plan, report: AirReport, year: int, rules: Assessment) -> tuple[CountyYear, ...]:
    """All counties, in the plan's order."""
    found = {one.place: result for one in report.places for result in one.years if result.year == year}
    return tuple(
        _county_year(unit.name, found.get(unit.name), rules.attainment)
        for unit in plan.units
        if unit.kind is UnitKind.COUNTY
    )


def _is_county(plan: Plan, place: str) -> bool:
    unit = plan.unit.get(place)
    return unit is not None and unit.kind is UnitKind.COUNTY


def _county_year(place: str, found: YearResult | None, decide: Sequence[Basis]) -> CountyYear:
    if found is None:
        return CountyYear(place, GoalState.NO_DATA, dict.fromkeys(decide))
    if not found.tested:
        return CountyYear(place, GoalState.UNKNOWN, dict.fromkeys(decide))
    met = {basis: found.attainment[basis].met for basis in decide}
    excesses = [excess for item in found.items if (excess := _excess(item, decide))]
    excesses.sort(key=lambda one: one.over, reverse=True)
    return CountyYear(place, common(ATTAINED[one] for one in met.values()), met, tuple(excesses))


def _excess(item: ItemResult, decide: Sequence[Basis]) -> Excess | None:
    if item.over is not None:
        return Excess(item.item, item.over)
    if Basis.FULL in decide and item.met_full is False and item.percentile is not None:
        return Excess(item.item, times_over(item.percentile, item.daily_limit), daily=True)
    return None
