"""Reading what a button says. Whatever does not fit the table of verbs is nothing."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from bot.cards.callback_data import LIMIT, Shape, Verb

Argument = int | str | date


@dataclass(frozen=True, slots=True)
class Press:
    verb: Verb
    arguments: tuple[Argument, ...] = ()


def parse(payload: str) -> Press | None:
    """None for what no button of ours says: forged, cut off, or of another version."""
    if not payload.isascii() or len(payload) > LIMIT:
        return None
    word, *written = payload.split(":")
    verb = Verb.called(word)
    if verb is None or len(written) != len(verb.arguments):
        return None
    read = [_read(shape, text) for shape, text in zip(verb.arguments, written, strict=True)]
    found = tuple(argument for argument in read if argument is not None)
    return Press(verb, found) if len(found) == len(read) else None


def _read(shape: Shape, text: str) -> Argument | None:
    if not re.fullmatch(shape.value, text):
        return None
    if shape in (Shape.ITEM, Shape.COUNT, Shape.PAPER, Shape.TICKET):
        return int(text)
    return _day(text) if shape is Shape.DAY else text


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 -- a day has no zone
    except ValueError:
        return None
