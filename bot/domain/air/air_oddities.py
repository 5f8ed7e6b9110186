"""What is odd about readings that are used, and what nobody has decided about them. Sentences: `air.finding.<code>`."""

from collections.abc import Iterable, Iterator

from bot.domain.air.air_reading import AirReading
from bot.domain.air.air_years import AirYears
from bot.domain.air.daily_index import DailyIndex
from bot.domain.air.pollutant import Pollutant
from bot.domain.plan import Finding, Level


def disputed_findings(disputed: Iterable[AirReading]) -> Iterator[Finding]:
    """Versions of one day that differ, neither of them better: the day has no reading."""
    for one in disputed:
        yield Finding(Level.ERROR, "duplicate_reading", one.line, {"place": one.place, "day": one.day})


def used_findings(years: AirYears) -> Iterator[Finding]:
    for of in years.years.values():
        for reading in of.readings:
            yield from oddities(reading, years.rules.daily_index)
    if years.lacks_formula():
        yield Finding(Level.WARNING, "index_formula_unset")


def oddities(reading: AirReading, daily_index: DailyIndex) -> Iterator[Finding]:
    """Of one reading by itself."""
    about: dict[str, object] = {"place": reading.place, "day": reading.day}
    fine, coarse = reading.value(Pollutant.PM25), reading.value(Pollutant.PM10)
    if fine is not None and coarse is not None and fine > coarse:
        args = {**about, "pm25": fine, "pm10": coarse}
        yield Finding(Level.WARNING, "pm25_over_pm10", reading.line, args)
    if reading.aqi is not None:
        computed = daily_index.computed(reading)
        if computed is not None and computed != reading.aqi:
            args = {**about, "given": reading.aqi, "computed": computed}
            yield Finding(Level.WARNING, "aqi_differs", reading.line, args)
