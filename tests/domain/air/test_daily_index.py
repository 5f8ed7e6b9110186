"""The index of a day follows the standard of that day; one that was published decides."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.air.daily_index import DailyIndex, iaqi, level
from bot.domain.air.pollutant import POLLUTANTS, Pollutant
from bot.domain.air.standards import in_force
from tests.domain.air.given import days, reading, rules

EXAMPLES = [
    ("2026-02-28", {"pm25": 62, "pm10": 110}, 84),
    ("2026-03-01", {"pm25": 62, "pm10": 110}, 102),
    ("2026-02-28", {"pm10": 151}, 101),  # 100.5 goes up
    ("2026-02-28", {"no2": 81}, 101),
    ("2026-02-28", {"co": "4.1"}, 101),
    ("2026-02-28", {"pm25": 150}, 200),
    ("2026-02-28", {"pm25": 151}, 201),
    ("2026-02-28", {"pm25": "75.5", "o3": 90}, 102),  # 76, rounded first
    ("2026-02-28", {"pm25": "74.5", "o3": 90}, 99),  # 74
    ("2026-02-28", {"co": "2.2", "pm25": 0, "pm10": 0, "o3": 0}, 55),
    ("2026-03-01", {"o3": 801}, 300),
    ("2026-02-28", {"o3": 801}, None),
    ("2026-02-28", {"pm25": 900}, 500),
    ("2026-02-28", {"so2": None}, None),
]


@pytest.mark.parametrize(("day", "values", "aqi"), EXAMPLES)
def test_known_days(day: str, values: dict[str, Any], aqi: int | None) -> None:
    assert DailyIndex(rules().standards).of(reading(day, **values)) == aqi


def test_a_published_index_decides() -> None:
    assert DailyIndex(rules().standards).of(reading("2026-03-01", aqi=48, pm25=200)) == 48


@pytest.mark.parametrize(
    ("aqi", "found"),
    [(0, 1), (50, 1), (51, 2), (100, 2), (101, 3), (150, 3), (200, 4), (201, 5), (300, 5), (301, 6)],
)
def test_levels_end_at_their_limits(aqi: int, found: int) -> None:
    assert level(aqi) == found


@given(
    st.sampled_from(POLLUTANTS), st.decimals(0, 3000, places=1), st.decimals(0, 3000, places=1), st.booleans()
)
def test_more_of_a_pollutant_is_never_a_better_index(
    pollutant: Pollutant, a: Decimal, b: Decimal, new: bool
) -> None:
    table = rules().standards.index[new]
    low, high = (iaqi(pollutant, one, table) for one in sorted((a, b)))
    assert low is None or high is None or low <= high


def test_the_tables_change_on_the_first_of_march() -> None:
    old, new = rules().standards.index
    for day in days(reading("2026-02-27").day, 4):
        assert in_force(rules().standards.index, day) is (old if day.month == 2 else new)
