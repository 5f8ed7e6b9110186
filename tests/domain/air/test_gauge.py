"""Days a goal still needs, or may still lose: proved against every way in which the year can end."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.air.gauge import DaysSoFar, GaugeState, gauge, satisfies
from bot.domain.assessment import Judge
from bot.domain.plan import Measure

GOOD, HEAVY = Measure.GOOD_DAYS, Measure.HEAVY_DAYS
EXACT, ROUNDED = Judge.EXACT, Judge.ROUNDED
TARGETS = {GOOD: Decimal("76.5"), HEAVY: Decimal("0.8")}
OPS = {GOOD: ">=", HEAVY: "<="}


@pytest.mark.parametrize(
    ("measure", "whole", "way", "total"),
    [
        (GOOD, 365, EXACT, 280),
        (GOOD, 365, ROUNDED, 280),
        (GOOD, 361, EXACT, 277),
        (GOOD, 361, ROUNDED, 276),
        (HEAVY, 365, EXACT, 2),
        (HEAVY, 365, ROUNDED, 3),
        (HEAVY, 353, ROUNDED, 3),
        (HEAVY, 352, ROUNDED, 2),
        (HEAVY, 353, EXACT, 2),
    ],
)
def test_known_totals(measure: Measure, whole: int, way: Judge, total: int) -> None:
    so_far = DaysSoFar(valid=0, days=0, rest=whole, whole=whole)
    assert gauge(measure, so_far, OPS[measure], TARGETS[measure], way).total == total


@pytest.mark.parametrize(
    ("good", "valid", "need", "left", "state"),
    [
        (130, 181, 150, 34, "open"),
        (236, 304, 44, 17, "open"),
        (262, 344, 18, 3, "open"),
        (262, 347, 18, 0, "open"),
        (262, 348, 18, -1, "broken"),  # the fourth bad day after 10 December
        (280, 350, 0, 15, "secured"),
        (279, 365, 1, -1, "missed"),
        (280, 365, 0, 0, "met"),
    ],
)
def test_good_days_of_2025(good: int, valid: int, need: int, left: int, state: str) -> None:
    so_far = DaysSoFar(valid, good, 365 - valid, 365)
    way = gauge(GOOD, so_far, ">=", TARGETS[GOOD], EXACT)
    assert (way.need, way.left, way.state) == (need, left, state)


def test_less_than_is_not_at_most() -> None:
    so_far = DaysSoFar(valid=250, days=2, rest=0, whole=250)  # exactly 0.8 %
    assert gauge(HEAVY, so_far, "<=", TARGETS[HEAVY], EXACT).state is GaugeState.MET
    assert gauge(HEAVY, so_far, "<", TARGETS[HEAVY], EXACT).state is GaugeState.MISSED
    assert gauge(HEAVY, so_far, "=", TARGETS[HEAVY], EXACT).state is GaugeState.MET


@st.composite
def years(draw: st.DrawFn) -> DaysSoFar:
    valid = draw(st.integers(0, 366))
    rest = draw(st.integers(0, 366 - valid))
    days = draw(st.integers(0, valid))
    return DaysSoFar(valid, days, rest, valid + rest)


targets = st.decimals(0, 100, places=1)
ways = st.sampled_from(Judge)


@given(years(), targets, ways, st.sampled_from([">=", ">"]), st.data())
def test_so_many_good_days_are_enough_and_one_fewer_is_not(
    so_far: DaysSoFar, target: Decimal, way: Judge, op: str, data: st.DataObject
) -> None:
    """Also when days to come have no valid value: they are neither good nor of the whole."""
    if not so_far.whole:
        return
    found = gauge(GOOD, so_far, op, target, way)
    assert found.need is not None and found.left == so_far.rest - found.need
    if found.left >= 0:
        lost = data.draw(st.integers(0, found.left))
        invalid = data.draw(st.integers(0, lost))
        good, whole = so_far.days + so_far.rest - lost, so_far.whole - invalid
        assert not whole or satisfies(good, whole, op, target, way)
    if found.need and so_far.days + found.need - 1 <= so_far.whole:
        assert not satisfies(so_far.days + found.need - 1, so_far.whole, op, target, way)


@given(years(), targets, ways, st.sampled_from(["<=", "<"]))
def test_so_many_heavy_days_may_come_and_one_more_breaks_it(
    so_far: DaysSoFar, target: Decimal, way: Judge, op: str
) -> None:
    if not so_far.whole:
        return
    found = gauge(HEAVY, so_far, op, target, way)
    if 0 <= found.left <= so_far.rest:
        assert satisfies(so_far.days + found.left, so_far.whole, op, target, way)
    if 0 <= found.left < so_far.rest:
        assert not satisfies(so_far.days + found.left + 1, so_far.whole, op, target, way)


@given(years(), targets, ways, st.sampled_from(list(OPS)), st.data())
def test_what_is_secured_stays_and_what_is_broken_stays(
    so_far: DaysSoFar, target: Decimal, way: Judge, measure: Measure, data: st.DataObject
) -> None:
    """The next day is valid and counts, or is valid and does not."""
    if not so_far.rest:
        return
    counts = data.draw(st.booleans())
    after = DaysSoFar(so_far.valid + 1, so_far.days + counts, so_far.rest - 1, so_far.whole)
    before = gauge(measure, so_far, OPS[measure], target, way).state
    then = gauge(measure, after, OPS[measure], target, way).state
    if before is GaugeState.SECURED:
        assert then in (GaugeState.SECURED, GaugeState.MET)
    if before is GaugeState.BROKEN:
        assert then in (GaugeState.BROKEN, GaugeState.MISSED)
