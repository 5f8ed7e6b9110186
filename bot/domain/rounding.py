"""GB/T 8170: once, on the unrounded number, an exact half to the even digit."""

from decimal import Decimal
from fractions import Fraction


def rounded(value: Fraction | Decimal | int, places: int) -> Decimal:
    """34.5 → 34, 35.5 → 36 and, to one place, 4.15 → 4.2. Binary fractions are refused: 0.15 is none."""
    assert not isinstance(value, float)
    return Decimal(round(Fraction(value) * 10**places)).scaleb(-places)
