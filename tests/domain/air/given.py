"""Readings to judge, and the shipped rules to judge them by."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from bot.domain.air.air_reading import AirReading
from bot.domain.air.air_rules import AirRules
from bot.domain.air.air_years import AirYears
from bot.domain.air.place_year import YearResult
from bot.domain.air.pollutant import AT, POLLUTANTS, Pollutant
from bot.i18n import Language
from bot.planfile.assessment import read_assessment
from bot.planfile.standards import read_standards

ROOT = Path(__file__).resolve().parents[3]
CLEAN = dict(zip(POLLUTANTS, map(Decimal, ("7", "17", "60", "33", "0.8", "120")), strict=True))  # AQI 67


@cache
def rules() -> AirRules:
    language = Language.of("en")
    assessment = read_assessment(ROOT / "plan" / "assessment.yaml", None, language)
    return AirRules.of(read_standards(ROOT / "plan" / "standards.yaml", language), assessment)


def rules_with(**changes: Any) -> AirRules:
    """The shipped rules with other decisions."""
    shipped = rules()
    return AirRules.of(shipped.standards, replace(shipped.assessment, **changes))


def reading(day: date | str, place: str = "桐柏县", aqi: int | None = None, **values: Any) -> AirReading:
    """A clean day but for the `values` named: pollutants, or fields of the reading."""
    fields = {name: value for name, value in values.items() if name not in AT}
    own = {one: values.get(one, CLEAN[one]) for one in POLLUTANTS}
    of = tuple(None if value is None else Decimal(str(value)) for value in own.values())
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return AirReading(day, place, of, aqi, **fields)


def days(start: date, n: int) -> Iterator[date]:
    return (start + timedelta(days=at) for at in range(n))


def whole_year(year: int, place: str = "桐柏县", **values: Any) -> list[AirReading]:
    n = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return [reading(day, place, **values) for day in days(date(year, 1, 1), n)]


def year_of(readings: list[AirReading], as_of: date, by: AirRules | None = None) -> YearResult:
    """Of the first reading's place and year."""
    years = AirYears.of(readings, by or rules(), as_of)
    found = years(readings[0].place, readings[0].day.year)
    assert found
    return found[1]


def with_values(readings: list[AirReading], pollutant: Pollutant, values: list[Any]) -> list[AirReading]:
    """The first readings with these values, the rest as they are."""
    changed = [
        reading(one.day, one.place, **{pollutant: value})
        for one, value in zip(readings, values, strict=False)
    ]
    return [*changed, *readings[len(changed) :]]
