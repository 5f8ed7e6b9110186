"""The course of indicators as a picture for a phone: values, target, the line of what was to be expected, forecast."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor, log10

from bot.domain.drawn import Chart, ChartPoint, Charts
from bot.domain.light import Light
from bot.exports.lights import mark
from bot.exports.palette import (
    ACCENT,
    BODY,
    INK,
    INNER,
    MARGIN,
    NOTE,
    ON_PAPER,
    PAPER,
    RULE,
    SMALL,
    SOFT,
    TITLE,
    WIDTH,
)
from bot.exports.ruler import LINE, drawable, length, text, wrap
from bot.exports.sheet import Block, Box, Polyline, Shape, Sheet, Strip, beside, stack
from bot.i18n import Language

AXIS = 150.0  # where the plot begins: room for 1,234.5
RIGHT = 28.0  # room for half a date
PLOT = Box(AXIS, 0, INNER - AXIS - RIGHT, 400)
STEPS = 4  # lines across
DOT = 18.0
MOST_PLACES = 4
ROUND = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10))
LATEST = Fraction(1, 4)  # of the time to the date that is shown beyond it for a late forecast
FORECAST = ON_PAPER[Light.BLUE]


@dataclass(frozen=True, slots=True)
class Scales:
    """Days and values → parts of the plot, from its left and its top."""

    first: date
    last: date
    low: Fraction
    high: Fraction

    def at(self, day: date, value: Fraction) -> tuple[float, float]:
        x = Fraction((day - self.first).days, max((self.last - self.first).days, 1))
        return float(x), float((self.high - value) / (self.high - self.low))


def charts_layout(charts: Charts, language: Language) -> Sheet:
    title = wrap(drawable(charts.title), INNER, TITLE, bold=True)
    body = stack(
        [
            stack(text(line, TITLE, INK, width=INNER, bold=True) for line in title),
            text(language.weekday_date(charts.day), SMALL, SOFT, width=INNER),
            *(chart(one, language) for one in charts.charts),
        ],
        gap=28,
    )
    return Sheet(WIDTH, round(body.height + 2 * MARGIN), body.moved(MARGIN, MARGIN).shapes)


def chart(one: Chart, language: Language) -> Strip:
    scales = scales_of(one)
    name = language.say("picture.chart_title", title=one.title, unit=one.unit)
    words = wrap(drawable(one.words), INNER, SMALL)
    return stack(
        [
            Strip(2, (Block(Box(0, 0, INNER, 2), RULE),)),
            beside(
                mark(one.light, 26, 0, BODY * LINE, ON_PAPER[one.light]),
                text(drawable(name), BODY, INK, x=44, width=INNER - 44, bold=True),
            ),
            _legend(one, language),
            _plot(one, scales, language),
            stack(text(line, SMALL, SOFT, width=INNER + 1) for line in words),
        ],
        gap=16,
    )


def scales_of(one: Chart) -> Scales:
    """From the base to the date, and to a late forecast where that is not far off; values between round numbers."""
    days = [point.day for point in one.points] + [day for day in (one.due,) if day]
    days += [one.base.day] if one.base else []
    first, last = min(days), max(days)
    if one.forecast and one.forecast > last:
        last = min(one.forecast, last + timedelta(days=int((last - first).days * LATEST)))
    values = [point.value for point in one.points] + [v for v in (one.target,) if v is not None]
    values += [one.base.value] if one.base else []
    low, high = min(values), max(values)
    step = _step((high - low) / STEPS or abs(high) / STEPS or Fraction(1))
    bottom = floor(low / step) * step
    while bottom + STEPS * step < high + step / 2:  # room for the last value above its point
        step = _step(step * Fraction(11, 10))
        bottom = floor(low / step) * step
    return Scales(first, last, bottom, bottom + STEPS * step)


def _step(at_least: Fraction) -> Fraction:
    """1, 2, 2.5, 5 times a power of ten: numbers that people count in."""
    power = Fraction(10) ** floor(log10(at_least))
    return next(one * power for one in ROUND if one * power >= at_least)


def _plot(one: Chart, scales: Scales, language: Language) -> Strip:
    shapes = [*_grid(scales, language), *_lines(one, scales), *_points(one, scales, language)]
    return Strip(PLOT.height + 54, tuple(shapes))


def _grid(scales: Scales, language: Language) -> Iterator[Shape]:
    for step in range(STEPS + 1):
        y = PLOT.height * step / STEPS
        value = scales.high - (scales.high - scales.low) * step / STEPS
        yield Block(Box(PLOT.x, y - 1, PLOT.width, 2), RULE)
        shown = text(_number(value, scales), NOTE, SOFT, width=AXIS - 16, align=1)
        yield from shown.moved(0, min(max(y - NOTE * 0.6, 0), PLOT.height - NOTE)).shapes
    for part, align in ((0.0, 0.0), (0.5, 0.5), (1.0, 1.0)):
        day = scales.first + timedelta(days=round((scales.last - scales.first).days * part))
        said = language.say("picture.chart_month", month=f"{day.year}-{day.month:02d}")
        taken = length(said, NOTE) + 2
        yield from (
            text(said, NOTE, SOFT, x=PLOT.x + (PLOT.width - taken) * part, width=taken, align=align)
            .moved(0, PLOT.height + 12)
            .shapes
        )


def _number(value: Fraction, scales: Scales) -> str:
    """As many decimals as the steps between the lines have."""
    step = (scales.high - scales.low) / STEPS
    places = next((n for n in range(MOST_PLACES) if (step * 10**n).denominator == 1), MOST_PLACES)
    return f"{float(value):.{places}f}"


def _lines(one: Chart, scales: Scales) -> Iterator[Shape]:
    if one.target is not None:
        ends = (scales.at(scales.first, one.target), scales.at(scales.last, one.target))
        yield Polyline(PLOT, ends, 5, ACCENT, dash=22)
    if one.base and one.target is not None and one.due and one.due > one.base.day:
        ends = (scales.at(one.base.day, one.base.value), scales.at(one.due, one.target))
        yield Polyline(PLOT, ends, 4, SOFT)
    last = one.points[-1]
    if one.forecast and one.target is not None and one.forecast > last.day:
        yield Polyline(PLOT, _clipped(last, one.forecast, one.target, scales), 6, FORECAST, dash=10)
    if len(one.points) > 1:
        yield Polyline(PLOT, tuple(scales.at(p.day, p.value) for p in one.points), 7, INK)


def _clipped(
    last: ChartPoint, forecast: date, target: Fraction, scales: Scales
) -> tuple[tuple[float, float], ...]:
    """To the target, or to the edge of the plot on the way there."""
    end = min(forecast, scales.last)
    share = Fraction((end - last.day).days, (forecast - last.day).days)
    return scales.at(last.day, last.value), scales.at(end, last.value + (target - last.value) * share)


def _points(one: Chart, scales: Scales, language: Language) -> Iterator[Shape]:
    for point in one.points:
        x, y = scales.at(point.day, point.value)
        centre = PLOT.x + x * PLOT.width, y * PLOT.height
        yield Block(Box(centre[0] - DOT / 2, centre[1] - DOT / 2, DOT, DOT), INK, DOT / 2)
    last = one.points[-1]
    x, y = scales.at(last.day, last.value)
    said = _said(last.value)
    taken = length(said, BODY, bold=True) + 2
    left = min(max(PLOT.x + x * PLOT.width - taken / 2, PLOT.x), PLOT.x + PLOT.width - taken)
    top = max(y * PLOT.height - BODY * LINE - DOT, 0)
    yield Block(Box(left - 4, top, taken + 8, BODY * LINE), PAPER)  # no line runs through the number
    yield from text(said, BODY, INK, x=left, width=taken, bold=True).moved(0, top).shapes


def _said(value: Fraction) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def _legend(one: Chart, language: Language) -> Strip:
    entries = [("picture.chart_values", INK, 0.0)]
    if one.target is not None:
        entries.append(("picture.chart_target", ACCENT, 22.0))
    if one.base and one.due and one.target is not None:
        entries.append(("picture.chart_expected", SOFT, 0.0))
    if one.forecast and one.forecast > one.points[-1].day:
        entries.append(("picture.chart_forecast", FORECAST, 10.0))
    return beside(*_entries(entries, one, language))


def _entries(entries: Sequence[tuple[str, str, float]], one: Chart, language: Language) -> Iterator[Strip]:
    left = 0.0
    height = NOTE * LINE
    for key, colour, dash in entries:
        said = language.say(key)
        line = Polyline(Box(left, height / 2 - 4, 52, 8), ((0, 0.5), (1, 0.5)), 6, colour, dash=dash)
        taken = length(said, NOTE) + 2
        yield Strip(height, (line,))
        yield text(said, NOTE, SOFT, x=left + 64, width=taken)
        left += 64 + taken + 34
