"""The composite index is the sum of six parts, rounded half to even, where a formula is decided."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.domain.air.air_rules import AirRules
from bot.domain.air.compensation import amount_of
from bot.domain.air.pollutant import POLLUTANTS, Pollutant
from bot.domain.assessment import CompensationStep, Formula, IndexRules, Inputs
from tests.domain.air.given import rules, rules_with, whole_year, with_values, year_of

END = date(2024, 12, 31)
SHIPPED: IndexRules = rules().assessment.index
STEPS = (CompensationStep(Decimal(5), Decimal(10)), CompensationStep(None, Decimal(20)))


def by(**changes: object) -> AirRules:
    return rules_with(index=replace(SHIPPED, **changes))  # type: ignore[arg-type]


def test_known_sums() -> None:
    first = year_of(whole_year(2024, pm25=42, pm10=70, so2=6, no2=24, co="1.2", o3=168), END).index
    second = year_of(whole_year(2024, pm25=34, pm10=61, so2=7, no2=17, co="1.0", o3=152), END).index
    assert first and (str(first.value), first.main) == ("4.25", (Pollutant.PM25,))
    assert second and str(second.value) == "3.58"  # 3.5845
    assert str(second.parts[Pollutant.SO2]) == "0.1167"


def test_equal_parts_are_all_main_ones() -> None:
    found = year_of(whole_year(2024, pm10=35, pm25=17, o3=80, no2=20), END).index
    assert found and found.main == (Pollutant.NO2, Pollutant.PM10, Pollutant.O3)


def test_rounded_and_exact_inputs_differ() -> None:
    readings = with_values(whole_year(2024, pm25=35), Pollutant.PM25, [36] * 183)  # 35.5, rounded 36
    rounded, exact = (year_of(readings, END, by(inputs=one)).index for one in (Inputs.ROUNDED, Inputs.EXACT))
    assert rounded and exact
    assert str(rounded.parts[Pollutant.PM25]) == "1.0286" and str(exact.parts[Pollutant.PM25]) == "1.0143"


def test_a_year_without_a_decided_formula_has_no_index() -> None:
    later = whole_year(2026)
    assert year_of(later, date(2026, 12, 31)).index is None
    weights = dict(zip(POLLUTANTS, map(Decimal, (1, 2, 1, 3, 1, 2)), strict=True))
    decided = by(formulas=(*SHIPPED.formulas[:-1], Formula(date(2026, 3, 1), weights)))
    found = year_of(later, date(2026, 12, 31), decided).index
    assert (
        found and found.main == (Pollutant.PM25,) and str(found.parts[Pollutant.PM25]) == "3.3000"
    )  # 3·33/30


def test_one_item_that_is_not_valid_leaves_no_index() -> None:
    assert year_of(with_values(whole_year(2024), Pollutant.SO2, [None] * 9), END).index is None


def test_steps_are_paid_one_after_the_other() -> None:
    over = ("7.4", "5.0", "5.1", "-1", "0")
    assert [amount_of(Decimal(one), STEPS) for one in over] == [98, 50, 52, 0, 0]
