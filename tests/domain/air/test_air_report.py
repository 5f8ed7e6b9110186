"""A report is a function of the readings alone, whatever order they arrive in; a correction recomputes everything."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.air.air_reading import WHOLE_CITY, AirReading
from bot.domain.air.air_report import AirReport, checked_air
from bot.domain.air.attainment_goal import AttainmentGoal
from bot.domain.air.pollutant import Pollutant
from bot.domain.air.share_goal import ShareGoal
from bot.domain.air.versions import choose
from bot.domain.assessment import Basis, CompensationRules, CompensationStep, Denominator, DustRule, Judge
from bot.domain.plan import (
    Goal,
    Indicator,
    IndicatorKind,
    Measure,
    Plan,
    PlanStatus,
    Strength,
    Unit,
    UnitKind,
)
from tests.domain.air.given import days, reading, rules, rules_with, whole_year

COUNTIES = ("宛城区", "卧龙区", "桐柏县")
END = date(2025, 12, 31)


def share(measure: Measure, op: str, target: str) -> Goal:
    aim = Indicator("比例", IndicatorKind.TARGET, op, Decimal(target), "%")
    return Goal("全市", "目标", END, indicators=(aim,), measure=measure)


GOOD, HEAVY = share(Measure.GOOD_DAYS, ">=", "76.5"), share(Measure.HEAVY_DAYS, "<=", "0.8")
GRADE = Goal("桐柏县", "达到二级标准", END, measure=Measure.ATTAINMENT)


def plan(*goals: Goal) -> Plan:
    units = tuple(
        Unit(name, UnitKind.COUNTY, "中心城区" if name != "桐柏县" else "县市区") for name in COUNTIES
    )
    return Plan("p", "方案", PlanStatus.IN_FORCE, date(2023, 1, 1), date(2026, 12, 31), units, goals, ())


def report(
    readings: list[AirReading], as_of: date | None = None, *goals: Goal, **decided: object
) -> AirReport:
    return checked_air(plan(*goals), readings, rules_with(**decided), as_of).report


def city(good: int, heavy: int, rest: int = 0) -> list[AirReading]:
    """Of 2025: so many good and heavy days, the others bad; no reading of the last `rest` days."""
    n = 365 - rest
    aqis = [67] * good + [240] * heavy + [130] * (n - good - heavy)
    return [reading(day, WHOLE_CITY, aqi) for day, aqi in zip(days(date(2025, 1, 1), n), aqis, strict=True)]


readings_of_days = st.lists(
    st.builds(
        lambda day, place, pm25, audited, recorded, dust: reading(
            day, place, pm25=pm25, audited=audited, recorded=recorded, dust=dust
        ),
        st.dates(date(2026, 2, 20), date(2026, 3, 8)),
        st.sampled_from((*COUNTIES, WHOLE_CITY)),
        st.none() | st.integers(0, 300),
        st.booleans(),
        st.none() | st.integers(0, 3),
        st.booleans(),
    ),
    max_size=40,
)


@settings(max_examples=60)
@given(readings_of_days, st.randoms())
def test_the_order_of_arrival_never_matters(readings: list[AirReading], dice: object) -> None:
    shuffled = list(readings)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    goals = plan(GOOD, HEAVY, GRADE)
    first, again = (checked_air(goals, one, rules()) for one in (readings, shuffled))
    assert first.report == again.report and set(map(str, first.findings)) == set(map(str, again.findings))


def test_audited_comes_before_later_and_later_before_earlier() -> None:
    day = "2025-01-05"
    plain, later = reading(day, pm25=40), reading(day, pm25=50, recorded=2)
    audited = reading(day, pm25=60, audited=True, recorded=1)
    assert choose([plain, later, audited]).readings == (audited,)
    assert choose([later, plain]).readings == (later,)
    assert choose([plain, replace(plain, line=9)]).disputed == ()


def test_versions_that_differ_and_are_equal_in_rank_leave_no_reading() -> None:
    day = "2025-01-05"
    found = choose(
        [reading(day, pm25=40, line=3), reading(day, pm25=50, line=8), reading(day, pm25=40, line=5)]
    )
    assert found.readings == () and [one.line for one in found.disputed] == [8]
    better = reading(day, pm25=60, audited=True)
    assert choose([*found.disputed, reading(day, pm25=40, line=3), better]).readings == (better,)


def test_a_correction_in_march_changes_the_attainment_of_last_year() -> None:
    first = whole_year(2025, pm25=36)
    corrected = [replace(reading(one.day, pm25=34), recorded=1) for one in first[:200]]
    before, after = (report(one, END, GRADE).goals[0] for one in (first, first + corrected))
    assert isinstance(before, AttainmentGoal) and isinstance(after, AttainmentGoal)
    assert (before.state, before.failed[Basis.BULLETIN]) == ("missed", (Pollutant.PM25,))
    assert (after.state, after.failed[Basis.BULLETIN]) == ("met", ())


def test_the_third_heavy_day_breaks_the_goal_exactly_and_not_by_rounding() -> None:
    readings = city(280, 3)
    assert goal(report(readings, END, HEAVY)).state == "differs"
    assert goal(report(readings, END, HEAVY, judge=(Judge.EXACT,))).state == "missed"
    assert goal(report(readings, END, HEAVY, judge=(Judge.ROUNDED,))).state == "met"


def goal(found: AirReport) -> ShareGoal:
    [only] = found.goals
    assert isinstance(only, ShareGoal)
    return only


@pytest.mark.parametrize(
    ("readings", "state", "light"),
    [
        ([], "no_data", "grey"),
        (city(130, 1, 184), "open", "yellow"),
        (city(160, 1, 184), "open", "green"),
        (city(90, 0, 184), "broken", "red"),
        (city(281, 0, 60), "secured", "green"),
        (city(280, 0), "met", "green"),
        (city(279, 0), "missed", "red"),
    ],
)
def test_the_light_of_a_share(readings: list[AirReading], state: str, light: str) -> None:
    found = goal(report(readings, None, GOOD))
    assert (found.state, found.light) == (state, light)


def test_what_is_strived_for_is_never_red() -> None:
    assert goal(report(city(279, 0), END, replace(GOOD, strength=Strength.STRIVE))).light == "yellow"


def test_days_after_the_last_reading_are_open_and_none_is_made_up() -> None:
    found = goal(report(city(50, 0, 301), END, GOOD))
    assert (found.last_reading, found.valid, found.rest, found.state) == (date(2025, 3, 5), 64, 301, "open")


def test_rows_prepared_for_days_to_come_are_no_readings() -> None:
    empty = [replace(one, aqi=None, values=(None,) * 6) for one in city(365, 0)[64:]]
    found = goal(report([*city(50, 0, 301), *empty], END, GOOD))
    assert (found.last_reading, found.rest, found.state) == (date(2025, 3, 5), 301, "open")


def test_days_without_an_index_are_of_the_whole_only_by_the_calendar() -> None:
    readings = [
        *city(280, 0)[:-10],
        *(reading(day, WHOLE_CITY, so2=None) for day in days(date(2025, 12, 22), 10)),
    ]
    valid = goal(report(readings, END, GOOD))
    calendar = goal(report(readings, END, GOOD, denominator=Denominator.CALENDAR))
    assert (valid.valid, valid.whole, calendar.whole) == (355, 355, 365)
    assert str(valid.share) == "78.873" and str(calendar.share) == "76.712"


def test_dust_days_leave_the_ratios_where_that_is_decided() -> None:
    dusty = [replace(one, dust=one.aqi == 240) for one in city(280, 5)]
    assert goal(report(dusty, END, HEAVY)).days == 5
    left_out = goal(report(dusty, END, HEAVY, dust_in_days=DustRule.LEFT_OUT))
    assert (left_out.days, left_out.valid) == (0, 360)


def test_a_year_is_attained_in_one_way_and_not_in_the_other() -> None:
    """A month of 80 lifts the 95th percentile over 75, and the mean stays under 35."""
    readings = [reading(one.day, pm25=80 if one.day.month == 1 else 25) for one in whole_year(2025)]
    both = report(readings, END, GRADE).goals[0]
    bulletin = report(readings, END, GRADE, attainment=(Basis.BULLETIN,)).goals[0]
    assert (both.state, both.light, bulletin.state) == ("differs", "yellow", "met")


def test_rows_after_the_day_are_not_used_and_their_place_is_still_listed() -> None:
    found = report([reading("2025-06-01"), reading("2025-07-01", "宛城区")], date(2025, 6, 30))
    assert [(one.place, len(one.years)) for one in found.places] == [("宛城区", 0), ("桐柏县", 1)]


def test_nothing_read_is_nothing_known() -> None:
    found = report([], None, GRADE)
    assert found.as_of is None and found.places == () and found.goals[0].state == "no_data"


def test_the_last_month_under_the_old_formula_is_ranked_and_march_is_not() -> None:
    readings = [reading(day, place) for place in COUNTIES for day in days(date(2026, 2, 1), 59)]
    checked = checked_air(plan(), readings, rules())
    assert {(one.period, one.group) for one in checked.report.ranks} == {
        ("2026-02", "中心城区"),
        ("2026-02", "县市区"),
    }
    assert [one.code for one in checked.findings] == ["index_formula_unset"]


def test_compensation_is_of_complete_valid_years() -> None:
    steps = (CompensationStep(Decimal(5), Decimal(10)), CompensationStep(None, Decimal(20)))
    base = {"桐柏县": Decimal("30"), "卧龙区": Decimal("30")}
    decided = CompensationRules(Pollutant.PM25, 1, base, steps)
    readings = [*whole_year(2025), reading("2025-01-01", "卧龙区"), *whole_year(2026)[:40]]
    found = report(readings, date(2026, 2, 9), compensation=decided).compensation
    assert [(one.place, one.period, one.value, one.amount) for one in found] == [
        ("卧龙区", "2025", None, None),
        ("桐柏县", "2025", Decimal("33.0"), Decimal("30.0")),
    ]


def test_an_odd_reading_is_told_with_both_numbers() -> None:
    odd = [reading("2025-01-01", pm25=70, pm10=60, aqi=50, line=4)]
    assert [(one.code, one.line) for one in checked_air(plan(), odd, rules()).findings] == [
        ("pm25_over_pm10", 4),
        ("aqi_differs", 4),
    ]
