"""What has been read of the air, and what it comes to on a day.

There are thousands of readings, so whatever goes over all of them runs in a thread: the loop answers others meanwhile.
"""

import asyncio
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from bot.context.ports import Change, Store
from bot.domain.air.air_reading import AirReading
from bot.domain.air.air_report import AirReport, checked_air
from bot.domain.air.air_rules import AirRules
from bot.domain.calendar import FOR_EVER, Instant
from bot.domain.plan import Plan

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class AirNumbers:
    """All versions of all readings. A report is worked out once for the days on which it is the same, whoever asks."""

    readings: tuple[AirReading, ...]
    rules: AirRules
    _known: dict[tuple[str, date, date], AirReport] = field(default_factory=dict, compare=False, repr=False)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock, compare=False, repr=False)

    def also(self, more: Iterable[AirReading]) -> "AirNumbers":
        """With readings that are about to be stored."""
        return AirNumbers((*self.readings, *more), self.rules)

    def without(self, gone: Iterable[AirReading]) -> "AirNumbers":
        """As if these had never been entered."""
        left = Counter(gone)
        kept = []
        for one in self.readings:
            if left[one]:
                left[one] -= 1
            else:
                kept.append(one)
        return AirNumbers(tuple(kept), self.rules)

    async def report(self, plan: Plan, day: date) -> AirReport:
        """As of the day. It changes with a reading, and where a month is over."""
        last = self._last_reading(day)
        key = plan.version, last, max(last, _last_month_end(day))
        async with self._one_at_a_time:
            if key not in self._known:
                found = await asyncio.to_thread(checked_air, plan, self.readings, self.rules, day)
                self._known[key] = found.report
        return self._known[key]

    def _last_reading(self, day: date) -> date:
        at = bisect_right(self._days, day)
        return self._days[at - 1] if at else date.min

    @cached_property
    def _days(self) -> Sequence[date]:
        return sorted({one.day for one in self.readings})


def _last_month_end(day: date) -> date:
    """The day itself where it is one."""
    after = day + ONE_DAY
    return after.replace(day=1) - ONE_DAY


@dataclass(frozen=True, slots=True)
class AirRow:
    """A reading as stored."""

    day: date
    place: str
    readings: tuple[str | None, ...]
    aqi: int | None
    dust: bool
    audited: bool
    recorded: Instant
    line: int

    def reading(self) -> AirReading:
        values = tuple(None if one is None else Decimal(one) for one in self.readings)
        return AirReading(
            self.day, self.place, values, self.aqi, self.dust, self.audited, self.recorded, self.line
        )


async def read_air(store: Store, at: Instant) -> tuple[AirReading, ...]:
    """Everything that stood at that instant."""
    rows = await store.read(AirRow, "air_readings", at=at)
    return await asyncio.to_thread(_readings, rows)


async def air_brought_by(store: Store, stream: str, version: int) -> tuple[AirReading, ...]:
    """What an event brought, unless it was taken back."""
    rows = await store.read(AirRow, "air_readings_of_event", stream=stream, version=version)
    return await asyncio.to_thread(_readings, rows)


def _readings(rows: Iterable[AirRow]) -> tuple[AirReading, ...]:
    return tuple(row.reading() for row in rows)


@dataclass
class KeptAir:
    """The readings of a database, read again only when some have come or gone."""

    store: Store
    rules: Callable[[], AirRules]
    _mark: str = ""
    _numbers: AirNumbers | None = None
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def numbers(self) -> AirNumbers:
        """As they stand now."""
        async with self._one_at_a_time:
            mark = await self.store.one(str, "air_mark") or ""
            if self._numbers is None or self._mark != mark:
                self._numbers = AirNumbers(await read_air(self.store, FOR_EVER), self.rules())
                self._mark = mark
            return self._numbers


def keep_air(stream: str, version: int, readings: Iterable[AirReading], now: Instant) -> tuple[Change, ...]:
    """Stores what the event brought; whoever keeps what follows from it works it out again."""
    added = (
        Change(
            "add_air_reading",
            {
                "stream": stream, "version": version, "n": one.line or 0, "place": one.place, "day": one.day,
                "readings": tuple(None if value is None else f"{value:f}" for value in one.values), "aqi": one.aqi,
                "dust": one.dust, "audited": one.audited, "recorded": now if one.recorded is None else one.recorded,
            },
        )
        for one in readings
    )  # fmt: skip
    return (*added, Change("revise_plan"))
