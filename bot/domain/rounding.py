"""GB/T 8170: once, on the unrounded number, an exact half to the even digit."""

from decimal import Decimal
from fractions import Fraction

MOST_PLACES = 12


def rounded(value: Fraction | Decimal | int, places: int) -> Decimal:
    """34.5 → 34, 35.5 → 36 and, to one place, 4.15 → 4.2. Binary fractions are refused: 0.15 is none."""
    assert not isinstance(value, float)
    return Decimal(round(Fraction(value) * 10**places)).scaleb(-places)


def agreeing(value: Fraction | Decimal | int, bound: Decimal, places: int) -> Decimal:
    """With at least so many places as make it stand to `bound` as the unrounded value does: 19.996 is no 20.0 beside a
    target of 20, and is shown as 19.996."""
    exact, limit = Fraction(value), Fraction(bound)
    for more in range(places, MOST_PLACES):
        shown = rounded(exact, more)
        if (shown < limit, shown > limit) == (exact < limit, exact > limit):
            return shown
    return rounded(exact, MOST_PLACES)
