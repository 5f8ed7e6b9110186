"""Rows that a file of air readings brings, beside those that are known."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from bot.domain.air.air_reading import AirReading
from bot.domain.air.versions import choose
from bot.domain.calendar import Instant
from bot.domain.plan import Finding, Level

Content = tuple[object, ...]


def new_air(
    known: Iterable[AirReading], handed: Iterable[AirReading], now: Instant
) -> tuple[AirReading, ...]:
    """A row is new unless its day and place hold that very row already. `now`: when rows without a time of their own
    are entered."""
    all_ = tuple(known)
    statuses = ([one for one in all_ if one.audited is status] for status in (False, True))
    standing = {
        (_place(one), one.audited): _content(one) for rows in statuses for one in choose(rows).readings
    }
    exact = {(_place(one), one.recorded, _content(one)) for one in all_}
    return tuple(
        replace(one, recorded=now) if one.recorded is None else one
        for one in handed
        if not _is_known(one, standing.get((_place(one), one.audited)), exact)
    )


def _is_known(one: AirReading, standing: Content | None, exact: Collection[tuple[object, ...]]) -> bool:
    if one.recorded is None:
        return standing == _content(one)
    return (_place(one), one.recorded, _content(one)) in exact


def contradicted(known: Iterable[AirReading], new: Iterable[AirReading]) -> Iterator[Finding]:
    """Rows that say something else than what was entered at the same time before."""
    at = {(_place(one), one.audited, one.recorded) for one in known}
    for one in new:
        if (_place(one), one.audited, one.recorded) in at:
            about: dict[str, object] = {"place": one.place, "day": one.day}
            yield Finding(Level.ERROR, "duplicate_reading", one.line, about)


def _place(one: AirReading) -> tuple[str, date]:
    return one.place, one.day


def _content(one: AirReading) -> Content:
    return one.values, one.aqi, one.dust, one.audited
