"""Any calendar, any ladder, any share: what the laws of the domain are drawn from."""

from collections.abc import Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.calendar import Calendar
from bot.domain.fold import opened
from bot.domain.ladder import Draft, Ladder, Rung, Step, Workdays
from bot.domain.person import Role
from bot.domain.plan import MilestoneKind, Strength, UnitRole
from tests.builders import calendar, ladders

ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Beirut",
    "America/St_Johns",
    "Pacific/Apia",
    "UTC",
)
YEAR = date(2023, 6, 1)

days = st.dates(date(2023, 1, 1), date(2025, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """China's, or weekends with some days of their own; in any zone."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    if draw(st.booleans()):
        china = calendar()
        return Calendar(zone, china.table, china.overrides, china.known_years)
    own: Mapping[date, bool] = draw(st.dictionaries(days, st.booleans(), max_size=30))
    return Calendar(zone, overrides=own)


@st.composite
def any_ladder(draw: st.DrawFn) -> Ladder:
    """One of ours, or any other whose steps do not go down as time goes on."""
    if draw(st.booleans()):
        return draw(st.sampled_from(tuple(ladders())))
    ats = sorted(draw(st.sets(st.integers(-25, 15), min_size=1, max_size=8)))
    rungs = sorted(
        draw(st.lists(st.sampled_from(Rung), min_size=len(ats), max_size=len(ats))), key=lambda r: r.height
    )
    steps = (
        Step(rung, Workdays(at), (Role.LIAISON,), Draft.NONE) for rung, at in zip(rungs, ats, strict=True)
    )
    return Ladder("any", tuple(steps), draw(st.booleans()))


def share(
    due: date = date(2023, 12, 31),
    *,
    since: date = date(2023, 11, 1),
    period: str = "",
    state: State = State.OPEN,
    strength: Strength = Strength.MUST,
    role: UnitRole = UnitRole.LEAD,
    unit: str = "市城市管理局",
) -> Assignment:
    """A unit's share of 1.1, or of a period of 1.local, as it is on the day it is opened."""
    data = {
        "id": 1,
        "task": "1",
        "milestone": "1.local" if period else "1.1",
        "unit": unit,
        "role": role,
        "kind": MilestoneKind.DUTY if period else MilestoneKind.RESULT,
        "strength": strength,
        "period": period,
        "since": since.isoformat(),
        "until": (due - timedelta(days=7) if period else due).isoformat(),
        "due": due.isoformat(),
        "state": state,
        "climbed": (since - timedelta(days=1)).isoformat(),
    }
    return opened(Event(Kind.OPENED, calendar().at(since), since, data=data))
