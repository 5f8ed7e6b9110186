"""The board of an emergency: 27/29 signed, the silent by name and how far the order has come to them, minutes left."""

from collections.abc import Iterator, Sequence

from bot.cards.callback_data import Verb
from bot.cards.card import Card
from bot.cards.emergency_cards import grouped, order_line
from bot.cards.emergency_notices import at_text, emergency_number, level_name, with_people
from bot.cards.formatter import Formatter
from bot.cards.outage_lines import channel_name
from bot.domain.calendar import Instant
from bot.domain.emergency.responses import EmergencyLife
from bot.domain.emergency.signing_told import SigningBoard, SilentUnit, ToldState
from bot.domain.emergency.windows import Window

WITH_PEOPLE_AT_MOST = 12  # silent units of a kind whose people are named too
STATE_KEYS = {
    ToldState.NOBODY: "emergency.board.nobody",
    ToldState.FAILED: "emergency.board.failed",
    ToldState.ACCEPTED: "emergency.board.accepted",
    ToldState.ON_ITS_WAY: "emergency.board.on_its_way",
}
"""In the order of the board: first those whom only a telephone reaches."""


def board(fmt: Formatter, shown: SigningBoard, now: Instant) -> Card:
    life, one = shown.life, shown.life.emergency
    if one.level is None:
        title = fmt.say("emergency.board.lifted", at=at_text(fmt, one.last.at))
    else:
        title = fmt.say(
            "emergency.status.title", level=level_name(fmt, one.level), at=at_text(fmt, one.started)
        )
    lines = [order_line(fmt, one.last), *_signed(fmt, shown, now)]
    if shown.window:
        lines += _window(fmt, life, shown.window)
    look = fmt.button("button.emergency_board", Verb.EMERGENCY)
    report = fmt.button("button.emergency_report", Verb.EMERGENCY_PAGE, emergency_number(one.id), 0)
    if not one.running:
        return Card(title, tuple(lines), ((report,),))
    lift = (fmt.button("button.emergency_lift_ask", Verb.EMERGENCY_LIFT),) if shown.orders else ()
    return Card(title, tuple(lines), ((look, report, *lift),))


def _signed(fmt: Formatter, shown: SigningBoard, now: Instant) -> Iterator[str]:
    one = shown.life.emergency
    done, of = len(shown.life.signatures), len(one.units)
    if not shown.silent:
        yield fmt.say("emergency.status.all_signed", done=done, all=of)
        return
    if not one.running:
        yield fmt.say("emergency.board.signed", done=done, all=of)
    elif now < one.sign_by:
        left = one.minutes_left(now)
        at = fmt.calendar.local(one.sign_by)
        yield fmt.say("emergency.board.left", done=done, all=of, n=left, at=at)
    else:
        yield fmt.say("emergency.board.past", done=done, all=of, n=one.clocks.sign_minutes or 0)
    for state, key in STATE_KEYS.items():
        if units := [unit for unit in shown.silent if unit.state is state]:
            yield from _named(fmt, key, units)
    if now >= one.half_time:
        yield from _second(fmt, shown.silent)
    if any(unit.state is ToldState.ACCEPTED for unit in shown.silent):
        yield fmt.say("emergency.board.accepted_is_not_read")


def _named(fmt: Formatter, key: str, units: Sequence[SilentUnit]) -> Iterator[str]:
    """A few with their people; many in two groups, without."""
    if len(units) <= WITH_PEOPLE_AT_MOST:
        yield fmt.say(key, n=len(units), units=[with_people(fmt, one.unit, one.people) for one in units])
        return
    yield fmt.say(key, n=len(units), units=[])
    yield from grouped(
        fmt, [one.unit for one in units if not one.county], [one.unit for one in units if one.county]
    )


def _second(fmt: Formatter, silent: Sequence[SilentUnit]) -> Iterator[str]:
    """On which second channel it went out again, and who has none."""
    for channel in dict.fromkeys(name for unit in silent for name in unit.second):
        units = [unit.unit for unit in silent if channel in unit.second]
        yield fmt.say("emergency.board.second", channel=channel_name(fmt.say, channel, ""), units=units)
    alone = [unit.unit for unit in silent if unit.one_channel]
    if len(alone) > WITH_PEOPLE_AT_MOST:
        yield fmt.say("emergency.board.one_channel_many", n=len(alone))
    elif alone:
        yield fmt.say("emergency.board.one_channel", units=alone)


def _window(fmt: Formatter, life: EmergencyLife, window: Window) -> Iterator[str]:
    silent, of = life.silent_in(window.at), len(life.emergency.units)
    yield fmt.say("emergency.window.title", at=at_text(fmt, window.at))
    if len(silent) > WITH_PEOPLE_AT_MOST:  # a message of its own has named them
        yield fmt.say("emergency.window.many", done=of - len(silent), all=of, n=len(silent))
        return
    key = "emergency.window.line" if silent else "emergency.window.all"
    yield fmt.say(key, done=of - len(silent), all=of, units=list(silent))
