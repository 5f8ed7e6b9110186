"""The air quality index of a day (HJ 633): the largest of six, all of them needed."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from bot.domain.air.air_reading import AirReading
from bot.domain.air.pollutant import DECIMALS, POLLUTANTS, Pollutant
from bot.domain.air.standards import IndexTable, Standards, in_force
from bot.domain.rounding import rounded

GOOD = 100  # 优良: at most
HEAVY = 200  # 重污染: more than
LEVEL_ENDS = (50, 100, 150, 200, 300)  # 优 良 轻度 中度 重度 严重
LEVELS = range(1, len(LEVEL_ENDS) + 2)


def level(aqi: int) -> int:
    """1 优 to 6 严重."""
    return bisect_left(LEVEL_ENDS, aqi) + 1


def iaqi(pollutant: Pollutant, concentration: Decimal, table: IndexTable) -> int | None:
    """On the straight line between two points, the next integer up; None above the last one where the standard has no
    index there."""
    value = rounded(concentration, DECIMALS[pollutant])
    points = table.points[pollutant]
    if value > points[-1]:
        return table.beyond[pollutant]
    at = max(1, bisect_left(points, value))
    low, high = points[at - 1], points[at]
    start, end = table.iaqi[at - 1], table.iaqi[at]
    return ceil(start + (end - start) * (Fraction(value) - low) / (high - low))


@dataclass(frozen=True)
class DailyIndex:
    """Remembers what it has computed: a year of seventeen places repeats a few hundred concentrations."""

    standards: Standards
    _known: dict[tuple[date, Pollutant, Decimal], int | None] = field(default_factory=dict)

    def of(self, reading: AirReading) -> int | None:
        """As published, else computed."""
        return reading.aqi if reading.aqi is not None else self.computed(reading)

    def computed(self, reading: AirReading) -> int | None:
        """None where one of the six is missing or has no index."""
        values: Sequence[Decimal | None] = reading.values
        if None in values:
            return None
        table = in_force(self.standards.index, reading.day)
        largest = 0
        for pollutant, value in zip(POLLUTANTS, values, strict=True):
            index = self._iaqi(pollutant, value, table) if value is not None else None
            if index is None:
                return None
            largest = max(largest, index)
        return largest

    def _iaqi(self, pollutant: Pollutant, value: Decimal, table: IndexTable) -> int | None:
        key = (table.start, pollutant, value)
        if key not in self._known:
            self._known[key] = iaqi(pollutant, value, table)
        return self._known[key]
