"""Readings in the unit of their indicator, exactly: a share is counted, a change stands on its base.

Units of different kinds never convert. A unit that is likely to be a slip is asked about and not used:
"790千瓦" after 700 万千瓦.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from bot.domain.indicators.indicator_reading import POINTS, IndicatorReading, counts_down, is_change
from bot.domain.plan import Indicator
from bot.domain.quantity import CANONICAL, convert

PERCENT = "%"
FAR = 100  # so many times more or less than the last reading, as converted …
NEAR = 10  # … and as written within so many times of it: the unit is in doubt


def canonical(unit: str) -> str:
    """kW is 千瓦; a unit that the table does not have stays as written."""
    written = unit.strip()
    return CANONICAL.get(written.lower(), "%" if written in ("%", "％", "﹪") else written)


def fits(reading: IndicatorReading, indicator: Indicator) -> bool:
    """Whether it can be said in the indicator's unit."""
    unit = canonical(reading.unit)
    if is_change(indicator):
        return unit in (PERCENT, POINTS) or bool(reading.of)
    if indicator.unit == PERCENT:
        return unit == PERCENT or bool(reading.of)
    return convert(reading.value, unit, canonical(indicator.unit)) is not None


def level(reading: IndicatorReading, indicator: Indicator, base: Fraction | None) -> Fraction | None:
    """The value in the indicator's unit; None where it does not fit, or is a change while the base is not known."""
    if not fits(reading, indicator):
        return None
    unit, value = canonical(reading.unit), Fraction(reading.value)
    shares = is_change(indicator) or indicator.unit == PERCENT
    if shares and reading.of and unit != PERCENT:
        return 100 * value / Fraction(reading.of)
    if is_change(indicator) and unit == POINTS:
        return None if base is None else _beside(base, value, indicator)
    converted = convert(reading.value, unit, canonical(indicator.unit))
    return value if converted is None else Fraction(converted)


def _beside(base: Fraction, change: Fraction, indicator: Indicator) -> Fraction:
    return base - change if counts_down(indicator) else base + change


def target_level(indicator: Indicator, base: Fraction | None) -> Fraction | None:
    """None for a change while its base is not known."""
    aim = Fraction(indicator.value)
    if not is_change(indicator):
        return aim
    return None if base is None else _beside(base, aim, indicator)


def in_doubt(reading: IndicatorReading, indicator: Indicator, last: Fraction | None) -> bool:
    """Whether another unit than the indicator's was likely written by mistake. `last`: the reading before it; without
    one, or where it was 0, the target is looked at. A share is no amount."""
    unit, own = canonical(reading.unit), canonical(indicator.unit)
    if unit == own or is_change(indicator) or indicator.unit == PERCENT:
        return False
    converted = convert(reading.value, unit, own)
    return converted is not None and is_slip(converted, reading.value, last or Fraction(indicator.value))


def is_slip(converted: Decimal | Fraction, written: Decimal | Fraction, beside: Decimal | Fraction) -> bool:
    """Far from what it is compared with as converted, and near to it as written."""
    if not converted or not beside:
        return False
    far, near = (abs(Fraction(value) / Fraction(beside)) for value in (converted, written))
    return (far > FAR or far * FAR < 1) and 1 <= near * NEAR <= NEAR * NEAR


def base_reading(indicator: Indicator, readings: Iterable[IndicatorReading]) -> IndicatorReading | None:
    """The one noted 基期, and of a change else the last one of the year that the plan names: nothing says how far any
    other lies from that year."""
    levels = [one for one in readings if not one.place and canonical(one.unit) != POINTS]
    if noted := [one for one in levels if one.base]:
        first = min(one.day for one in noted)
        return max((one for one in noted if one.day == first), key=lambda one: one.age)
    in_year = [one for one in levels if indicator.base == str(one.day.year)] if is_change(indicator) else ()
    return max(in_year, key=lambda one: (one.day, one.age), default=None)
