"""Days by holder: splits the time of an assignment among the units that held it."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.assignment import Event, Kind
from bot.domain.fold import opened, step


def days_by_holder(events: Sequence[Event], today: date) -> Mapping[str, int]:
    """Calendar days by holder, in order of first holding, up to the day it was closed. A reviewer without a unit
    has the key ""."""
    now = opened(events[0])
    since = events[0].day
    days = {now.holder: 0}
    for event in events[1:]:
        then = step(now, event)
        if event.kind is Kind.RENAMED:  # the same unit under a new name
            was, called = str(event.data["was"]), str(event.data["unit"])
            days = {called if holder == was else holder: n for holder, n in days.items()}
            now = then
            continue
        if now.closed_on is None and (then.closed_on or then.holder != now.holder):
            days[now.holder] += (event.day - since).days
        if then.holder != now.holder or (then.closed_on is None) != (now.closed_on is None):
            since = event.day
            days.setdefault(then.holder, 0)
        now = then
    if now.closed_on is None:
        days[now.holder] += (today - since).days
    return days
