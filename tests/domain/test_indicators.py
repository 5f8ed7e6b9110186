"""Indicators: pace, forecast, verdicts, units and doubt, by the examples of the standards and by laws."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.indicators.course import IndicatorReason, PaceRules
from bot.domain.indicators.figures import IndicatorFigures, figures
from bot.domain.indicators.indicator_reading import IndicatorReading
from bot.domain.indicators.verdicts import as_judged, fulfils
from bot.domain.light import Light
from bot.domain.measurements import Verdict
from bot.domain.plan import Indicator, IndicatorKind, Strength
from bot.domain.quantity import convert
from bot.domain.units import SAME

RULES = PaceRules()
WIND = Indicator("风电装机", IndicatorKind.TARGET, ">=", Decimal(260), "万千瓦", due=date(2025, 12, 31))
ROADS = Indicator(
    "公路货运量占比", IndicatorKind.TARGET, "=", Decimal(10), "个百分点", "decrease", date(2025, 12, 31),
    Strength.STRIVE, "2022",
)  # fmt: skip
CHECKED = Indicator("月抽查率", IndicatorKind.TARGET, ">=", Decimal(20), "%")
STATIONS = Indicator("乡镇空气站", IndicatorKind.COUNT, "=", Decimal(243), "个")


def read(
    day: str, value: str, unit: str = "万千瓦", of: str | None = None, **more: object
) -> IndicatorReading:
    whole = Decimal(of) if of else None
    return IndicatorReading(date.fromisoformat(day), "5", "风电装机", Decimal(value), unit, whole, **more)  # type: ignore[arg-type]


BASE = read("2024-01-01", "200", base=True)


def wind(as_of: str, *readings: IndicatorReading, aim: Indicator = WIND) -> IndicatorFigures:
    return figures("5", aim, (BASE, *readings), date.fromisoformat(as_of), RULES)


def codes(one: IndicatorFigures) -> list[str]:
    return [finding.code for finding in one.findings]


@pytest.mark.parametrize(
    ("as_of", "value", "expected", "forecast", "needed", "light"),
    [
        ("2024-06-30", "212", "214.9", date(2026, 6, 24), "2.66", Light.GREEN),
        ("2024-12-31", "236", "230", date(2025, 9, 1), "2", Light.GREEN),
        ("2025-06-30", "240", "244.9", date(2026, 3, 30), "3.31", Light.YELLOW),
    ],
)
def test_wind_is_compared_with_a_straight_line(
    as_of: str, value: str, expected: str, forecast: date, needed: str, light: Light
) -> None:
    one = wind(as_of, read(as_of, value))
    assert one.expected is not None and one.needed_per_month is not None
    assert (round(one.expected, 1), round(one.needed_per_month, 2)) == (Fraction(expected), Fraction(needed))
    assert (one.forecast, one.light) == (forecast, light)


def test_a_late_forecast_is_yellow_only_after_half_of_the_time() -> None:
    early, late = wind("2024-06-30", read("2024-06-30", "212")), wind("2025-06-30", read("2025-06-30", "240"))
    assert (early.reason, late.reason) == (IndicatorReason.ON_PACE, IndicatorReason.FORECAST_LATE)
    assert late.days_off == 89


@pytest.mark.parametrize(
    ("as_of", "readings", "reason", "light"),
    [
        ("2024-03-01", (), IndicatorReason.SINGLE_READING, Light.GREY),
        ("2024-03-01", (read("2024-02-01", "200"),), IndicatorReason.NO_PROGRESS, Light.YELLOW),
        ("2024-12-31", (read("2024-12-31", "220"),), IndicatorReason.BEHIND, Light.YELLOW),
        ("2024-07-10", (read("2024-04-01", "230"),), IndicatorReason.ON_PACE, Light.GREEN),
        ("2024-07-11", (read("2024-04-01", "230"),), IndicatorReason.STALE, Light.YELLOW),
        ("2025-12-31", (read("2025-12-30", "259.9"),), IndicatorReason.FORECAST_LATE, Light.YELLOW),
        ("2026-01-01", (read("2025-12-30", "259.9"),), IndicatorReason.OVERDUE, Light.RED),
        ("2026-01-01", (read("2025-12-30", "260"),), IndicatorReason.REACHED, Light.GREEN),
    ],
)
def test_the_first_reason_that_holds_is_the_light(
    as_of: str, readings: tuple[IndicatorReading, ...], reason: IndicatorReason, light: Light
) -> None:
    one = wind(as_of, *readings)
    assert (one.reason, one.light) == (reason, light)


def test_what_is_only_striven_for_is_never_red() -> None:
    assert wind("2026-01-01", aim=replace(WIND, strength=Strength.STRIVE)).light is Light.YELLOW


def test_nothing_read_is_grey_even_after_the_date() -> None:
    one = figures("5", WIND, (), date(2026, 2, 1), RULES)
    assert (one.light, one.reason, one.last) == (Light.GREY, IndicatorReason.NO_READING, None)


def test_reached_counts_from_the_day_after_which_it_never_fell_below() -> None:
    one = wind("2025-06-01", read("2025-01-01", "261"), read("2025-02-01", "255"), read("2025-03-01", "262"))
    assert one.reached_on == date(2025, 3, 1)
    assert codes(one) == ["went_back"]


# ---- units


@pytest.mark.parametrize(
    ("value", "unit"), [("2120", "兆瓦"), ("21.2", "亿瓦"), ("2.12", "吉瓦"), ("2120000", "千瓦")]
)
def test_the_same_power_in_other_units_is_the_same_reading(value: str, unit: str) -> None:
    one = wind("2024-06-30", read("2024-06-30", value, unit))
    assert one.last and one.last.level == 212


@given(
    st.decimals("0.001", "99999999", places=3), st.sampled_from(sorted(SAME)), st.sampled_from(sorted(SAME))
)
def test_a_value_converted_and_back_is_the_same(value: Decimal, unit: str, other: str) -> None:
    if (there := convert(value, unit, other)) is not None:
        assert convert(there, other, unit) == value


@pytest.mark.parametrize(
    ("value", "unit", "doubtful"),
    [
        ("235", "千瓦", True),  # 0.0235 after 200: 万千瓦 was meant
        ("20", "千瓦", True),  # written within ten times of 200
        ("19", "千瓦", False),  # neither near nor meant so
        ("2120", "兆瓦", False),
        ("1.9", "吉瓦", False),  # 190
        ("300", "吉瓦", True),  # 30,000
    ],
)
def test_a_unit_that_is_likely_a_slip_is_asked_and_not_used(value: str, unit: str, doubtful: bool) -> None:
    one = wind("2024-06-30", read("2024-06-30", value, unit))
    assert (codes(one) == ["unit_doubt"], one.readings == 1) == (doubtful, doubtful)


def test_energy_is_no_power() -> None:
    one = wind("2024-06-30", read("2024-06-30", "212", "万千瓦时"))
    assert codes(one) == ["unit_mismatch"]
    assert one.readings == 1


def test_a_slip_does_not_take_the_place_of_the_right_value_of_that_day() -> None:
    right, slip = read("2024-06-30", "212", recorded=1), read("2024-06-30", "213", "千瓦", recorded=2)
    one = wind("2024-06-30", right, slip)
    assert one.last and one.last.level == 212


# ---- versions


def test_the_latest_version_of_a_day_counts() -> None:
    old, new = read("2024-06-30", "215", recorded=1), read("2024-06-30", "212", recorded=2)
    one = wind("2024-06-30", new, old)
    assert one.last and one.last.level == 212
    assert not one.findings


def test_two_versions_of_the_same_age_that_differ_leave_the_day_without_a_reading() -> None:
    one = wind("2024-06-30", read("2024-06-30", "215", line=2), read("2024-06-30", "212", line=3))
    assert [(finding.code, finding.line) for finding in one.findings] == [("duplicate_reading", 3)]
    assert one.findings[0].args["name"] == one.indicator.name
    assert one.readings == 1


# ---- changes, shares, counties


def test_a_change_stands_on_its_base_year() -> None:
    base, change = read("2022-12-31", "78.4", "%", base=True), read("2024-06-30", "7.2", "个百分点")
    one = figures("11", ROADS, (change, base), date(2024, 6, 30), RULES)
    assert one.last and (one.target, one.last.level) == (Fraction("68.4"), Fraction("71.2"))
    assert one.done == 72


def test_without_its_base_a_change_has_no_target() -> None:
    one = figures("11", ROADS, (read("2024-06-30", "71.2", "%"),), date(2024, 6, 30), RULES)
    assert (one.target, one.base, one.light, one.forecast) == (None, None, Light.GREY, None)


def test_a_reading_of_the_base_year_is_the_base() -> None:
    one = figures(
        "11",
        ROADS,
        (read("2022-12-31", "78.4", "%"), read("2023-12-31", "75", "%")),
        date(2024, 6, 30),
        RULES,
    )
    assert one.target == Fraction("68.4")


def county(place: str, n: str, of: str | None, unit: str = "家") -> IndicatorReading:
    return read("2024-04-30", n, unit, of, place=place)


def test_counties_are_summed_by_counts_and_never_by_ratios() -> None:
    one = figures(
        "23", CHECKED, (county("宛城区", "10", "20"), county("方城县", "30", "380")), date(2024, 5, 1), RULES
    )
    period = one.periods[0]
    assert (period.n, period.of, period.value, period.shown, period.short) == (
        Fraction(40), Fraction(400), Fraction(10), "10.0%", 40,
    )  # fmt: skip


def test_a_county_without_a_total_leaves_the_day_without_a_ratio() -> None:
    one = figures(
        "23",
        CHECKED,
        (county("宛城区", "10", "20"), county("方城县", "30", None, "%")),
        date(2024, 5, 1),
        RULES,
    )
    assert (codes(one), one.periods) == (["ratio_without_counts"], ())


def test_a_city_row_that_its_counties_contradict_is_used_and_told() -> None:
    rows = (
        read("2024-04-30", "50", "家", "400"),
        county("宛城区", "10", "20"),
        county("方城县", "30", "380"),
    )
    one = figures("23", CHECKED, rows, date(2024, 5, 1), RULES)
    assert (codes(one), one.periods[0].n) == (["sum_differs"], Fraction(50))


def test_a_number_of_things_without_a_date_is_green_and_says_how_many() -> None:
    rows = (read("2024-01-01", "0", "个"), read("2024-09-30", "210", "个"))
    one = figures("28", STATIONS, rows, date(2024, 9, 30), RULES)
    assert one.done is not None
    assert (one.light, one.reason, round(one.done, 1)) == (
        Light.GREEN,
        IndicatorReason.NO_DATE,
        Fraction("86.4"),
    )


# ---- verdicts


@pytest.mark.parametrize(
    ("n", "of", "verdict", "short", "shown"),
    [
        ("39", "200", Verdict.MISSED, 1, "19.5%"),
        ("40", "200", Verdict.MET, None, "20.0%"),
        ("499", "2500", Verdict.MISSED, 1, "19.96%"),
        ("19999", "100000", Verdict.MISSED, 1, "19.999%"),
        ("1", "7", Verdict.MISSED, 1, "14.3%"),
    ],
)
def test_a_month_is_judged_exactly(n: str, of: str, verdict: Verdict, short: int | None, shown: str) -> None:
    one = figures("23", CHECKED, (read("2024-01-31", n, "家", of),), date(2024, 2, 1), RULES)
    period = one.periods[0]
    assert (period.verdict, period.short, period.shown) == (verdict, short, shown)


@given(
    st.integers(0, 10**6),
    st.integers(1, 10**6),
    st.sampled_from([">=", ">", "<=", "<", "="]),
    st.integers(0, 100),
)
def test_the_decimals_shown_never_contradict_the_verdict(n: int, of: int, op: str, aim: int) -> None:
    indicator = replace(CHECKED, op=op, value=Decimal(aim))
    share = Fraction(100 * n, of)
    assert fulfils(Fraction(as_judged(share, indicator)), indicator) is fulfils(share, indicator)


DAYS = st.dates(date(2024, 1, 1), date(2025, 12, 31))
READINGS = st.lists(
    st.builds(
        lambda day, value, unit, place, recorded, line: IndicatorReading(
            day, "5", "风电装机", value, unit, None, place, False, recorded, line
        ),
        DAYS, st.decimals("0.1", "9999", places=1), st.sampled_from(["万千瓦", "兆瓦", "千瓦", "万千瓦时"]),
        st.sampled_from(["", "宛城区", "方城县"]), st.integers(0, 3) | st.none(), st.integers(2, 2),
    ),
    max_size=12,
)  # fmt: skip


@given(READINGS, st.randoms(), DAYS)
def test_figures_do_not_depend_on_the_order_of_arrival(
    readings: list[IndicatorReading], dice: random.Random, as_of: date
) -> None:
    shuffled = list(readings)
    dice.shuffle(shuffled)
    a, b = (figures("5", WIND, rows, as_of, RULES) for rows in (readings, shuffled))
    assert replace(a, findings=()) == replace(b, findings=())
    assert sorted(codes(a)) == sorted(codes(b))


@given(READINGS, DAYS, st.integers(1, 400))
def test_later_readings_change_nothing_about_an_earlier_day(
    readings: list[IndicatorReading], as_of: date, days: int
) -> None:
    later = [replace(one, day=as_of + timedelta(days=days)) for one in readings]
    assert (
        figures("5", WIND, (BASE, *later), as_of, RULES).last
        == figures("5", WIND, (BASE,), as_of, RULES).last
    )
