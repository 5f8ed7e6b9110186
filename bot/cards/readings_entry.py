"""What entering a file of readings would change, and what is wrong in it."""

from collections.abc import Iterable, Sequence

from bot.cards.callback_data import Verb
from bot.cards.card import ButtonStyle, Card
from bot.cards.formatter import Formatter
from bot.cards.reading_findings import finding_line
from bot.domain.plan import Finding, Level

SHOWN = 8  # lines of changes, and of findings; the rest is counted


def would_change(
    fmt: Formatter, name: str, rows: int, changes: Sequence[str], doubts: Sequence[Finding]
) -> Card:
    """`rows`: how many readings are new; `changes`: a sentence on each figure that becomes another."""
    title = fmt.say("readings.would_change", name=name, n=rows)
    lines = [*_first(fmt, changes), *_findings(fmt, doubts)]
    yes = fmt.button("button.enter_readings", Verb.ENTER_READINGS, style=ButtonStyle.PRIMARY)
    return Card(title, tuple(lines), ((yes, fmt.button("button.cancel", Verb.FORGET)),))


def wrong(fmt: Formatter, name: str, findings: Sequence[Finding]) -> Card:
    n = sum(one.level is Level.ERROR for one in findings)
    lines = _findings(fmt, sorted(findings, key=lambda one: (one.level is not Level.ERROR, one.line or 0)))
    return Card(fmt.say("readings.wrong", name=name, n=n), (*lines, fmt.say("readings.send_again")))


def _findings(fmt: Formatter, findings: Iterable[Finding]) -> list[str]:
    return _first(fmt, [finding_line(one, fmt.language) for one in findings])


def _first(fmt: Formatter, lines: Sequence[str]) -> list[str]:
    more = len(lines) - SHOWN
    return [*lines[:SHOWN], *([fmt.say("readings.more", n=more)] if more > 0 else [])]
