"""Periods of recurring work."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.period import MONTHS, asked_periods, period_of, periods
from bot.domain.plan import Every, Milestone, MilestoneKind, Season
from tests.builders import calendar
from tests.domain.given import days

REGULAR = st.sampled_from(list(MONTHS))


@given(REGULAR, days, st.integers(0, 800))
def test_periods_follow_each_other_without_gap_or_overlap(every: Every, since: date, length: int) -> None:
    found = list(periods(every, since, since + timedelta(days=length)))
    assert found[0].start <= since <= found[0].end
    assert found[-1].start <= since + timedelta(days=length) <= found[-1].end
    assert len({period.name for period in found}) == len(found)
    for earlier, later in pairwise(found):
        assert later.start == earlier.end + timedelta(days=1)


@given(REGULAR, days)
def test_a_period_holds_the_day_it_was_asked_for(every: Every, day: date) -> None:
    period = period_of(day, every)
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    assert period.start <= day <= period.end
    assert months == MONTHS[every]


@pytest.mark.parametrize(
    ("every", "day", "name", "due"),
    [
        (Every.MONTH, date(2024, 2, 29), "2024-02", date(2024, 3, 7)),
        (Every.QUARTER, date(2023, 12, 31), "2023-Q4", date(2024, 1, 8)),
        (Every.QUARTER, date(2024, 3, 1), "2024-Q1", date(2024, 4, 8)),  # 04-07 is a worked Sunday
        (Every.HALF_YEAR, date(2024, 7, 1), "2024-H2", date(2025, 1, 8)),
        (Every.YEAR, date(2024, 7, 1), "2024", date(2025, 1, 8)),
    ],
)
def test_a_return_is_due_on_the_fifth_workday_after_its_period(
    every: Every, day: date, name: str, due: date
) -> None:
    period = period_of(day, every)
    assert (period.name, period.due(calendar())) == (name, due)


def test_a_seasonal_duty_is_asked_before_the_festival_and_not_in_the_quarter() -> None:
    seasons = (
        Season("春节前", date(2024, 1, 11), date(2024, 1, 31)),
        Season("元宵节前", date(2024, 2, 10), date(2024, 2, 15)),
    )
    duty = Milestone("24.2", MilestoneKind.DUTY, "巡查", every=Every.SEASON, seasons=seasons)
    found = [
        (one.name, one.due(calendar())) for one in asked_periods(duty, date(2024, 1, 20), date(2024, 3, 1))
    ]
    assert found == [("2024-春节前", date(2024, 2, 6)), ("2024-元宵节前", date(2024, 2, 22))]


def test_a_monthly_duty_of_the_heating_season_rests_in_summer() -> None:
    duty = Milestone("9.2", MilestoneKind.DUTY, "散煤", every=Every.MONTH, months=(11, 12, 1, 2, 3))
    found = [one.name for one in asked_periods(duty, date(2024, 2, 1), date(2024, 12, 31))]
    assert found == ["2024-02", "2024-03", "2024-11", "2024-12"]
