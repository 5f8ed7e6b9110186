"""Readings as a series: one point a day. Which arrived first, and in which line, changes nothing.

Of one place and day the latest version counts. A day without a row of the city is the sum of its counties: amounts
added up, shares by their counts and never by their ratios.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby, pairwise

from bot.domain.indicators.indicator_reading import IndicatorReading, counts_down, is_change
from bot.domain.indicators.levels import PERCENT, base_reading, canonical, fits, in_doubt, level
from bot.domain.plan import Finding, Indicator, Level

NOT_ADDED = frozenset(
    (PERCENT, "吨/月·平方公里", "微克/立方米", "毫克/立方米")
)  # a mean of areas is not their sum
PLACES = 4  # decimals of a percentage, at most


@dataclass(frozen=True, slots=True)
class DayLevel:
    """What counts on one day, in the indicator's unit; `n` of `of` where it was counted."""

    day: date
    level: Fraction
    n: Fraction | None
    of: Fraction | None
    line: int


@dataclass(frozen=True, slots=True)
class Series:
    points: tuple[DayLevel, ...]  # by day
    findings: tuple[Finding, ...]
    base_day: date | None = None  # of the reading noted 基期, or that a change is counted from
    base: Fraction | None = None  # the level that a change is counted from


def series(indicator: Indicator, readings: Sequence[IndicatorReading], as_of: date) -> Series:
    """`readings`: of this indicator, in any order. Findings about rows that are used only up to `as_of`; two versions
    of the same age that differ are a finding whatever their day."""
    usable = [one for one in readings if fits(one, indicator)]
    findings = [_about(one, "unit_mismatch", unit=one.unit, known=indicator.unit)
                for one in readings if one.day <= as_of and not fits(one, indicator)]  # fmt: skip
    noted = base_reading(indicator, (one for one in usable if one.day <= as_of))
    base = level(noted, indicator, None) if noted else None
    gathered = _Gathered(indicator, base, findings)
    for day, of_day in groupby(sorted(usable, key=lambda one: one.day), key=lambda one: one.day):
        gathered.add(day, list(of_day), day <= as_of)
    return Series(tuple(gathered.points), tuple(gathered.findings), noted.day if noted else None, base)


class _Gathered:
    """The days so far: the last level of each place is what the next unit is compared with."""

    def __init__(self, indicator: Indicator, base: Fraction | None, findings: list[Finding]) -> None:
        self.indicator, self.base, self.findings = indicator, base, findings
        self.points: list[DayLevel] = []
        self._last: dict[str, Fraction] = {}

    def add(self, day: date, readings: Iterable[IndicatorReading], used: bool) -> None:
        found: dict[str, DayLevel] = {}
        by_place = sorted(readings, key=lambda one: one.place)
        for place, versions in groupby(by_place, key=lambda one: one.place):
            if (point := self._version(place, list(versions), used)) is not None:
                found[place] = point
        if not used:
            return
        self._last |= {place: one.level for place, one in found.items()}
        point = self._of_city(found)
        if point is not None:
            self.points.append(point)
            self._last[""] = point.level

    def _version(self, place: str, versions: list[IndicatorReading], used: bool) -> DayLevel | None:
        sound = [one for one in versions if not (used and self._doubtful(place, one))]
        newest = max((one.age for one in sound), default=None)
        newest_ones = sorted((one for one in sound if one.age == newest), key=lambda one: one.line)
        points = [point for one in newest_ones if (point := self._point(one)) is not None]
        if len({(one.level, one.n, one.of) for one in points}) > 1:
            last = newest_ones[-1]
            self.findings.append(_about(last, "duplicate_reading", name=self.indicator.name))
            return None
        return points[0] if points else None

    def _doubtful(self, place: str, reading: IndicatorReading) -> bool:
        if place and place not in self._last:
            return False  # the target is the city's, and says nothing of a county's size
        if not in_doubt(reading, self.indicator, self._last.get(place)):
            return False
        meant = self.indicator.unit
        self.findings.append(
            _about(reading, "unit_doubt", Level.WARNING, value=reading.value, unit=reading.unit, known=meant)
        )
        return True

    def _point(self, reading: IndicatorReading) -> DayLevel | None:
        told = level(reading, self.indicator, self.base)
        if told is None:
            return None
        counted = reading.of is not None and canonical(reading.unit) != PERCENT
        n = Fraction(reading.value) if counted else None
        of = Fraction(reading.of) if counted and reading.of is not None else None
        return DayLevel(reading.day, told, n, of, reading.line)

    def _of_city(self, found: Mapping[str, DayLevel]) -> DayLevel | None:
        city = found.get("")
        counties = sorted((one for place, one in found.items() if place), key=lambda one: one.line)
        if not counties:
            return city
        added = _sum(self.indicator, counties)
        if city is None:
            if added is None:
                self._uncounted(counties)
            return added
        if added is not None and not _same(city, added):
            name, day = self.indicator.name, city.day
            args: dict[str, object] = {
                "name": name,
                "day": day,
                "city": float(city.level),
                "sum": float(added.level),
            }
            self.findings.append(Finding(Level.WARNING, "sum_differs", city.line, args))
        return city

    def _uncounted(self, counties: Iterable[DayLevel]) -> None:
        first = next(one for one in counties if one.of is None)
        args: dict[str, object] = {"name": self.indicator.name, "day": first.day}
        self.findings.append(Finding(Level.WARNING, "ratio_without_counts", first.line, args))


def _same(city: DayLevel, added: DayLevel) -> bool:
    """A share that was told as a plain percentage had been rounded."""
    if added.n is None or city.n is not None:
        return city.level == added.level
    places = next((n for n in range(PLACES) if round(city.level, n) == city.level), PLACES)
    return round(added.level, places) == city.level


def _sum(indicator: Indicator, counties: Sequence[DayLevel]) -> DayLevel | None:
    """None where something cannot be added up."""
    first = counties[0]
    if is_change(indicator) or indicator.unit in NOT_ADDED:
        n, of = _added(one.n for one in counties), _added(one.of for one in counties)
        return DayLevel(first.day, 100 * n / of, n, of, first.line) if n is not None and of else None
    whole = _added(one.of for one in counties)
    return DayLevel(first.day, sum((one.level for one in counties), Fraction(0)), None, whole, first.line)


def _added(parts: Iterable[Fraction | None]) -> Fraction | None:
    total = Fraction(0)
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def _about(reading: IndicatorReading, code: str, level: Level = Level.ERROR, **args: object) -> Finding:
    return Finding(level, code, reading.line, {"day": reading.day, **args})


def went_back(indicator: Indicator, points: Sequence[DayLevel], target: Fraction) -> Iterator[Finding]:
    """Readings that are farther from the target than the one before: used, and asked about."""
    down = counts_down(indicator) or (indicator.op == "=" and bool(points) and target < points[0].level)
    for before, now in pairwise(points):
        if now.level > before.level if down else now.level < before.level:
            args: dict[str, object] = {"name": indicator.name, "day": now.day, "unit": indicator.unit}
            args |= {"value": float(now.level), "before": float(before.level)}
            yield Finding(Level.WARNING, "went_back", now.line, args)
