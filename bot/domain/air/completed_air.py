"""Typed values beside what is known of their place and day: the last row counts whole, so it is made whole first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.domain.air.air_reading import AirReading
from bot.domain.air.pollutant import AT, POLLUTANTS
from bot.domain.air.versions import choose

INDEX = "aqi"
NOTHING: tuple[Decimal | None, ...] = (None,) * len(POLLUTANTS)


@dataclass(frozen=True, slots=True)
class CompletedAir:
    """`replaced`: values that were known otherwise, as they were."""

    reading: AirReading
    replaced: Mapping[str, Decimal]


def completed_air(
    known: Iterable[AirReading],
    place: str,
    day: date,
    values: Mapping[str, Decimal],
    dust: bool | None,
    audited: bool | None,
) -> CompletedAir:
    """`values` by pollutant, or "aqi". What is not said stays as it is: an audited row is corrected as audited."""
    standing = choose(one for one in known if (one.place, one.day) == (place, day)).readings
    was = standing[0] if standing else AirReading(day, place, NOTHING)
    found = list(was.values)
    for pollutant in POLLUTANTS:
        found[AT[pollutant]] = values.get(pollutant, found[AT[pollutant]])
    reading = replace(
        was, values=tuple(found), aqi=int(values[INDEX]) if INDEX in values else was.aqi,
        dust=was.dust if dust is None else dust, audited=was.audited if audited is None else audited,
        recorded=None, line=None,
    )  # fmt: skip
    return CompletedAir(
        reading, {name: old for name, old in _values(was).items() if values.get(name, old) != old}
    )


def _values(reading: AirReading) -> Mapping[str, Decimal]:
    found = {one.value: reading.value(one) for one in POLLUTANTS}
    index = None if reading.aqi is None else Decimal(reading.aqi)
    return {name: value for name, value in (*found.items(), (INDEX, index)) if value is not None}
