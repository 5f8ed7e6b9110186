"""The record of an emergency as a table for spreadsheets: orders, who signed when, who reported what and when."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from bot.cards.emergency_notices import at_text, level_name
from bot.cards.emergency_words import ORDER_KEYS
from bot.cards.formatter import Formatter
from bot.domain.calendar import HOUR, MINUTE, Instant
from bot.domain.emergency.responses import EmergencyLife
from bot.domain.emergency.windows import Window

BYTE_ORDER_MARK = "\ufeff"  # spreadsheets read the file as UTF-8 by it
FORMULA = ("=", "+", "-", "@")  # a cell that begins so would be computed

Row = Sequence[object]


def record_csv(
    fmt: Formatter, life: EmergencyLife, windows: Sequence[Window], heavy: Sequence[tuple[date, int]],
    name_of: Callable[[str], str], now: Instant,
) -> bytes:  # fmt: skip
    rows = [*_orders(fmt, life, now), *_heavy(fmt, heavy), *_signatures(fmt, life, name_of)]
    rows += _reports(fmt, life, windows, name_of)
    text = BYTE_ORDER_MARK + "".join(f"{','.join(map(_cell, row))}\r\n" for row in rows)
    return text.encode()


def _cell(value: object) -> str:
    text = str(value)
    if text.startswith(FORMULA):
        text = f"'{text}"
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if any(one in text for one in ',"\r\n') else text


def _heading(fmt: Formatter, *keys: str) -> Row:
    return [fmt.say(key) for key in keys]


def _orders(fmt: Formatter, life: EmergencyLife, now: Instant) -> Iterator[Row]:
    one = life.emergency
    hours = round(((now if one.ended is None else one.ended) - one.started) / HOUR, 1)
    yield [fmt.say("emergency.page.title", id=one.id, hours=hours)]
    yield _heading(fmt, "record.order", "record.level", "record.number", "record.signer", "record.at")
    for order in one.history:
        level = level_name(fmt, order.level) if order.level else ""
        yield fmt.say(ORDER_KEYS[order.action]), level, order.number, order.signer, at_text(fmt, order.at)
    yield ()


def _heavy(fmt: Formatter, heavy: Sequence[tuple[date, int]]) -> Iterator[Row]:
    if not heavy:
        return
    yield _heading(fmt, "record.heavy_day", "record.aqi")
    yield from ((fmt.day(day), aqi) for day, aqi in heavy)
    yield ()


def _signatures(fmt: Formatter, life: EmergencyLife, name_of: Callable[[str], str]) -> Iterator[Row]:
    one = life.emergency
    yield _heading(fmt, "record.unit", "record.signed_at", "record.minutes", "record.signed_by")
    for unit in one.units:
        signed = life.response(unit).signed(one.round)
        if signed:
            minutes = (signed.at - one.asked_to_sign) // MINUTE
            yield unit, at_text(fmt, signed.at), minutes, name_of(signed.by)
        else:
            yield unit, fmt.say("record.unsigned"), "", ""
    yield ()


def _reports(
    fmt: Formatter, life: EmergencyLife, windows: Iterable[Window], name_of: Callable[[str], str]
) -> Iterator[Row]:
    yield _heading(
        fmt, "record.window", "record.unit", "record.reported_at", "record.reported_by", "record.words"
    )
    for window in windows:
        for unit in life.emergency.units:
            found = life.response(unit).report(window.at)
            if found:
                at, by = at_text(fmt, found.at), name_of(found.by)
                yield at_text(fmt, window.at), unit, at, by, found.words
            else:
                yield at_text(fmt, window.at), unit, fmt.say("record.unreported"), "", ""
