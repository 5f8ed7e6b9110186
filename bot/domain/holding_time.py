"""Days by holder: splits the time of an assignment among the units that held it; suspended, nobody did."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.fold import opened, step

SUSPENDED = "suspended"  # the key of the days on which the clock stood


def days_by_holder(events: Sequence[Event], today: date) -> Mapping[str, int]:
    """Calendar days by holder, in order of first holding, up to the day it was closed. A reviewer without a unit
    has the key "", a suspension SUSPENDED."""
    now = opened(events[0])
    since = events[0].day
    days = {_holder(now): 0}
    for event in events[1:]:
        then = step(now, event)
        if event.kind is Kind.RENAMED:  # the same unit under a new name
            was, called = str(event.data["was"]), str(event.data["unit"])
            days = {called if holder == was else holder: n for holder, n in days.items()}
            now = then
            continue
        before, after = _holder(now), _holder(then)
        if now.closed_on is None and (then.closed_on or after != before):
            days[before] += (event.day - since).days
        if after != before or (then.closed_on is None) != (now.closed_on is None):
            since = event.day
            days.setdefault(after, 0)
        now = then
    if now.closed_on is None:
        days[_holder(now)] += (today - since).days
    return days


def _holder(a: Assignment) -> str:
    return SUSPENDED if a.state is State.SUSPENDED else a.holder
