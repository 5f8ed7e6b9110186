"""The two lists of the picture: what is longest overdue, and what the next two weeks bring."""

from bot.cards.period_names import period_name
from bot.domain.light import Light
from bot.domain.summary import LateTask, Summary, Upcoming
from bot.exports.lights import rim
from bot.exports.palette import BODY, FILL, INK, INNER, NOTE, ON_FILL, ON_PAPER, RULE, SMALL, SOFT
from bot.exports.ruler import ASCENT, LINE, length, text
from bot.exports.sheet import Block, Box, Strip, beside, middle, stack
from bot.i18n import Language

MOST_TASKS = 5
MOST_DAYS = 6  # lines of the next two weeks; what is left over is counted
CHIP = Box(0, 0, 64, 46)


def heading(words: str, note: str = "") -> Strip:
    return stack(
        [
            Strip(2, (Block(Box(0, 0, INNER, 2), RULE),)),
            middle(
                BODY * LINE,
                text(words, BODY, INK, width=INNER * 0.6, bold=True),
                text(note, NOTE, SOFT, x=INNER * 0.6, width=INNER * 0.4, align=1),
            ),
        ],
        gap=24,
    )


def worst(summary: Summary, language: Language) -> Strip:
    if not summary.overdue:
        words = (
            language.say("summary.unconfirmed", n=summary.unconfirmed)
            if summary.unconfirmed
            else language.say("picture.nothing_late")
        )
        return (
            stack([heading(language.say("picture.worst")), _nothing(words)], 14) if summary.live else Strip(0)
        )
    shown = summary.overdue[:MOST_TASKS]
    more = summary.late_tasks > len({one.task for one in shown})
    note = language.say("picture.late_in_all", n=summary.late_tasks) if more else ""
    rows = (late(one, language) for one in shown)
    return stack([heading(language.say("picture.worst"), note), stack(rows, gap=16)], gap=16)


def late(one: LateTask, language: Language) -> Strip:
    """Its number, its title over its units, and how late it is."""
    days = language.say("picture.days_late", n=one.days_late)
    taken = min(length(days, SMALL, bold=True), INNER * 0.4) + 1
    x = CHIP.width + 20
    whose = (
        one.units[0] if len(one.units) == 1 else language.say("late.units", unit=one.named, n=len(one.units))
    )
    words = stack(
        [
            beside(
                text(one.title, BODY, INK, x=x, width=INNER - x - taken - 28),
                text(
                    days, SMALL, ON_PAPER[Light.RED], x=INNER - taken, width=taken, bold=True, align=1
                ).moved(0, (BODY - SMALL) * ASCENT),
            ),
            text(whose, NOTE, SOFT, x=x, width=INNER - x),
        ]
    )
    return beside(chip(one.number, Light.RED), words)


def chip(number: str, light: Light) -> Strip:
    size = min(NOTE, (CHIP.width - 12) / max(length(number, 1, bold=True), 0.1))
    face = text(number, size, ON_FILL[light], width=CHIP.width, bold=True, align=0.5)
    chip = Strip(CHIP.height, (Block(CHIP, FILL[light], 10), *rim(light, CHIP, 10)))
    return middle(CHIP.height, chip, face)


def upcoming(summary: Summary, language: Language) -> Strip:
    title = heading(language.say("picture.upcoming"))
    if not summary.upcoming:
        return stack([title, _nothing(language.say("picture.nothing_due"))], gap=14)
    shown = summary.upcoming[:MOST_DAYS]
    dates = max(length(language.short_date(one.due), SMALL, bold=True) for one in shown) + 24
    rows = [coming(one, dates, language) for one in shown]
    if left := len(summary.upcoming) - len(shown):
        rows.append(text(language.say("picture.more", n=left), SMALL, SOFT, x=dates, width=INNER - dates))
    return stack([title, stack(rows, gap=10)], gap=16)


def coming(one: Upcoming, dates: float, language: Language) -> Strip:
    load = _load(one, language)
    taken = min(length(load, NOTE), INNER * 0.4) + 1
    what = one.title or language.say("picture.returns", period=period_name(language, one.period))
    return middle(
        BODY * LINE,
        text(language.short_date(one.due), SMALL, INK, width=dates, bold=True),
        text(what, SMALL, INK, x=dates, width=INNER - dates - taken - 24),
        text(load, NOTE, SOFT, x=INNER - taken, width=taken, align=1),
    )


def _load(one: Upcoming, language: Language) -> str:
    units = language.say("picture.units", n=one.units)
    if one.items <= one.units:
        return units
    return language.say("picture.load", units=units, items=language.say("picture.items", n=one.items))


def _nothing(words: str) -> Strip:
    return text(words, SMALL, SOFT, width=INNER)
