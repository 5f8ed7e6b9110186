"""What the national standards lay down, each from a day on: limits, valid statistics, the daily index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from bot.domain.air.pollutant import Pollutant

FEBRUARY = 2


class Dated(Protocol):
    """A row of a standard that holds from a day on."""

    @property
    def start(self) -> date: ...


Row = TypeVar("Row", bound=Dated)


@dataclass(frozen=True, slots=True)
class GradeLimits:
    """Grade II of GB 3095, µg/m³, CO mg/m³. `annual`: of the annual mean; CO and O3 have none. `daily`: of the daily
    mean, of O3 the largest 8-hour mean."""

    start: date
    name: str
    annual: Mapping[Pollutant, int]
    daily: Mapping[Pollutant, int]


@dataclass(frozen=True, slots=True)
class StatisticsRules:
    """HJ 663: which percentile of the daily values is judged, and how many of them make a year or month valid."""

    start: date
    percentiles: Mapping[Pollutant, int]
    year_days: int
    month_days: int
    february_days: int

    def days_of(self, month: int) -> int:
        return self.february_days if month == FEBRUARY else self.month_days


@dataclass(frozen=True, slots=True)
class IndexTable:
    """HJ 633: `points` of each pollutant stand for the indices `iaqi`, as many as there are. `beyond`: the index above
    the last point, None where there is none."""

    start: date
    iaqi: tuple[int, ...]
    points: Mapping[Pollutant, tuple[int, ...]]
    beyond: Mapping[Pollutant, int | None]


@dataclass(frozen=True, slots=True)
class Standards:
    """Rows in the order in which they came into force."""

    limits: tuple[GradeLimits, ...]
    statistics: tuple[StatisticsRules, ...]
    index: tuple[IndexTable, ...]


def in_force(rows: Sequence[Row], day: date) -> Row:
    """The row that holds on the day; before the first one, the first."""
    return next((row for row in reversed(rows) if row.start <= day), rows[0])
