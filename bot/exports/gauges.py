"""The plan's goals as a picture: days so far and days left in bars, attainment as a mark, each with its words."""

from collections.abc import Iterator

from bot.domain.drawn import DayGauge, DrawnGoal, GoalBoard
from bot.domain.light import Light
from bot.exports.lights import mark
from bot.exports.palette import FILL, INK, INNER, MARGIN, NOTE, ON_PAPER, RIM, RULE, SMALL, SOFT, TITLE, WIDTH
from bot.exports.ruler import LINE, drawable, length, text, wrap
from bot.exports.sheet import Block, Box, Rim, Shape, Sheet, Strip, beside, stack
from bot.i18n import Language

BAR = 46.0
TICK = 6.0  # how far a mark of the bar reaches beyond it
SQUARE, SQUARE_GAP = 44.0, 8.0
SQUARES_AT_MOST = 18  # more heavy days than that are counted in words only


def goals_layout(board: GoalBoard, language: Language) -> Sheet:
    title = wrap(drawable(board.title), INNER, TITLE, bold=True)
    body = stack(
        [
            stack(text(line, TITLE, INK, width=INNER, bold=True) for line in title),
            text(language.weekday_date(board.day), SMALL, SOFT, width=INNER),
            *(_row(one, language) for one in board.rows),
        ],
        gap=24,
    )
    return Sheet(WIDTH, round(body.height + 2 * MARGIN), body.moved(MARGIN, MARGIN).shapes)


def _row(one: DrawnGoal, language: Language) -> Strip:
    words = wrap(drawable(one.words), INNER - 44, SMALL)
    said = stack(text(line, SMALL, INK, x=44, width=INNER - 43) for line in words)
    parts = [
        Strip(2, (Block(Box(0, 0, INNER, 2), RULE),)),
        beside(mark(one.light, 26, 0, SMALL * LINE, ON_PAPER[one.light]), said),
    ]
    if one.gauge:
        parts.append(_squares(one.gauge) if one.gauge.fewer else _bar(one.gauge, language))
    return stack(parts, gap=16)


def _bar(gauge: DayGauge, language: Language) -> Strip:
    """Good days, the others, and what is left of the year; a mark where the target is."""
    shapes: list[Shape] = [Rim(Box(0, TICK, INNER, BAR), RIM, 6, 2)]
    good = INNER * gauge.days / gauge.whole
    others = INNER * (gauge.whole - gauge.rest - gauge.days) / gauge.whole
    shapes += [Block(Box(0, TICK, good, BAR), FILL[Light.GREEN], 6)] if good else []
    shapes += [Block(Box(good, TICK, others, BAR), FILL[Light.YELLOW])] if others else []
    marks = sorted(set(gauge.totals))
    for total in marks:
        at = min(INNER * total / gauge.whole, INNER - 4)
        shapes.append(Block(Box(at, 0, 4, BAR + 2 * TICK), INK))
    return stack([Strip(BAR + 2 * TICK, tuple(shapes)), _counts(gauge, marks, language)], gap=6)


def _counts(gauge: DayGauge, marks: list[int], language: Language) -> Strip:
    """What the colours are, and how many days the mark stands for."""
    entries = (
        (language.say("picture.goal_good", n=gauge.days), FILL[Light.GREEN]),
        (language.say("picture.goal_others", n=gauge.whole - gauge.rest - gauge.days), FILL[Light.YELLOW]),
        (language.say("picture.goal_target", n=" / ".join(map(str, marks))), INK),
    )
    return beside(*_legend(entries))


def _legend(entries: tuple[tuple[str, str], ...]) -> Iterator[Strip]:
    left = 0.0
    for said, colour in entries:
        taken = length(said, NOTE) + 2
        yield Strip(NOTE * LINE, (Block(Box(left, 6, 22, 22), colour, 4),))
        yield text(said, NOTE, SOFT, x=left + 32, width=taken)
        left += 32 + taken + 34


def _squares(gauge: DayGauge) -> Strip:
    """Heavy days: one square each that may be, filled where it has been; those beyond the target are red."""
    most = max(gauge.totals)
    if max(most, gauge.days) > SQUARES_AT_MOST:
        return Strip(0)
    shapes: list[Shape] = []
    for n in range(max(most, gauge.days)):
        box = Box(n * (SQUARE + SQUARE_GAP), 0, SQUARE, SQUARE)
        if n < gauge.days:
            light = Light.RED if n >= min(gauge.totals) else Light.YELLOW
            shapes.append(Block(box, FILL[light], 6))
        shapes.append(Rim(box, RIM, 6, 3))
    return Strip(SQUARE if shapes else 0, tuple(shapes))
