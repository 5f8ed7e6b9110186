"""While an emergency runs, ordinary messages and ladders wait: until the first workday after its lifting."""

from collections.abc import Sequence
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


def deferred_to(
    due: date, emergencies: Sequence[Emergency], now: Instant, calendar: Calendar, slot: time
) -> date | None:
    """The day to which a return's day moves that fell into the last emergency; None where it does not. While it still
    runs, a day that has gone by moves to the next workday, so that nobody is late at any moment."""
    if not emergencies:
        return None
    last, today = emergencies[-1], calendar.day(now)
    if due < calendar.day(last.started):
        return None
    if last.ended is None:
        return calendar.not_before(today) if due < today else None
    then = resumes_on(last.ended, calendar, slot)
    return then if due < then else None
