"""Days that are worked, and the only place where local time exists."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import HOUR, Calendar
from tests.builders import calendar
from tests.domain.given import calendars, days


@given(calendars(), days, st.integers(1, 30))
def test_the_nth_workday_is_worked_and_has_n_minus_one_between(when: Calendar, day: date, n: int) -> None:
    for there in (when.before(day, n), when.after(day, n)):
        low, high = sorted((day, there))
        between = [low + timedelta(days=i) for i in range(1, (high - low).days)]
        assert when.is_workday(there)
        assert sum(map(when.is_workday, between)) == n - 1


@given(calendars(), days)
def test_a_day_begins_on_that_day_and_the_next_one_later(when: Calendar, day: date) -> None:
    """Also where the clock jumps at midnight (Beirut), and where a whole day was once skipped."""
    start, next_start = when.at(day), when.at(day + timedelta(days=1))
    assert when.day(start) == day
    assert 23 * HOUR <= next_start - start <= 25 * HOUR
    assert when.day(next_start - 1) == day


@pytest.mark.parametrize(
    ("zone", "day", "clock", "utc"),
    [
        ("Asia/Shanghai", date(2024, 3, 31), time(8, 40), datetime(2024, 3, 31, 0, 40, tzinfo=UTC)),
        ("Europe/Berlin", date(2024, 3, 30), time(8, 40), datetime(2024, 3, 30, 7, 40, tzinfo=UTC)),
        ("Europe/Berlin", date(2024, 3, 31), time(8, 40), datetime(2024, 3, 31, 6, 40, tzinfo=UTC)),
        (
            "Europe/Berlin",
            date(2024, 3, 31),
            time(2, 30),
            datetime(2024, 3, 31, 1, 30, tzinfo=UTC),
        ),  # is skipped
        (
            "Europe/Berlin",
            date(2024, 10, 27),
            time(2, 30),
            datetime(2024, 10, 27, 0, 30, tzinfo=UTC),
        ),  # comes twice
        ("America/New_York", date(2024, 11, 4), time(8, 40), datetime(2024, 11, 4, 13, 40, tzinfo=UTC)),
    ],
)
def test_local_time_round_trips(zone: str, day: date, clock: time, utc: datetime) -> None:
    assert Calendar(ZoneInfo(zone)).at(day, clock) == round(utc.timestamp() * 1000)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2024, 2, 4), True),  # a 调休 Sunday before the Spring Festival
        (date(2024, 4, 7), True),  # and one after Qingming
        (date(2024, 2, 10), False),
        (date(2024, 2, 29), True),
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), False),
        (date(2024, 1, 2), True),
    ],
)
def test_official_holidays_and_working_weekends(day: date, worked: bool) -> None:
    assert calendar().is_workday(day) is worked


def test_an_override_wins_over_the_table() -> None:
    flood = date(2024, 7, 16)
    closed = Calendar(table=calendar().table, overrides={flood: False})
    assert not closed.is_workday(flood)
    assert closed.not_after(flood) == date(2024, 7, 15)
    assert closed.not_before(flood) == date(2024, 7, 17)
