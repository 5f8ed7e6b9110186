"""While an emergency runs, ordinary messages and ladders wait: until the first workday after its lifting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from bot.domain.calendar import FOR_EVER, Calendar, Instant
from bot.domain.emergency.emergency_course import Emergency


def resumes_on(ended: Instant, calendar: Calendar, slot: time) -> date:
    """The first workday whose slot comes after the lifting."""
    day = calendar.not_before(calendar.day(ended))
    return day if calendar.at(day, slot) > ended else calendar.after(day, 1)


def stands_until(
    emergencies: Sequence[Emergency], now: Instant, calendar: Calendar, slot: time
) -> Instant | None:
    """Until when what is ordinary waits; FOR_EVER while an emergency runs, None where nothing waits."""
    if not emergencies:
        return None
    last = emergencies[-1]
    if last.ended is None:
        return FOR_EVER
    until = calendar.at(resumes_on(last.ended, calendar, slot))
    return until if now < until else None


@dataclass(frozen=True)
class MovedDays:
    """The days of returns that an emergency took, and the workday to which they move."""

    first: date
    before: date
    to: date

    def __contains__(self, due: date) -> bool:
        return self.first <= due < self.before


def moved_days(last: Emergency, now: Instant, calendar: Calendar, slot: time) -> MovedDays:
    """While it still runs, a day that has gone by moves to the next workday, so that nobody is late at any moment."""
    first = calendar.day(last.started)
    if last.ended is None:
        today = calendar.day(now)
        return MovedDays(first, today, calendar.not_before(today))
    resumed = resumes_on(last.ended, calendar, slot)
    return MovedDays(first, resumed, resumed)
