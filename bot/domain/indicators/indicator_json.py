"""Figures as a JSON document has them: numbers with the decimals that facts and verdicts need, null where not known."""

from fractions import Fraction

from bot.domain.as_json import as_json
from bot.domain.indicators.figures import IndicatorFigures
from bot.domain.indicators.series import DayLevel
from bot.domain.indicators.verdicts import PeriodVerdict

LEVEL, SHARE, NEEDED = 4, 1, 2  # decimals at most


def indicator_to_json(one: IndicatorFigures) -> dict[str, object]:
    aim = one.indicator
    return {
        "task": one.task,
        "name": aim.name,
        "unit": aim.unit,
        "op": aim.op,
        "target": as_json(aim.value),
        "target_level": rounded(one.target, LEVEL),
        "due": as_json(aim.due),
        "strength": aim.strength.value,
        "base": _point(one.base),
        "readings": one.readings,
        "last": _point(one.last),
        "expected": rounded(one.expected, SHARE),
        "done_share": rounded(one.done, SHARE),
        "elapsed_share": rounded(one.elapsed, SHARE),
        "forecast": as_json(one.forecast),
        "days_off": one.days_off,
        "needed_per_month": rounded(one.needed_per_month, NEEDED),
        "reached_on": as_json(one.reached_on),
        "periods": [_period(period) for period in one.periods],
        "light": one.light.value,
        "reason": one.reason.value,
    }


def rounded(value: Fraction | None, places: int) -> int | float | None:
    """Half to even, from the exact value, once."""
    if value is None:
        return None
    short = round(value, places)
    return int(short) if short.denominator == 1 else float(short)


def _point(point: DayLevel | None) -> dict[str, object] | None:
    return {"date": as_json(point.day), "value": rounded(point.level, LEVEL)} if point else None


def _period(one: PeriodVerdict) -> dict[str, object]:
    return {
        "period": one.period,
        "value": rounded(one.value, LEVEL),
        "n": rounded(one.n, LEVEL),
        "of": rounded(one.of, LEVEL),
        "verdict": one.verdict.value,
        "short": one.short,
        "shown": one.shown,
    }
