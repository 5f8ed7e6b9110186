"""Periods of recurring work, and the due day of their return."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bot.domain.calendar import Calendar
from bot.domain.plan import Every, Milestone, Season

MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}
RETURN_WORKDAY = 5  # a return is due on the 5th workday after its period


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included. `name` is stored: 2023-12, 2023-Q4, 2023-H2, 2023, 2024-春节前.
    `season`: its name, of a period with Every.SEASON."""

    every: Every
    start: date
    end: date
    season: str = ""

    @property
    def name(self) -> str:
        year, index = self.start.year, (self.start.month - 1) // MONTHS.get(self.every, 1) + 1
        match self.every:
            case Every.MONTH:
                return f"{year}-{index:02d}"
            case Every.QUARTER:
                return f"{year}-Q{index}"
            case Every.HALF_YEAR:
                return f"{year}-H{index}"
            case Every.YEAR:
                return str(year)
            case Every.SEASON:
                return f"{self.end.year}-{self.season}"

    def due(self, calendar: Calendar) -> date:
        return calendar.after(self.end, RETURN_WORKDAY)


def period_of(day: date, every: Every) -> Period:
    """The period that contains `day`."""
    months = MONTHS[every]
    first = (day.month - 1) // months * months + 1
    start = date(day.year, first, 1)
    return Period(every, start, _first_of_month(start, months) - timedelta(days=1))


_NAME = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|H(?P<half>[12])))?")
_EVERY = {"month": Every.MONTH, "quarter": Every.QUARTER, "half": Every.HALF_YEAR}


@lru_cache(maxsize=512)
def period_named(name: str) -> Period | None:
    """The period of a stored name; None for a name of another kind."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    for part, every in _EVERY.items():
        if found[part]:
            return period_of(date(int(found["year"]), (int(found[part]) - 1) * MONTHS[every] + 1, 1), every)
    return period_of(date(int(found["year"]), 1, 1), Every.YEAR)


def periods(every: Every, since: date, until: date) -> Iterator[Period]:
    """Periods that overlap `since`..`until`, oldest first."""
    period = period_of(since, every)
    while period.start <= until:
        yield period
        period = period_of(period.end + timedelta(days=1), every)


def last_ended(day: date, every: Every) -> Period:
    """The last period that is over on the day."""
    return period_of(period_of(day, every).start - timedelta(days=1), every)


def returned_on(due: date, every: Every, calendar: Calendar) -> Period | None:
    """The period whose return is due on the day; None where none is."""
    last = last_ended(due, every)
    return last if last.due(calendar) == due else None


def asked_periods(milestone: Milestone, since: date, until: date) -> Iterator[Period]:
    """Periods in which a duty is asked and that overlap `since`..`until`, oldest first."""
    if milestone.every is Every.SEASON:
        yield from (_of_season(one) for one in milestone.seasons if one.start <= until and since <= one.end)
        return
    for period in _in_rhythms(milestone, since, until):
        if not milestone.months or period.start.month in milestone.months:
            yield period


def _in_rhythms(milestone: Milestone, since: date, until: date) -> Iterator[Period]:
    """By the rhythm in force; by an earlier one what had begun when a ruling changed it. The periods of the new one
    follow, from the first that ends later: nothing is asked twice for the same end, and no day is left out."""
    asked_through = date.min
    for before in milestone.rhythms_before:
        for period in periods(before.every, since, min(until, before.ruled)):
            if period.end > asked_through:
                yield period
        asked_through = max(asked_through, period_of(before.ruled, before.every).end)
    for period in periods(milestone.every or Every.QUARTER, since, until):
        if period.end > asked_through:
            yield period


def _of_season(season: Season) -> Period:
    return Period(Every.SEASON, season.start, season.end, season.name)


def spanning(start: date, end: date) -> Period | None:
    """The period from `start` to `end`; None where no rhythm has it."""
    found = (period_of(start, every) for every in MONTHS)
    return next((period for period in found if (period.start, period.end) == (start, end)), None)


def following_end(since: date, until: date) -> date:
    """The last day of the period after `since`..`until`, which is as long."""
    months = (until.year - since.year) * 12 + until.month - since.month + 1
    return _first_of_month(since, 2 * months) - timedelta(days=1)


def _first_of_month(start: date, months_later: int) -> date:
    years, month = divmod(start.month - 1 + months_later, 12)
    return date(start.year + years, month + 1, 1)
