"""Means and percentiles are exact, and a year or month counts only with enough days."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.air.pollutant import AT, Pollutant
from bot.domain.air.statistics import mean, percentile
from bot.domain.assessment import DustRule
from tests.domain.air.given import reading, rules_with, whole_year, with_values, year_of

END = date(2024, 12, 31)
concentrations = st.lists(st.decimals(0, 999, places=1), min_size=1, max_size=366)


def test_the_ninth_decile_of_one_to_ten_is_nine_point_one() -> None:
    assert percentile([Decimal(n) for n in range(1, 11)], 90) == Fraction(91, 10)


@given(concentrations, st.sampled_from([90, 95, 98]))
def test_numpy_finds_the_same_percentile(values: list[Decimal], p: int) -> None:
    theirs = float(numpy.percentile([float(value) for value in values], p))
    assert float(percentile(sorted(values), p)) == pytest.approx(theirs, abs=1e-9)


@given(concentrations)
def test_a_mean_is_exact(values: list[Decimal]) -> None:
    assert mean(values) == sum((Fraction(value) for value in values), Fraction()) / len(values)


@pytest.mark.parametrize(
    ("lost", "short", "valid"),
    [
        ([date(2024, 1, n) for n in range(1, 5)], (), True),  # 27 of 31
        ([date(2024, 1, n) for n in range(1, 6)], (1,), False),
        ([date(2024, 2, n) for n in range(1, 5)], (), True),  # 25 of 29
        ([date(2024, 2, n) for n in range(1, 6)], (2,), False),
        ([date(2024, m, n) for m in range(1, 13) for n in range(1, 4)], (), True),  # 330 days
        ([date(2024, m, n) for m in (1, 3, 5, 7, 8, 10, 12) for n in range(1, 5)]
         + [date(2024, m, n) for m in (2, 4, 6, 9, 11) for n in range(1, 4)], (), False),  # 323 days
    ],
)  # fmt: skip
def test_a_year_needs_324_days_and_27_a_month_and_25_in_february(
    lost: list[date], short: tuple[int, ...], valid: bool
) -> None:
    readings = [reading(one.day, pm25=None if one.day in lost else 33) for one in whole_year(2024)]
    item = year_of(readings, END).items[AT[Pollutant.PM25]]
    assert (item.days, item.months_short, item.valid) == (366 - len(lost), short, valid)
    assert item.met_bulletin is (True if valid else None)


def test_while_a_year_runs_only_its_completed_months_are_tested() -> None:
    readings = [one for one in whole_year(2024) if one.day.month != 3]
    assert year_of(readings, date(2024, 3, 30)).items[0].valid
    assert year_of(readings, date(2024, 3, 31)).items[0].months_short == (3,)


def test_dust_is_left_out_of_particles_only_and_still_counts_as_measured() -> None:
    dusty = [reading(f"2024-04-0{n}", pm10=900, pm25=300, dust=True) for n in range(1, 4)]
    readings = [
        *dusty,
        *(one for one in whole_year(2024) if not date(2024, 4, 1) <= one.day <= date(2024, 4, 3)),
    ]
    left_out = year_of(readings, END).items
    assert [left_out[AT[one]].left_out for one in Pollutant] == [0, 0, 3, 3, 0, 0]
    assert left_out[AT[Pollutant.PM25]].days == 366 and left_out[AT[Pollutant.PM25]].mean == 33
    counted = year_of(readings, END, rules_with(dust_in_means=DustRule.COUNTED)).items
    assert counted[AT[Pollutant.PM25]].left_out == 0 and counted[AT[Pollutant.PM25]].mean == 35


def test_a_mean_is_judged_after_it_is_rounded() -> None:
    """183 days of 36 and 183 of 35 are 35.5, which is 36; one fewer day of 36 is below the half, and 35."""
    half = year_of(with_values(whole_year(2024, pm25=35), Pollutant.PM25, [36] * 183), END)
    below = year_of(with_values(whole_year(2024, pm25=35), Pollutant.PM25, [36] * 182), END)
    assert [str(one.items[3].mean) for one in (half, below)] == ["36", "35"]
    assert [one.items[3].met_bulletin for one in (half, below)] == [False, True]
    assert str(half.items[3].over) == "0.03" and below.items[3].over is None
