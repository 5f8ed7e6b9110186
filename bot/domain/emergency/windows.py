"""Report windows: two a day while an emergency runs. A window is open from the one before it until the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.calendar import MINUTE, Calendar, Instant
from bot.domain.emergency.emergency_course import Emergency


@dataclass(frozen=True, slots=True)
class Window:
    """`at`: when reports are due."""

    at: Instant
    opens: Instant
    closes: Instant

    def is_open(self, at: Instant) -> bool:
        return self.opens <= at < self.closes


def windows(emergency: Emergency, until: Instant, calendar: Calendar) -> tuple[Window, ...]:
    """Those that are asked: not too soon after the start, before the lifting, and at `until` at the latest."""
    end = emergency.ended
    lead = (emergency.clocks.lead_minutes or 0) * MINUTE
    found: list[Window] = []
    opens = emergency.started
    moments = _moments(emergency, calendar)
    at = next(moments, None)
    while at is not None and at <= until and (end is None or at < end):
        following = next(moments)
        if at - emergency.started >= lead:
            found.append(Window(at, opens, following))
            opens = at
        at = following
    return tuple(found)


def _moments(emergency: Emergency, calendar: Calendar) -> Iterator[Instant]:
    """Every window's instant after the start, for ever; none where no window is set."""
    day = calendar.day(emergency.started)
    while emergency.clocks.windows:
        for one in sorted(emergency.clocks.windows):
            if (at := calendar.at(day, one)) > emergency.started:
                yield at
        day += timedelta(days=1)


def open_windows(emergency: Emergency, now: Instant, calendar: Calendar) -> tuple[Window, ...]:
    """At most two: the one that has passed last, and the next one."""
    horizon = now + timedelta(days=3) // timedelta(milliseconds=1)
    return tuple(one for one in windows(emergency, horizon, calendar) if one.is_open(now))
