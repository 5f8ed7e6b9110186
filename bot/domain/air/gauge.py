"""How many days a goal still needs or may lose, so that it holds whatever the days to come bring.

Two ways to compare a share with its target: exactly, or rounded to 0.1 % as bulletins print it. 3 heavy days of 365 are
0.822 % and break "at most 0.8 %" exactly, and keep it rounded.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from bot.domain.assessment import Judge
from bot.domain.measurements import FULFILS
from bot.domain.plan import Measure
from bot.domain.rounding import rounded

SHARE_DECIMALS = 1  # HJ 663
BOUND = {
    Measure.GOOD_DAYS: ">=",
    Measure.HEAVY_DAYS: "<=",
}  # what `=` means: the document writes no comparator


class GaugeState(StrEnum):
    OPEN = "open"
    SECURED = "secured"  # whatever comes
    BROKEN = "broken"  # whatever comes
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class DaysSoFar:
    """A place's days in a year up to its last reading. `whole`: what shares are of in the end; `rest`: days of the year
    after the last reading. Where `whole` is 0 there is no gauge."""

    valid: int
    days: int  # good ones, or heavy ones
    rest: int
    whole: int


@dataclass(frozen=True, slots=True)
class GaugeWay:
    """`total`: the fewest good days that satisfy the target, or the most heavy ones. `need`: good days still needed.
    `left`: how many days may still be lost, negative once the target is out of reach."""

    total: int
    need: int | None
    left: int
    state: GaugeState


def satisfies(days: int, whole: int, op: str, target: Decimal, way: Judge) -> bool:
    share = Fraction(100 * days, whole)
    judged = share if way is Judge.EXACT else Fraction(rounded(share, SHARE_DECIMALS))
    return bool(FULFILS[op](judged, Fraction(target)))


def gauge(measure: Measure, so_far: DaysSoFar, op: str, target: Decimal, way: Judge) -> GaugeWay:
    """`op`: >= > of good days, <= < of heavy ones, or `=`."""
    op = BOUND[measure] if op == "=" else op

    def fulfils(days: int) -> bool:
        return satisfies(days, so_far.whole, op, target, way)

    return _good(so_far, fulfils) if measure is Measure.GOOD_DAYS else _heavy(so_far, fulfils)


def _good(so_far: DaysSoFar, fulfils: Callable[[int], bool]) -> GaugeWay:
    total = bisect_left(range(so_far.whole + 1), True, key=fulfils)
    need = max(0, total - so_far.days)
    left = so_far.rest - need
    return GaugeWay(total, need, left, _state(so_far, left, need == 0))


def _heavy(so_far: DaysSoFar, fulfils: Callable[[int], bool]) -> GaugeWay:
    total = bisect_left(range(so_far.whole + 1), True, key=lambda days: not fulfils(days)) - 1
    left = total - so_far.days
    return GaugeWay(total, None, left, _state(so_far, left, left >= so_far.rest))


def _state(so_far: DaysSoFar, left: int, secured: bool) -> GaugeState:
    if not so_far.rest:
        return GaugeState.MET if left >= 0 else GaugeState.MISSED
    if left < 0:
        return GaugeState.BROKEN
    return GaugeState.SECURED if secured else GaugeState.OPEN
