"""Report windows: two a day while an emergency runs. A window is open from the one before it until the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.calendar import DAY, MINUTE, Calendar, Instant
from bot.domain.emergency.emergency_course import Emergency
from bot.domain.emergency.emergency_rules import EmergencyClocks


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
    found = windows_from(emergency.started, emergency.clocks, emergency.started, until, calendar)
    end = emergency.ended
    return tuple(one for one in found if end is None or one.at < end)


def windows_from(
    started: Instant, clocks: EmergencyClocks, after: Instant, until: Instant, calendar: Calendar
) -> tuple[Window, ...]:
    """Windows of an emergency that runs on, later than `after`."""
    lead = (clocks.lead_minutes or 0) * MINUTE
    found: list[Window] = []
    opens = started
    moments = _moments(started, clocks, calendar)
    at = next(moments, None)
    while at is not None and at <= until:
        following = next(moments)
        if at - started >= lead:
            found.append(Window(at, opens, following))
            opens = at
        at = following
    return tuple(one for one in found if one.at > after)


def _moments(started: Instant, clocks: EmergencyClocks, calendar: Calendar) -> Iterator[Instant]:
    """Every window's instant after the start, for ever; none where no window is set."""
    day = calendar.day(started)
    while clocks.windows:
        for one in sorted(clocks.windows):
            if (at := calendar.at(day, one)) > started:
                yield at
        day += timedelta(days=1)


def open_windows(emergency: Emergency, now: Instant, calendar: Calendar) -> tuple[Window, ...]:
    """At most two: the one that has passed last, and the next one."""
    found = windows(emergency, now + 3 * DAY, calendar)
    return tuple(one for one in found if one.is_open(now))
