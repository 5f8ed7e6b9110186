"""Each month's own verdict of a target without a date: exact, with what is missing, and shown as it was judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from bot.domain.indicators.levels import PERCENT
from bot.domain.indicators.series import DayLevel
from bot.domain.measurements import FULFILS, Verdict
from bot.domain.plan import Indicator


@dataclass(frozen=True, slots=True)
class PeriodVerdict:
    """`short`: how many more of `of` were needed, or were too many; None where met or nothing was counted."""

    period: str  # 2024-01
    value: Fraction
    n: Fraction | None
    of: Fraction | None
    verdict: Verdict
    short: int | None
    shown: str | None  # of a share: with as many decimals as make it agree with the verdict


def fulfils(level: Fraction, indicator: Indicator) -> bool:
    return bool(FULFILS[indicator.op](level, Fraction(indicator.value)))


def verdicts(indicator: Indicator, points: Sequence[DayLevel]) -> Iterator[PeriodVerdict]:
    """A month is judged by its last reading."""
    last = {f"{one.day:%Y-%m}": one for one in points}
    for period, one in last.items():
        met = fulfils(one.level, indicator)
        verdict = Verdict.MET if met else Verdict.MISSED
        shown = f"{as_judged(one.level, indicator)}%" if indicator.unit == PERCENT else None
        yield PeriodVerdict(
            period, one.level, one.n, one.of, verdict, None if met else short(indicator, one), shown
        )


def short(indicator: Indicator, point: DayLevel) -> int | None:
    """39 of 200 are 1 short of 20 %."""
    if point.n is None or not point.of:
        return None
    edge = Fraction(indicator.value) * point.of / 100
    whole = {"<=": floor(edge), "<": ceil(edge) - 1, ">": floor(edge) + 1}.get(indicator.op, ceil(edge))
    return abs(ceil(whole - point.n))


def as_judged(level: Fraction, indicator: Indicator) -> Decimal:
    """Rounded, with one decimal or as many more as it takes not to contradict the verdict: 19.96 stays 19.96 where
    20 is asked."""
    met = fulfils(level, indicator)
    places = 1
    while fulfils(round(level, places), indicator) is not met:
        places += 1
    return decimal(round(level, places)).quantize(Decimal(1).scaleb(-places))


def decimal(value: Fraction) -> Decimal:
    """Of a number whose decimals end."""
    return Decimal(value.numerator) / Decimal(value.denominator)
