"""One picture of the Summary, to be read on a phone: `layout` decides, `paint` acts."""

from collections.abc import Iterator, Sequence

from bot.domain.light import Light
from bot.domain.summary import SectionLine, Summary, TaskLine
from bot.exports.agenda import upcoming, worst
from bot.exports.lights import TILE, bar, counts, grid, mark, ring
from bot.exports.palette import (
    ACCENT,
    BODY,
    FAINT,
    FIGURE,
    INK,
    INNER,
    MARGIN,
    NOTE,
    ON_PAPER,
    RULE,
    SMALL,
    SOFT,
    TITLE,
    WIDTH,
)
from bot.exports.ruler import LINE, drawable, hang, length, text, wrap
from bot.exports.sheet import Block, Box, Sheet, Strip, beside, middle, stack
from bot.i18n import Language

RING, THICKNESS = 312.0, 50.0
HOLE = RING - 2 * THICKNESS
LEGEND = 372.0  # where the legend begins
TITLES = 372.0  # how wide the sections' titles are: twelve characters
TILES = INNER - TITLES - 24  # seven tiles
MANY_SECTIONS = 24  # more of them and the picture would be a scroll: one grid then

LIGHT_KEYS = {
    Light.RED: ("picture.red", "picture.red_means"),
    Light.YELLOW: ("picture.yellow", "picture.yellow_means"),
    Light.WHITE: ("picture.white", "picture.white_means"),
    Light.BLUE: ("picture.blue", "picture.blue_means"),
    Light.GREEN: ("picture.green", "picture.green_means"),
    Light.GREY: ("picture.grey", "picture.grey_means"),
}


def layout(summary: Summary, language: Language) -> Sheet:
    """The positions of all parts. Every number is the summary's own; every task has its tile."""
    body = stack(
        [
            header(summary, language),
            overview(summary, language),
            figures(summary, language),
            counties(summary, language),
            sections(summary, language),
            worst(summary, language),
            upcoming(summary, language),
        ],
        gap=40,
    )
    return Sheet(WIDTH, round(body.height + 2 * MARGIN), body.moved(MARGIN, MARGIN).shapes)


def header(summary: Summary, language: Language) -> Strip:
    heading = language.say("picture.heading")
    date = language.weekday_date(summary.today)
    title = wrap(drawable(summary.plan_title), INNER, TITLE, bold=True)
    return stack(
        [
            beside(
                text(heading, SMALL, ACCENT, width=INNER * 0.5, bold=True),
                text(date, SMALL, SOFT, x=INNER * 0.5, width=INNER * 0.5, align=1),
            ),
            stack(text(line, TITLE, INK, x=-hang(line) * TITLE, width=WIDTH, bold=True) for line in title),
            text(summary.scope, BODY, ACCENT, width=INNER, bold=True) if summary.scope else Strip(0),
        ],
        gap=14,
    )


def overview(summary: Summary, language: Language) -> Strip:
    """Of 31 tasks: the ring, and the legend that counts."""
    total = summary.lights.total
    whole = stack(
        [
            text(language.show(total), 84, INK, x=THICKNESS, width=HOLE, bold=True, align=0.5),
            text(language.say("picture.tasks", n=total), SMALL, SOFT, x=THICKNESS, width=HOLE, align=0.5),
        ],
    )
    circle = middle(RING, ring(summary.lights, RING, THICKNESS), whole)
    return middle(RING, circle, legend(summary, language))


def legend(summary: Summary, language: Language) -> Strip:
    names = {light: language.say(LIGHT_KEYS[light][0]) for light in Light}
    means = LEGEND + 48 + max(length(name, BODY, bold=True) for name in names.values()) + 22
    rows = []
    for light in Light:
        n, name, meaning = summary.lights[light], names[light], language.say(LIGHT_KEYS[light][1])
        ink = ON_PAPER[light] if n else FAINT
        rows.append(
            middle(
                58,
                mark(light, 26, LEGEND, 58, ink),
                text(name, BODY, INK, x=LEGEND + 48, width=means - LEGEND - 48, bold=True),
                text(meaning, SMALL, SOFT, x=means, width=INNER - means - 110),
                text(language.show(n), 44, ink, x=INNER - 100, width=100, bold=True, align=1),
            )
        )
    return stack(rows, gap=4)


def figures(summary: Summary, language: Language) -> Strip:
    """Three numbers a coordinator acts on: tasks, units and what waits for a review."""
    missing = len(summary.missing.units)
    cells = (
        (summary.late_tasks, language.say("picture.late", n=summary.late_tasks), Light.RED),
        (missing, language.say("picture.missing", n=missing), Light.YELLOW),
        (summary.waiting_review, language.say("picture.review", n=summary.waiting_review), Light.BLUE),
    )
    width = INNER / len(cells)
    return beside(
        *(
            stack(
                [
                    text(
                        language.show(n),
                        FIGURE,
                        ON_PAPER[light] if n else FAINT,
                        x=x,
                        width=width - 24,
                        bold=True,
                    ),
                    text(caption, SMALL, SOFT, x=x, width=width - 24),
                ]
            )
            for i, (n, caption, light) in enumerate(cells)
            for x in [i * width]
        )
    )


def counties(summary: Summary, language: Language) -> Strip:
    """The second figure: each county by its worst light."""
    if not summary.counties.total:
        return Strip(0)
    name = language.say("picture.counties", n=summary.counties.total)
    return stack(
        [
            beside(
                text(name, BODY, INK, width=INNER * 0.55, bold=True),
                counts(summary.counties, INNER * 0.55, INNER * 0.45, BODY, align=1),
            ),
            bar(summary.counties, 0, INNER, 26),
            text(language.say("picture.counties_note"), NOTE, SOFT, width=INNER),
        ],
        gap=10,
    )


def sections(summary: Summary, language: Language) -> Strip:
    if len(summary.sections) > MANY_SECTIONS:
        return grid(summary.tasks, 0, INNER)
    return stack(_ruled(_rows(summary, language)), gap=18)


def _rows(summary: Summary, language: Language) -> Iterator[Strip]:
    for line in summary.sections:
        tasks = [task for task in summary.tasks if task.section == line.number]
        yield section(line, tasks, language)


def section(line: SectionLine, tasks: Sequence[TaskLine], language: Language) -> Strip:
    """Its title and its counties at the left, its tasks' tiles at the right."""
    title = wrap(drawable(line.title), TITLES, SMALL, bold=True)
    left = [stack(text(words, SMALL, INK, width=TITLES + 1, bold=True) for words in title)]
    right = [grid(tasks, INNER - TILES, TILES)]
    if line.counties.total:
        label = language.say("picture.counties_short")
        taken = length(label, NOTE) + 14
        left.append(
            beside(text(label, NOTE, SOFT, width=taken), counts(line.counties, taken, TITLES - taken, NOTE))
        )
        right.append(bar(line.counties, INNER - TILES, TILES, 12))
    top = 5 if line.counties.total else (TILE.height - SMALL * LINE) / 2
    return beside(stack(left, gap=8).moved(0, top), stack(right, gap=11))


def _ruled(rows: Iterator[Strip]) -> Iterator[Strip]:
    for row in rows:
        yield Strip(2, (Block(Box(0, 0, INNER, 2), RULE),))
        yield row
