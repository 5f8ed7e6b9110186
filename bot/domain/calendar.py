"""The calendar: workdays, and the only conversion between instants and local time.

An instant is a whole number of UTC milliseconds everywhere else. Days are `datetime.date`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

type_of_day = Callable[[date], bool | None]  # True workday, False day off, None: no table for that year

Instant = int  # UTC milliseconds
SECOND: Instant = 1000
MINUTE: Instant = 60 * SECOND
HOUR: Instant = 60 * MINUTE
DAY: Instant = 24 * HOUR
FOR_EVER: Instant = 2**62  # after everything
REMEMBERED = 4096  # conversions between instants and local time

K = TypeVar("K")
V = TypeVar("V")


def _no_table(_: date) -> bool | None:
    return None


@dataclass(frozen=True)
class Calendar:
    """Workdays of one country in one time zone.

    `overrides` (plan/calendar.yaml) win over `table`, which has holidays and 调休 working days of the years it
    knows; a year without a table falls back to Monday–Friday.
    """

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    table: type_of_day = _no_table
    overrides: Mapping[date, bool] = field(default_factory=dict)
    known_years: frozenset[int] = frozenset()
    _seen: dict[date, bool] = field(default_factory=dict, init=False, repr=False, compare=False)
    _days: dict[Instant, date] = field(default_factory=dict, init=False, repr=False, compare=False)
    _instants: dict[tuple[date, time], Instant] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def is_workday(self, day: date) -> bool:
        """True for a workday: 调休 Sundays are, a Wednesday in the National Day week is not."""
        worked = self._seen.get(day)
        if worked is None:
            answer = self.overrides.get(day)
            if answer is None:
                answer = self.table(day)
            worked = self._seen[day] = day.weekday() < 5 if answer is None else answer
        return worked

    def before(self, day: date, n: int) -> date:
        """The n-th workday strictly before `day` (n ≥ 1)."""
        return self._step(day, n, timedelta(days=-1))

    def after(self, day: date, n: int) -> date:
        """The n-th workday strictly after `day` (n ≥ 1)."""
        return self._step(day, n, timedelta(days=1))

    def _step(self, day: date, n: int, one: timedelta) -> date:
        while n:
            day += one
            n -= self.is_workday(day)
        return day

    def not_after(self, day: date) -> date:
        """`day` if it is a workday, else the last workday before it: the `due_workday`."""
        return day if self.is_workday(day) else self.before(day, 1)

    def not_before(self, day: date) -> date:
        """`day` if it is a workday, else the next workday."""
        return day if self.is_workday(day) else self.after(day, 1)

    def local(self, at: Instant) -> datetime:
        return datetime.fromtimestamp(at / 1000, UTC).astimezone(self.zone)

    def day(self, at: Instant) -> date:
        found = self._days.get(at)
        if found is None:
            found = _kept(self._days, at, self.local(at).date())
        return found

    def at(self, day: date, clock: time = time()) -> Instant:
        """The instant of a local time.

        A time skipped by daylight saving uses the offset before the change, and a time that occurs twice means
        the first occurrence: fold=0 of PEP 495.
        """
        found = self._instants.get((day, clock))
        if found is None:
            at = round(datetime.combine(day, clock, self.zone).timestamp() * 1000)
            found = _kept(self._instants, (day, clock), at)
        return found


def _kept(known: dict[K, V], key: K, found: V) -> V:
    """One turn of the engine asks the same of hundreds of rows; what was asked weeks ago is forgotten."""
    if len(known) >= REMEMBERED:
        known.clear()
    known[key] = found
    return found
