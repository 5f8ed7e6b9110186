"""What entering a file of readings would change, and what is wrong in it."""

from collections.abc import Iterable, Sequence

from bot.cards.air_findings import say_air_finding
from bot.cards.callback_data import Verb
from bot.cards.card import ButtonStyle, Card
from bot.cards.formatter import Formatter
from bot.cards.reading_findings import finding_line
from bot.domain.handed_readings import HandedReadings, ReadingsKind
from bot.domain.plan import Finding, Level
from bot.i18n import Language

SHOWN = 8  # lines of changes, and of findings; the rest is counted


def would_change(
    fmt: Formatter, handed: HandedReadings, rows: int, changes: Sequence[str], doubts: Sequence[Finding]
) -> Card:
    """`rows`: how many readings are new; `changes`: a sentence on each figure that becomes another."""
    title = fmt.say("readings.would_change", name=handed.name, n=rows)
    lines = [*_extent(fmt, handed), *_first(fmt, changes), *_findings(fmt, handed.kind, doubts)]
    yes = fmt.button("button.enter_readings", Verb.ENTER_READINGS, style=ButtonStyle.PRIMARY)
    return Card(title, tuple(lines), ((yes, fmt.button("button.cancel", Verb.FORGET)),))


def _extent(fmt: Formatter, handed: HandedReadings) -> list[str]:
    """17个地区，2024年1月1日至1月31日"""
    if not handed.air:
        return []
    days = [one.day for one in handed.air]
    places = {one.place for one in handed.air}
    return [fmt.say("readings.extent", n=len(places), first=fmt.day(min(days)), last=fmt.day(max(days)))]


def wrong(fmt: Formatter, handed: HandedReadings, findings: Sequence[Finding]) -> Card:
    n = sum(one.level is Level.ERROR for one in findings)
    lines = _findings(
        fmt, handed.kind, sorted(findings, key=lambda one: (one.level is not Level.ERROR, one.line or 0))
    )
    return Card(fmt.say("readings.wrong", name=handed.name, n=n), (*lines, fmt.say("readings.send_again")))


def finding_text(kind: ReadingsKind, one: Finding, language: Language) -> str:
    say = say_air_finding if kind is ReadingsKind.AIR else finding_line
    return say(one, language)


def _findings(fmt: Formatter, kind: ReadingsKind, findings: Iterable[Finding]) -> list[str]:
    return _first(fmt, [finding_text(kind, one, fmt.language) for one in findings])


def _first(fmt: Formatter, lines: Sequence[str]) -> list[str]:
    more = len(lines) - SHOWN
    return [*lines[:SHOWN], *([fmt.say("readings.more", n=more)] if more > 0 else [])]
