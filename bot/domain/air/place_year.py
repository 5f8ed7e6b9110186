"""A year of one place: what its readings come to, as far as they go."""

from calendar import isleap, monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.air.air_reading import AirReading
from bot.domain.air.air_rules import AirRules
from bot.domain.air.attainment import Attainment, ItemResult, attainments, judge_item
from bot.domain.air.composite_index import CompositeIndex, composite_index
from bot.domain.air.daily_index import GOOD, HEAVY, LEVELS, level
from bot.domain.air.pollutant import POLLUTANTS, Pollutant
from bot.domain.air.standards import Standards, in_force
from bot.domain.air.statistics import MonthValues, Statistics, month_values, statistics
from bot.domain.assessment import Assessment, Basis, DustRule

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class DayCounts:
    """`valid`: days with an index. `dust`: days noted as dust, whether they count or not."""

    valid: int
    good: int
    heavy: int
    dust: int
    levels: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class YearResult:
    """`standard`: that of the year's last day. `tested`: a month is over, so that its days can be counted; before that
    the figures of a day or two look like a verdict and are none."""

    year: int
    complete: bool
    tested: bool
    last_reading: date
    standard: str
    items: tuple[ItemResult, ...]
    attainment: Mapping[Basis, Attainment]
    index: CompositeIndex | None
    days: DayCounts


@dataclass(frozen=True)
class PlaceYear:
    """`months`: daily values by pollutant and month, those months only that have a reading."""

    place: str
    year: int
    readings: tuple[AirReading, ...]
    months: Mapping[Pollutant, Mapping[int, MonthValues]]

    @property
    def in_months(self) -> Iterable[int]:
        """Those that have a reading."""
        return self.months[POLLUTANTS[0]]

    @property
    def last_reading(self) -> date:
        return self.readings[-1].day

    @property
    def rest(self) -> int:
        """Days of the year after the last reading."""
        return (date(self.year, 12, 31) - self.last_reading).days

    @property
    def calendar_days(self) -> int:
        return 366 if isleap(self.year) else 365


def place_year(place: str, year: int, readings: Sequence[AirReading], dust: DustRule) -> PlaceYear:
    """`readings`: those of the place and year that count, by day."""
    by_month: dict[int, list[AirReading]] = {}
    for reading in readings:
        by_month.setdefault(reading.day.month, []).append(reading)
    months = {
        one: {month: month_values(days, one, dust) for month, days in by_month.items()} for one in POLLUTANTS
    }
    return PlaceYear(place, year, tuple(readings), months)


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def year_statistics(of: PlaceYear, as_of: date, standards: Standards) -> tuple[Statistics, ...]:
    """While a year runs, only its completed months are tested."""
    end = date(of.year, 12, 31)
    rules = in_force(standards.statistics, end)
    over = [month for month in MONTHS if month_end(of.year, month) <= as_of]
    least = rules.year_days if as_of >= end else 0
    return tuple(statistics(one, of.months[one], rules, over, least) for one in POLLUTANTS)


def year_result(of: PlaceYear, as_of: date, rules: AirRules) -> YearResult:
    end = date(of.year, 12, 31)
    found = year_statistics(of, as_of, rules.standards)
    items = _judged(found, end, rules.standards)
    return YearResult(
        year=of.year,
        complete=as_of >= end,
        last_reading=of.last_reading,
        tested=as_of >= month_end(of.year, 1),
        standard=in_force(rules.standards.limits, end).name,
        items=items,
        attainment=attainments(items),
        index=_index(items, found, end, rules.assessment),
        days=day_counts(of.readings, rules),
    )


def month_index(of: PlaceYear, month: int, rules: AirRules) -> CompositeIndex | None:
    """A month by its own days and the annual limits."""
    end = month_end(of.year, month)
    own = in_force(rules.standards.statistics, end)
    alone = {one: {month: of.months[one][month]} for one in POLLUTANTS if month in of.months[one]}
    found = tuple(statistics(one, alone.get(one, {}), own, (month,)) for one in POLLUTANTS)
    return _index(_judged(found, end, rules.standards), found, end, rules.assessment)


def _judged(found: Iterable[Statistics], end: date, standards: Standards) -> tuple[ItemResult, ...]:
    limits, rules = in_force(standards.limits, end), in_force(standards.statistics, end)
    return tuple(judge_item(one, limits, rules) for one in found)


def _index(
    items: Sequence[ItemResult], found: Sequence[Statistics], end: date, assessment: Assessment
) -> CompositeIndex | None:
    return composite_index(items, found, assessment.index.weights_on(end), assessment.index)


def day_counts(readings: Iterable[AirReading], rules: AirRules) -> DayCounts:
    valid = good = heavy = dust = 0
    levels = dict.fromkeys(LEVELS, 0)
    drops_dust = rules.assessment.dust_in_days is DustRule.LEFT_OUT
    for reading in readings:
        dust += reading.dust
        aqi = rules.daily_index.of(reading)
        if aqi is None or (reading.dust and drops_dust):
            continue
        valid += 1
        good += aqi <= GOOD
        heavy += aqi > HEAVY
        levels[level(aqi)] += 1
    return DayCounts(valid, good, heavy, dust, levels)
