"""Leap days, worked Sundays, and clocks that jump."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendar import Calendar
from bot.domain.plan import Plan
from tests.builders import calendar, city, small_plan

LIAISON = "u02-liaison"
RETURN = [
    "2024-01-03",
    "2024-01-08",
    "2024-01-09",
    "2024-01-11",
]  # of 2023-Q4, which asks it until its own ladder


def due_on(day: date) -> Plan:
    """The small town's plan with its boilers due on another day."""
    plan = small_plan()
    section = plan.sections[0]
    boilers = replace(section.tasks[0], milestones=(replace(section.tasks[0].milestones[0], due=day),))
    return replace(
        plan, sections=(replace(section, tasks=(boilers, *section.tasks[1:])),), version=f"due {day}"
    )


@pytest.mark.parametrize(
    ("due", "days"),
    [
        (  # a leap day
            date(2024, 2, 29),
            [
                "2024-01-29",
                "2024-02-09",
                "2024-02-22",
                "2024-02-28",
                "2024-02-29",
                "2024-03-01",
                "2024-03-05",
            ],
        ),
        (  # the day before is a worked Sunday
            date(2024, 2, 5),
            [
                "2024-01-09",
                "2024-01-23",
                "2024-01-30",
                "2024-02-04",
                "2024-02-05",
                "2024-02-06",
                "2024-02-08",
            ],
        ),
        (  # and so is this one, after three days off
            date(2024, 4, 8),
            [
                "2024-03-08",
                "2024-03-22",
                "2024-03-29",
                "2024-04-07",
                "2024-04-08",
                "2024-04-09",
                "2024-04-11",
            ],
        ),
    ],
)
async def test_the_days_on_which_a_liaison_gets_messages(tmp_path: Path, due: date, days: list[str]) -> None:
    async with city(tmp_path, due_on(due), start="2023-12-20") as town:
        await town.go_live("2023-12-21")
        await town.sleep_until("2024-04-12")
        assert [day for day in await town.days_about("1.1", LIAISON) if day <= days[-1]] == [
            *(day for day in RETURN if day < days[0]),
            *days,
        ]


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "America/New_York", "Asia/Beirut", "Asia/Kolkata", "Asia/Shanghai"]
)
async def test_in_any_zone_the_message_comes_in_the_persons_own_minute(tmp_path: Path, zone: str) -> None:
    """Both changes of the clock of 2024 lie in between (03-10 and 11-03, 03-31 and 10-27)."""
    china = calendar()
    when = Calendar(ZoneInfo(zone), china.table, china.overrides, china.known_years)
    async with city(tmp_path, small_plan(), start="2024-02-01", when=when) as town:
        await town.go_live("2024-02-01")
        await town.sleep_until("2024-11-20")
        moments = [when.local(m.created_at) for m in town.sent]
        assert all(when.is_workday(at.date()) and time(8, 40) <= at.time() < time(9) for at in moments)
        minutes = {(m.person, when.local(m.created_at).time()) for m in town.sent}
        assert len(minutes) == len({m.person for m in town.sent})
        assert await town.days_about("2.1", "c01-head") == [
            "2024-04-09",  # of the first quarter's return
            "2024-04-11",
            "2024-07-01",
            "2024-07-03",
        ] + [day for day in await town.days_about("2.1", "c01-head") if day > "2024-07-08"]
