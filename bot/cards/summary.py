"""The summary card: all figures on one screen, with buttons for the lists behind them."""

from collections.abc import Sequence
from datetime import timedelta

from bot.cards import ahead_lines, late_lines, return_lines, support_lines
from bot.cards.callback_data import Verb
from bot.cards.card import Button, Card
from bot.cards.figures_line import figures_line
from bot.cards.fit_screen import ScreenBlock, fit_screen
from bot.cards.formatter import Formatter, clipped, rows
from bot.cards.lists import upcoming
from bot.cards.term_lines import term_lines
from bot.cards.urgent_lines import urgent_lines
from bot.domain.summary import Activity, SectionLine, Summary, TaskLine

UPCOMING_LINES = 3  # dates of the next two weeks
WORST_LINES = 5
RETURN_LINES = 8
SHORTEST_PERIOD = timedelta(days=27)  # a range shorter than February holds no period
TASK_LINES = 10  # when the scope is a single section


def summary(fmt: Formatter, s: Summary, part: str = "", shares: tuple[str, ...] = ()) -> Card:
    """At most 25 lines, whatever the state of the plan. `part` names the scope in the buttons' payloads: what they open
    is counted alike. `shares`: a line a unit, of a single task."""
    blocks = [
        ScreenBlock((_header(fmt, s),)),
        *([ScreenBlock((_activity_lines(fmt, s.activity),))] if s.activity else []),
        *([_returns_block(fmt, s)] if s.activity else []),
        ScreenBlock((shares, shares[:4], ())) if shares else _sections_or_tasks(fmt, s),
        *([support_lines.block(fmt, s.supported)] if s.supported else []),
        _late_block(fmt, s),
        *([] if s.activity else [_returns_block(fmt, s)]),
        ScreenBlock((_review_and_holders(fmt, s),)),
        _upcoming_block(fmt, s),
    ]
    title = fmt.say("summary.title", day=s.today)
    shown = [block for block in blocks if block.shapes[0]]
    card = fit_screen(title, shown, _drill_down_buttons(fmt, s, part))
    return Card(card.title, card.lines, card.buttons, assignments=tuple(item.id for item in s.worst))


def _header(fmt: Formatter, s: Summary) -> tuple[str, ...]:
    scope = fmt.say("summary.scope", scope=s.scope) if s.scope else clipped(s.plan_title, 40)
    lines = [scope]
    if s.tasks or not s.supported:  # a unit without tasks of its own reads those it supports
        lines.append(fmt.say("summary.tasks", n=len(s.tasks), lights=fmt.lights(s.lights)))
    if s.counties.total:
        lines.append(fmt.say("summary.counties", n=s.counties.total, lights=fmt.lights(s.counties)))
    return (*lines, *urgent_lines(fmt, s), *figures_line(fmt, s), *term_lines(fmt, s.golive))


def _sections_or_tasks(fmt: Formatter, s: Summary) -> ScreenBlock:
    """One line per section; a single section shows its tasks instead."""
    if len(s.sections) > 1:
        return ScreenBlock((tuple(_section(fmt, one) for one in s.sections),))
    lines = [_task(fmt, one) for one in s.tasks]
    cut = [(*lines[:most], *_more_tasks(fmt, len(lines) - most)) for most in (TASK_LINES, 5)]
    return ScreenBlock((tuple(lines), *cut, ()))


def _more_tasks(fmt: Formatter, n: int) -> list[str]:
    return [fmt.say("summary.more_tasks", n=n)] if n > 0 else []


def _section(fmt: Formatter, one: SectionLine) -> str:
    key = "summary.section_counties" if one.counties.total else "summary.section"
    return fmt.say(
        key,
        number=one.number,
        title=clipped(one.title, 16),
        lights=fmt.lights(one.tasks),
        counties=fmt.lights(one.counties),
    )


def _task(fmt: Formatter, one: TaskLine) -> str:
    key = "summary.task_counties" if one.counties.total else "summary.task"
    return fmt.say(
        key,
        light=fmt.light(one.light),
        number=one.mark,
        title=clipped(one.title, 20),
        counties=fmt.lights(one.counties),
    )


def _late_block(fmt: Formatter, s: Summary) -> ScreenBlock:
    """The lines on late tasks; before go-live nothing is known, and 无逾期事项 is said only where nothing is
    unconfirmed."""
    unconfirmed = [fmt.say("summary.unconfirmed", n=s.unconfirmed)] if s.unconfirmed else []
    if s.late:
        head = fmt.say("summary.late", n=s.late_tasks, units=s.late_units)
        lines = [late_lines.line(fmt, one) for one in s.overdue[:WORST_LINES]]
        cut = [(head, *lines[:most], *unconfirmed) for most in (WORST_LINES, 3, 0)]
        return ScreenBlock(tuple(cut))
    if unconfirmed or not s.live:
        return ScreenBlock((tuple(unconfirmed),))
    return ScreenBlock(((fmt.say("summary.nothing_late"),),))


def _returns_block(fmt: Formatter, s: Summary) -> ScreenBlock:
    lines = return_lines.lines(fmt, s)
    if not lines and s.activity and s.activity.end - s.activity.start >= SHORTEST_PERIOD:
        lines = [fmt.say("returns.none_in_range")]
    return ScreenBlock(tuple(tuple(lines[:most]) for most in (RETURN_LINES, 5, 3, 1)))


def _review_and_holders(fmt: Formatter, s: Summary) -> tuple[str, ...]:
    lines = [fmt.say("summary.risks", n=s.risks)] if s.risks else []
    if s.to_acknowledge and s.live:
        lines.append(fmt.say("summary.waiting", n=s.waiting_review, done=s.acknowledged, of=s.to_acknowledge))
    if s.held:
        held = [fmt.say("summary.holder", unit=unit, n=n) for unit, n in list(s.held.items())[:3]]
        lines.append(fmt.say("summary.held", n=sum(s.held.values()), held=held))
    if s.suspended:
        lines.append(fmt.say("summary.suspended", n=s.suspended))
    return tuple(lines)


def _upcoming_block(fmt: Formatter, s: Summary) -> ScreenBlock:
    if not s.upcoming:
        return ScreenBlock(((fmt.say("summary.nothing_ahead"),) if s.live else (),))
    head = fmt.say("summary.ahead", what=ahead_lines.sentence(fmt, s))
    dated = [upcoming(fmt, one) for one in s.upcoming if not one.returned]
    cut = [(head, *dated[:most], *_more_days(fmt, len(dated) - most)) for most in (UPCOMING_LINES, 1)]
    return ScreenBlock((*cut, (head,)))


def _more_days(fmt: Formatter, n: int) -> list[str]:
    return [fmt.say("summary.more_ahead", n=n)] if n > 0 else []


def _activity_lines(fmt: Formatter, activity: Activity) -> tuple[str, ...]:
    """Counts of events between two days, and units that did not report."""
    counts = activity.counts
    reported = counts.get("reported", 0) + counts.get("filed", 0)
    lines = [
        fmt.say("summary.between", start=fmt.day(activity.start), end=fmt.day(activity.end)),
        fmt.say(
            "summary.happened", reported=reported, submitted=counts.get("submitted", 0), passed=counts.get("passed", 0),
            returned=counts.get("returned", 0), extended=counts.get("extension_granted", 0),
        ),
        fmt.say("summary.reporting", n=len(activity.reporting)),
    ]  # fmt: skip
    if activity.silent:
        key = "summary.silent" if len(activity.silent) <= WORST_LINES else "summary.silent_more"
        lines.append(fmt.say(key, n=len(activity.silent), units=list(activity.silent[:WORST_LINES])))
    return tuple(lines)


def _drill_down_buttons(fmt: Formatter, s: Summary, part: str) -> Sequence[tuple[Button, ...]]:
    sections = [
        fmt.button("button.section", Verb.SECTION, one.number, number=one.number) for one in s.sections
    ]
    doors = [
        fmt.button(key, verb_in, part, 0) if part else fmt.button(key, verb, 0)
        for key, verb, verb_in in (
            ("button.late", Verb.LATE, Verb.LATE_IN),
            ("button.missing", Verb.MISSING, Verb.MISSING_IN),
            *((("button.units", Verb.UNITS, Verb.UNITS_IN),) if not part.startswith("t") else ()),
            ("button.ahead", Verb.AHEAD, Verb.AHEAD_IN),
        )
    ]
    if part.startswith("t"):
        doors.insert(0, fmt.button("button.shares", Verb.SHARES, part[1:], 0))
    if s.risks:
        risks = (Verb.RISKS_IN, part, 0) if part else (Verb.RISKS, 0)
        doors.append(fmt.button("button.risks", *risks))
    if s.suspended:
        doors.append(fmt.button("button.suspended", Verb.SUSPENDED, 0, n=s.suspended))
    if s.scope:
        doors.append(fmt.button("button.whole", Verb.SUMMARY))
    return (*(rows(sections, 4) if len(sections) > 1 else ()), *rows(doors, 4))
