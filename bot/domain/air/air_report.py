"""Everything that daily readings of the air come to, as of a day: years of places, goals, ranks, compensation."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.air.air_oddities import disputed_findings, used_findings
from bot.domain.air.air_reading import WHOLE_CITY, AirReading
from bot.domain.air.air_rules import AirRules
from bot.domain.air.air_years import AirYears
from bot.domain.air.compensation import Compensation, compensation
from bot.domain.air.goal_results import GoalResult, goal_results
from bot.domain.air.place_year import YearResult
from bot.domain.air.ranked_periods import air_rankings
from bot.domain.air.ranks import Ranking
from bot.domain.air.versions import choose
from bot.domain.plan import Finding, Plan


@dataclass(frozen=True, slots=True)
class PlaceResult:
    place: str
    years: tuple[YearResult, ...]


@dataclass(frozen=True, slots=True)
class AirReport:
    """Places in the plan's order, the city last. `as_of`: None without any reading or day asked for."""

    as_of: date | None
    places: tuple[PlaceResult, ...]
    goals: tuple[GoalResult, ...]
    ranks: tuple[Ranking, ...]
    compensation: tuple[Compensation, ...]


@dataclass(frozen=True, slots=True)
class CheckedAir:
    report: AirReport
    findings: tuple[Finding, ...]


def checked_air(
    plan: Plan, readings: Iterable[AirReading], rules: AirRules, as_of: date | None = None
) -> CheckedAir:
    """`readings`: all versions, in any order. `as_of`: the last day used; else that of the last reading."""
    all_ = tuple(readings)
    chosen = choose(all_)
    day = as_of or max((reading.day for reading in all_), default=None)
    years = AirYears.of(chosen.readings, rules, day or date.min)
    report = air_report(plan, {reading.place for reading in all_}, years)
    findings = (*disputed_findings(chosen.disputed), *used_findings(years))
    return CheckedAir(replace(report, as_of=day), findings)


def air_report(plan: Plan, places: set[str], years: AirYears) -> AirReport:
    """`places`: those that have readings, used or not."""
    ordered = [unit.name for unit in plan.units if unit.name in places]
    ordered += [WHOLE_CITY] if WHOLE_CITY in places else []
    return AirReport(
        as_of=years.as_of,
        places=tuple(PlaceResult(place, tuple(years.of_place(place))) for place in ordered),
        goals=goal_results(plan, years, years.rules.assessment),
        ranks=air_rankings(plan, places, years),
        compensation=tuple(_compensation(ordered, years)),
    )


def _compensation(places: Sequence[str], years: AirYears) -> Iterator[Compensation]:
    """Of complete years of the places that have a base."""
    rules = years.rules.assessment.compensation
    for place in places:
        for of in years.years.values():
            if rules and of.place == place and place in rules.base and years.result(of).complete:
                yield compensation(str(of.year), place, years.unrounded(of, rules.item), rules)
