"""Readings that count, by place and year; each year is judged when it is first asked for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import groupby

from bot.domain.air.air_reading import AirReading
from bot.domain.air.air_rules import AirRules
from bot.domain.air.place_year import (
    PlaceYear,
    YearResult,
    month_end,
    place_year,
    year_result,
    year_statistics,
)
from bot.domain.air.pollutant import AT, Pollutant


@dataclass(frozen=True)
class AirYears:
    rules: AirRules
    as_of: date
    years: Mapping[tuple[str, int], PlaceYear]
    _judged: dict[tuple[str, int], YearResult] = field(default_factory=dict)

    @classmethod
    def of(cls, readings: Iterable[AirReading], rules: AirRules, as_of: date) -> "AirYears":
        """`readings`: one a place and day (`versions.choose`); those after `as_of`, and rows without any value, are
        not used."""
        measured = (one for one in readings if one.day <= as_of and not one.is_empty)
        used = sorted(measured, key=_place_and_day)
        dust = rules.assessment.dust_in_means
        years = {
            (place, year): place_year(place, year, list(days), dust)
            for (place, year), days in groupby(used, key=_place_and_year)
        }
        return cls(rules, as_of, years)

    def __call__(self, place: str, year: int) -> tuple[PlaceYear, YearResult] | None:
        """None where the year has no reading."""
        of = self.years.get((place, year))
        return (of, self.result(of)) if of else None

    def result(self, of: PlaceYear) -> YearResult:
        key = (of.place, of.year)
        if key not in self._judged:
            self._judged[key] = year_result(of, self.as_of, self.rules)
        return self._judged[key]

    def of_place(self, place: str) -> Iterator[YearResult]:
        """In the order of time."""
        return (self.result(of) for of in self.years.values() if of.place == place)

    def in_year(self, year: int) -> Iterator[PlaceYear]:
        return (of for of in self.years.values() if of.year == year)

    def unrounded(self, of: PlaceYear, item: Pollutant) -> Fraction | None:
        """The annual mean, of CO and O3 the percentile; None where it is not valid."""
        found = year_statistics(of, self.as_of, self.rules.standards)[AT[item]]
        result = self.result(of).items[AT[item]]
        return (found.percentile if result.limit is None else found.mean) if found.valid else None

    def lacks_formula(self) -> bool:
        """A year or month with readings has no composite index, because nobody has decided its formula."""
        weights_on = self.rules.assessment.index.weights_on
        ends = {month_end(of.year, month) for of in self.years.values() for month in (*of.in_months, 12)}
        return any(weights_on(end) is None for end in ends)


def _place_and_day(reading: AirReading) -> tuple[str, date]:
    return reading.place, reading.day


def _place_and_year(reading: AirReading) -> tuple[str, int]:
    return reading.place, reading.day.year
