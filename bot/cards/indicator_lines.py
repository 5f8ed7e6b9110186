"""One sentence on an indicator: last value, target, what was to be expected, where it leads, what is needed."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bot.cards.formatter import Formatter
from bot.cards.period_names import period_name
from bot.domain.indicators.course import IndicatorReason
from bot.domain.indicators.figures import IndicatorFigures
from bot.domain.indicators.indicator_reading import POINTS, counts_down, is_change
from bot.domain.indicators.verdicts import PeriodVerdict, as_judged, decimal
from bot.domain.measurements import Verdict

LEVEL, SHARE, NEEDED = 4, 1, 2  # decimals at most

AHEAD_KEYS = {  # (less is better, more than expected)
    (False, True): "figures.more_than_expected",
    (False, False): "figures.less_than_expected",
    (True, True): "figures.higher_than_expected",
    (True, False): "figures.lower_than_expected",
}


def indicator_line(fmt: Formatter, one: IndicatorFigures) -> str:
    """风电装机240万千瓦（6月30日），目标260万千瓦，比应有进度少4.9；按目前速度2026年3月30日到260，晚89天；每月需3.31"""
    if one.reason is IndicatorReason.NO_READING:
        return fmt.say("figures.none", name=one.indicator.name)
    return fmt.say("light.marked", light=fmt.light(one.light), text=indicator_text(fmt, one))


def indicator_text(fmt: Formatter, one: IndicatorFigures) -> str:
    """Of one that has been read, without the light."""
    return "".join((_head(fmt, one), *_rest(fmt, one)))


def on_paper_line(fmt: Formatter, one: IndicatorFigures) -> str:
    """What the card says, with the value to be expected by now and what is still missing to the target."""
    return indicator_text(fmt, one) + "".join(_missing(fmt, one))


def _missing(fmt: Formatter, one: IndicatorFigures) -> Iterator[str]:
    if one.periods or one.last is None or one.target is None or one.reached_on:
        return
    if one.expected is not None and one.reason is not IndicatorReason.OVERDUE:
        expected = level_text(fmt, one, round(one.expected, SHARE))
        yield fmt.say("figures.expected", level=expected)
    if one.reason is not IndicatorReason.OVERDUE:  # else it has been said
        yield fmt.say(
            "figures.missing", amount=_difference(fmt, one, abs(one.target - one.last.level), LEVEL)
        )


def _head(fmt: Formatter, one: IndicatorFigures) -> str:
    assert one.last
    value = level_text(fmt, one, one.last.level)
    if not one.periods:
        return fmt.say("figures.last", name=one.indicator.name, value=value, day=fmt.day(one.last.day))
    return fmt.say("figures.of_period", name=one.indicator.name, said=_period(fmt, one, one.periods[-1]))


def _period(fmt: Formatter, one: IndicatorFigures, period: PeriodVerdict) -> str:
    """1月19.5%，未达到20%，差1家"""
    value = period.shown or level_text(fmt, one, period.value)
    aim = fmt.language.quantity(one.indicator.value, one.indicator.unit)
    name = period_name(fmt.language, period.period)
    if period.verdict is Verdict.MET:
        return fmt.say("figures.period_met", period=name, value=value, aim=aim)
    key = "figures.period_short" if period.short else "figures.period_missed"
    return fmt.say(key, period=name, value=value, aim=aim, n=period.short or 0)


def _rest(fmt: Formatter, one: IndicatorFigures) -> Iterator[str]:
    if one.periods:
        return
    if one.target is not None:
        yield fmt.say("figures.target", target=level_text(fmt, one, one.target))
    if one.reason is IndicatorReason.REACHED and one.reached_on:
        yield fmt.say("figures.reached", day=fmt.day(one.reached_on))
        return
    if one.reason is IndicatorReason.OVERDUE:
        yield from _overdue(fmt, one)
        return
    if one.reason is IndicatorReason.SINGLE_READING:
        yield fmt.say("figures.single")
    elif one.expected is not None:
        yield from _expected(fmt, one)
    yield from _ahead(fmt, one)


def _overdue(fmt: Formatter, one: IndicatorFigures) -> Iterator[str]:
    due = one.indicator.due
    if one.last and one.target is not None and due:
        short = _difference(fmt, one, abs(one.target - one.last.level), LEVEL)
        yield fmt.say("figures.overdue", day=fmt.day(due), amount=short)


def _expected(fmt: Formatter, one: IndicatorFigures) -> Iterator[str]:
    assert one.last and one.expected is not None
    difference = round(one.last.level - one.expected, SHARE)
    if not difference:
        yield fmt.say("figures.as_expected")
        return
    key = AHEAD_KEYS[counts_down(one.indicator), difference > 0]
    yield fmt.say(key, amount=_difference(fmt, one, abs(difference), SHARE))


def _ahead(fmt: Formatter, one: IndicatorFigures) -> Iterator[str]:
    """Where it leads, and what is needed."""
    if one.forecast and one.target is not None and one.days_off is not None:
        key = "figures.forecast_late" if one.days_off > 0 else "figures.forecast"
        days = {"n": one.days_off} if one.days_off > 0 else {}
        yield fmt.say(key, day=fmt.day(one.forecast), target=level_text(fmt, one, one.target), **days)
    if one.needed_per_month is not None:
        yield fmt.say("figures.needed", amount=_difference(fmt, one, one.needed_per_month, NEEDED))
    if one.reason is IndicatorReason.STALE and one.last:
        yield fmt.say("figures.stale", n=(fmt.today - one.last.day).days)


def _difference(fmt: Formatter, one: IndicatorFigures, value: Fraction, places: int) -> str:
    """Between shares it is counted in percentage points."""
    unit = POINTS if one.indicator.unit == "%" else one.indicator.unit
    return fmt.language.quantity(_number(value, places), unit)


def level_text(fmt: Formatter, one: IndicatorFigures, level: Fraction) -> str:
    """A change is read as a level in per cent; a share shows what its verdict was made of."""
    unit = "%" if is_change(one.indicator) else one.indicator.unit
    if one.indicator.unit == "%":
        return f"{as_judged(level, one.indicator)}%"
    return fmt.language.quantity(_number(level, LEVEL), unit)


def _number(value: Fraction, places: int) -> Decimal:
    shown = decimal(round(value, places))
    whole = shown.to_integral_value()
    return whole if whole == shown else shown.normalize()
