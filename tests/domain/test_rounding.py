"""Numbers are rounded once, half to even, and what is shown never contradicts what was decided."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rounding import agreeing, rounded

EXAMPLES = [
    ("34.5", 0, "34"),
    ("35.5", 0, "36"),
    ("70.5", 0, "70"),
    ("160.5", 0, "160"),
    ("161.5", 0, "162"),
    ("4.05", 1, "4.0"),
    ("4.15", 1, "4.2"),
    ("0.15", 1, "0.2"),
    ("0.35", 1, "0.4"),
    ("1.15", 1, "1.2"),
    ("-0.25", 1, "-0.2"),
]
shares = st.builds(Fraction, st.integers(0, 36_600), st.integers(1, 366))
bounds = st.decimals(0, 100, places=2)


@pytest.mark.parametrize(("value", "places", "result"), EXAMPLES)
def test_an_exact_half_goes_to_the_even_digit(value: str, places: int, result: str) -> None:
    assert str(rounded(Decimal(value), places)) == result


def test_a_third_is_rounded_on_its_exact_value() -> None:
    assert rounded(Fraction(10_349_999_999, 300_000_000), 0) == 34 and rounded(Fraction(69, 2), 0) == 34


@given(shares, bounds, st.integers(0, 3))
def test_what_is_shown_stands_to_the_bound_as_the_exact_value_does(
    value: Fraction, bound: Decimal, places: int
) -> None:
    shown, limit = Fraction(agreeing(value, bound, places)), Fraction(bound)
    assert (shown < limit, shown == limit) == (value < limit, value == limit)
    assert abs(shown - value) <= Fraction(1, 2 * 10**places)


def test_as_few_decimals_as_agree_are_shown() -> None:
    assert str(agreeing(Fraction(300, 365), Decimal("0.8"), 1)) == "0.82"
    assert str(agreeing(Fraction(19_999, 1000), Decimal(20), 1)) == "19.999"
    assert str(agreeing(Fraction(28_000, 365), Decimal("76.5"), 1)) == "76.7"
