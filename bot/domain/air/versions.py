"""Which reading of a place and day counts: audited before preliminary, then what was recorded last (the whole row)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.air.air_reading import AirReading


@dataclass(frozen=True, slots=True)
class Chosen:
    """`readings`: one a place and day, by place and day. `disputed`: the last line of each place and day whose best
    versions differ; such a day has no reading."""

    readings: tuple[AirReading, ...]
    disputed: tuple[AirReading, ...]


def choose(readings: Iterable[AirReading]) -> Chosen:
    """The order of arrival never matters."""
    by_day: dict[tuple[str, date], list[AirReading]] = {}
    for reading in readings:
        by_day.setdefault((reading.place, reading.day), []).append(reading)
    chosen: list[AirReading] = []
    disputed: list[AirReading] = []
    for key in sorted(by_day):
        best = by_day[key]
        if len(best) > 1:
            best = _best(best)
        (chosen if _agree(best) else disputed).append(best[-1])
    return Chosen(tuple(chosen), tuple(disputed))


def _best(versions: list[AirReading]) -> list[AirReading]:
    """Those of the highest rank, in the order of the file's lines."""
    top = max(map(_rank, versions))
    return sorted((one for one in versions if _rank(one) == top), key=lambda one: one.line or 0)


def _rank(reading: AirReading) -> tuple[bool, int]:
    """Without a moment it is older than any."""
    return reading.audited, -1 if reading.recorded is None else reading.recorded


def _agree(versions: list[AirReading]) -> bool:
    return len({(one.values, one.aqi, one.dust) for one in versions}) == 1
