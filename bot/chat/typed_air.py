"""Readings of the air typed in chat: recorded at once where they are clear, asked about where they are not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.actions.correct_figures import corrections_between
from bot.actions.enter_readings import (
    STREAM,
    PlannedEntry,
    enter_readings,
    planned_entry,
    require_may_enter,
    take_back_readings,
)
from bot.actions.outcome import NO_OUTCOME, Outcome
from bot.cards import air_entry as cards
from bot.cards.air_changes import air_changes
from bot.cards.air_entry import ShownAir
from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Card
from bot.chat.confirming import confirmed_by_words
from bot.chat.turn import Answer, Expects, Turn
from bot.context.air_numbers import AirNumbers
from bot.domain.air.air_oddities import oddities
from bot.domain.air.air_reading import WHOLE_CITY
from bot.domain.air.completed_air import completed_air
from bot.domain.errors import Refused
from bot.domain.handed_readings import HandedReadings, ReadingsKind
from bot.domain.language.air_said import AirWords, SaidAir, air_words, only_where
from bot.domain.language.references import head
from bot.domain.plan import Finding, Level, UnitKind
from bot.queries.history import VersionedEvent, events_of

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TypedAir:
    """Words, and what was left out of them. `said_on`: the day from which 昨天 is counted; `instead`: versions of the
    events whose place it takes."""

    text: str
    said_on: date
    place: str = ""
    day: date | None = None
    instead: tuple[int, ...] = ()

    def to_json(self) -> dict[str, object]:
        day = self.day.isoformat() if self.day else ""
        return {
            "words": self.text, "said_on": self.said_on.isoformat(), "place": self.place, "day": day,
            "instead": list(self.instead),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Understood:
    """What typed readings come to. `before`: the air without the events whose place they take."""

    entry: PlannedEntry
    shown: Sequence[ShownAir]
    doubts: Sequence[Finding]
    before: AirNumbers
    taken_back: Outcome = NO_OUTCOME

    @property
    def wrong(self) -> list[Finding]:
        return [one for one in self.entry.findings if one.level is Level.ERROR]


async def said(turn: Turn, text: str) -> Answer | None:
    """None where the words are no readings of the air. Refused for who may not enter them."""
    typed = _completing(turn, text) or TypedAir(text, turn.today)
    words = _words(turn, typed)
    if words is None or turn.files or turn.context.air is None:
        return None
    if typed.text == text and not _are_readings(turn, text, words):
        return None
    return await _answer(turn, typed, words)


async def edited(turn: Turn, versions: Sequence[int]) -> Answer:
    """The new words take the place of the old ones; words that are no readings do not."""
    typed = TypedAir(turn.inbound.text.strip(), turn.today, instead=tuple(versions))
    words = _words(turn, typed)
    if words is None:
        raise Refused("refused.said_again")
    return await _answer(turn, typed, words)


async def enter(turn: Turn, kept: Mapping[str, object]) -> Answer:
    """记录: what was shown, with what it was asked about."""
    require_may_enter(turn.context, turn.person)
    typed = _typed(kept)
    words = _words(turn, typed)
    assert words is not None  # they were read when they were kept
    return await _recorded(turn, typed, await _understood(turn, typed, words))


def _typed(kept: Mapping[str, object]) -> TypedAir:
    day, instead = str(kept["day"]), kept["instead"]
    assert isinstance(instead, list | tuple)
    return TypedAir(
        str(kept["words"]), date.fromisoformat(str(kept["said_on"])), str(kept["place"]),
        date.fromisoformat(day) if day else None, tuple(instead),
    )  # fmt: skip


def _completing(turn: Turn, text: str) -> TypedAir | None:
    """桐柏县 or 1月2日 to the question which place or day was meant."""
    kept = turn.dialog.data if turn.dialog and turn.dialog.expects is Expects.CONFIRM else {}
    where = only_where(text, _counties(turn), turn.today) if "words" in kept else None
    if where is None:
        return None
    typed = _typed(kept)
    return replace(typed, place=where.place or typed.place, day=where.day or typed.day)


def _counties(turn: Turn) -> list[str]:
    return [one.name for one in turn.context.plan.units if one.kind is UnitKind.COUNTY]


def _words(turn: Turn, typed: TypedAir) -> AirWords | None:
    return air_words(typed.text, _counties(turn), typed.said_on)


def _are_readings(turn: Turn, text: str, words: AirWords) -> bool:
    """Words beside the values make a report of them; whoever enters readings is asked, unless an item is named."""
    enters = _may_enter(turn)
    if words.unread and not (enters and words.complete and head(text) is None):
        return False
    waited_for = turn.dialog is not None and turn.dialog.expects is Expects.REPORT
    elsewhere = waited_for or bool(turn.on and turn.inbound.message_id)
    return words.complete or ((words.placed or enters) and not elsewhere)


def _may_enter(turn: Turn) -> bool:
    try:
        require_may_enter(turn.context, turn.person)
    except Refused:
        return False
    return True


async def _answer(turn: Turn, typed: TypedAir, words: AirWords) -> Answer:
    require_may_enter(turn.context, turn.person)
    found = await _understood(turn, typed, words)
    if found.wrong:
        return Answer(cards.wrong(turn.fmt, found.wrong))
    if not found.entry.new and not typed.instead:
        return Answer(Card(turn.say("air.said.nothing_new")))
    if found.doubts:
        card = cards.doubtful(turn.fmt, found.shown, found.doubts)
        return confirmed_by_words(turn, card, payload_for(Verb.ENTER_READINGS), **typed.to_json())
    return await _recorded(turn, typed, found)


def _missing(typed: TypedAir, words: AirWords) -> tuple[str, date | None]:
    """What is proposed where nothing is named: the whole city, and the last day that is over."""
    place = "" if typed.place or all(row.place for row in words.rows) else WHOLE_CITY
    whole = typed.day or all(row.day for row in words.rows)
    return place, None if whole else typed.said_on - ONE_DAY


async def _understood(turn: Turn, typed: TypedAir, words: AirWords) -> Understood:
    assert turn.context.air is not None
    events = await events_of(turn.store, STREAM, turn.context.calendar)
    replaced = [one for one in events if one.version in typed.instead]
    taken_back = _taken_back(turn, replaced, events)
    entered_at = {one.event.at for one in replaced}
    before = AirNumbers(
        tuple(one for one in turn.context.air.readings if one.recorded not in entered_at),
        turn.context.air.rules,
    )
    asked = _missing(typed, words)
    rows = [_whole(row, typed, asked) for row in words.rows]
    shown = [_completed(row, before) for row in rows]
    handed = HandedReadings(
        ReadingsKind.AIR, "", bad=(*words.findings, *_wrong_days(turn, rows)),
        air=tuple(one.completed.reading for one in shown),
    )  # fmt: skip
    context = replace(turn.context, air=before)
    entry = await planned_entry(turn.store, context, handed, turn.now)
    lines = tuple(replace(one, line=n) for n, one in enumerate(entry.air, 1))
    entry = replace(entry, version=entry.version + bool(taken_back.changes), air=lines)
    doubts = [*_asked(asked), *_doubts(typed, words, shown, before, entry)]
    return Understood(entry, shown, doubts, before, taken_back)


def _taken_back(turn: Turn, replaced: Sequence[VersionedEvent], events: Sequence[VersionedEvent]) -> Outcome:
    if not replaced:
        return NO_OUTCOME
    return take_back_readings(turn.context, turn.person, replaced, events, turn.now)


def _whole(row: SaidAir, typed: TypedAir, asked: tuple[str, date | None]) -> SaidAir:
    place, day = asked
    return replace(row, place=row.place or typed.place or place, day=row.day or typed.day or day)


def _completed(row: SaidAir, air: AirNumbers) -> ShownAir:
    assert row.day is not None
    completed = completed_air(air.readings, row.place, row.day, row.values, row.dust, row.audited)
    return ShownAir(completed, list(row.values))


def _wrong_days(turn: Turn, rows: Sequence[SaidAir]) -> list[Finding]:
    late = dict.fromkeys(row.day for row in rows if row.day and row.day > turn.today)
    return [Finding(Level.ERROR, "future_day", None, {"day": day}) for day in late]


def _asked(asked: tuple[str, date | None]) -> list[Finding]:
    place, day = asked
    found = [Finding(Level.WARNING, "no_place", None, {"place": place})] if place else []
    return found + ([Finding(Level.WARNING, "no_day", None, {"day": day})] if day else [])


def _doubts(
    typed: TypedAir, words: AirWords, shown: Sequence[ShownAir], air: AirNumbers, entry: PlannedEntry
) -> list[Finding]:
    odd = [finding for one in shown for finding in oddities(one.completed.reading, air.rules.daily_index)]
    known = [
        Finding(Level.WARNING, "known_otherwise")
        for one in shown
        if one.completed.replaced and not (words.corrects or typed.instead)
    ]
    unread = [Finding(Level.WARNING, "unread", None, {"words": one}) for one in words.unread]
    return [*(one for one in entry.findings if one.level is not Level.ERROR), *odd, *known[:1], *unread]


async def _recorded(turn: Turn, typed: TypedAir, found: Understood) -> Answer:
    air = turn.context.air
    assert air is not None
    after = found.before.also(found.entry.air)
    changes = list(found.taken_back.changes)
    changes += enter_readings(turn.context, turn.person.id, found.entry, turn.now, typed.text).changes
    if air.readings:
        changes += await corrections_between(turn.store, turn.context, air, after, turn.now)
    old, new = [await one.report(turn.context.plan, turn.today) for one in (air, after)]
    lines = air_changes(turn.fmt, old, new, air.rules.assessment)
    return Answer(cards.recorded(turn.fmt, found.shown, lines), tuple(changes))
