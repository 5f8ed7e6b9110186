"""Which months and years are ranked, and by what: complete ones that have a formula."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from bot.domain.air.air_years import AirYears
from bot.domain.air.place_year import month_end, month_index
from bot.domain.air.ranks import Ranking, rankings
from bot.domain.plan import Plan, UnitKind

Indices = Mapping[str, Mapping[str, Decimal]]
"""Period → place → composite index of the places that have one; periods in the order of time."""


def air_rankings(plan: Plan, places: set[str], years: AirYears) -> tuple[Ranking, ...]:
    """Of the counties among `places`: months, then years, by group."""
    last = years.rules.assessment.last
    groups = counties_by_group(plan, places)
    found: list[Ranking] = []
    for indices in (_of_months(years), _of_years(years)):
        of_kind = (
            ranking
            for group, counties in groups.items()
            for ranking in rankings(group, counties, indices.items(), last.get(group))
        )
        found += sorted(of_kind, key=lambda ranking: ranking.period)
    return tuple(found)


def counties_by_group(plan: Plan, places: set[str]) -> Mapping[str, Sequence[str]]:
    """Groups, and the counties of each among `places`, in the plan's order."""
    groups: dict[str, list[str]] = {}
    for unit in plan.units:
        if unit.kind is UnitKind.COUNTY and unit.name in places:
            groups.setdefault(unit.group, []).append(unit.name)
    return groups


def _of_months(years: AirYears) -> Indices:
    found: dict[str, dict[str, Decimal]] = {}
    for year, month in _complete(years, {(of.year, m) for of in years.years.values() for m in of.in_months}):
        indices = ((of.place, month_index(of, month, years.rules)) for of in years.in_year(year))
        found[f"{year}-{month:02}"] = {place: index.value for place, index in indices if index}
    return found


def _of_years(years: AirYears) -> Indices:
    found: dict[str, dict[str, Decimal]] = {}
    for year, _ in _complete(years, {(of.year, 12) for of in years.years.values()}):
        indices = ((of.place, years.result(of).index) for of in years.in_year(year))
        found[str(year)] = {place: index.value for place, index in indices if index}
    return found


def _complete(years: AirYears, months: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those that are over, and at whose end a formula is in force."""
    weights_on = years.rules.assessment.index.weights_on
    for year, month in sorted(months):
        end: date = month_end(year, month)
        if end <= years.as_of and weights_on(end) is not None:
            yield year, month
