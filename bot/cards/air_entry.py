"""Readings of the air that somebody typed: as they are understood, and what has to be confirmed first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.cards.air_findings import say_air_finding
from bot.cards.callback_data import Verb
from bot.cards.card import ButtonStyle, Card
from bot.cards.formatter import Formatter
from bot.domain.air.completed_air import CompletedAir
from bot.domain.air.pollutant import POLLUTANTS
from bot.domain.plan import Finding
from bot.i18n import Language

SHOWN = 8  # changed figures; the rest is counted
VALUE_NAME_KEYS = {**{one.value: f"pollutant.{one}" for one in POLLUTANTS}, "aqi": "pollutant.aqi"}
SAID_FINDING_KEYS = {
    "negative": "air.said.negative",
    "bad_number": "air.said.bad_number",
    "co_unit": "air.said.co_unit",
    "other_unit": "air.said.other_unit",
    "future_day": "air.said.future_day",
    "no_place": "air.said.no_place",
    "no_day": "air.said.no_day",
    "unread": "air.said.unread",
    "known_otherwise": "air.said.known_otherwise",
}


@dataclass(frozen=True, slots=True)
class ShownAir:
    """`names`: of the values that were typed."""

    completed: CompletedAir
    names: Sequence[str]


def say_said_finding(one: Finding, language: Language) -> str:
    key = SAID_FINDING_KEYS.get(one.code)
    return language.say(key, **one.args) if key else say_air_finding(one, language)


def recorded(fmt: Formatter, rows: Iterable[ShownAir], changes: Sequence[str]) -> Card:
    more = len(changes) - SHOWN
    lines = [*_rows(fmt, rows), *changes[:SHOWN], *([fmt.say("readings.more", n=more)] if more > 0 else [])]
    return Card(fmt.say("air.said.recorded"), tuple(lines), ((fmt.button("button.undo", Verb.UNDO),),))


def doubtful(fmt: Formatter, rows: Iterable[ShownAir], doubts: Iterable[Finding]) -> Card:
    lines = (*_rows(fmt, rows), *(say_said_finding(one, fmt.language) for one in doubts))
    yes = fmt.button("button.record_readings", Verb.ENTER_READINGS, style=ButtonStyle.PRIMARY)
    return Card(fmt.say("air.said.ask"), lines, ((yes, fmt.button("button.cancel", Verb.FORGET)),))


def wrong(fmt: Formatter, findings: Iterable[Finding]) -> Card:
    lines = [say_said_finding(one, fmt.language) for one in findings]
    return Card(fmt.say("air.said.not_recorded"), (*lines, fmt.say("air.said.again")))


def _rows(fmt: Formatter, rows: Iterable[ShownAir]) -> Iterator[str]:
    for row in rows:
        reading = row.completed.reading
        values = [*_values(fmt, row), *_marks(fmt, row)]
        yield fmt.say("air.said.row", place=reading.place, day=fmt.day(reading.day), values=values)


def _values(fmt: Formatter, row: ShownAir) -> Iterator[str]:
    stands = _standing(row.completed)
    for name in row.names:
        was = row.completed.replaced.get(name)
        args = {"name": fmt.say(VALUE_NAME_KEYS[name]), "value": stands[name]}
        yield (
            fmt.say("air.said.value", **args) if was is None else fmt.say("air.said.changed", was=was, **args)
        )


def _standing(completed: CompletedAir) -> Mapping[str, object]:
    reading = completed.reading
    return {"aqi": reading.aqi, **{one.value: reading.value(one) for one in POLLUTANTS}}


def _marks(fmt: Formatter, row: ShownAir) -> Iterator[str]:
    if row.completed.reading.dust:
        yield fmt.say("air.said.dust")
    if row.completed.reading.audited:
        yield fmt.say("air.said.audited")
