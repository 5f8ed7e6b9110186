"""Lists, ten lines a page, each line with its numbered button."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.cards.callback_data import Verb, press
from bot.cards.card import Button, Card, Style
from bot.cards.formatter import Formatter, clipped, rows
from bot.domain.summary import Item, Upcoming

SIZE = 10
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line and what its number opens."""

    line: str
    payload: str = ""
    item: int = 0


def page(
    fmt: Formatter, title: str, entries: Sequence[Entry], number: int, turn: Callable[[int], str],
    *, empty: str = "", last: Sequence[tuple[Button, ...]] = (), items: Sequence[int] | None = None,
) -> Card:  # fmt: skip
    """Page `number` (from 0; beyond the last it is the last). `turn` makes the payload that opens a page."""
    pages = max((len(entries) + SIZE - 1) // SIZE, 1)
    number = min(number, pages - 1)
    start = number * SIZE
    shown = list(enumerate(entries[start : start + SIZE], start + 1))
    lines = [fmt.say("list.entry", n=n, line=entry.line) for n, entry in shown] or [empty]
    opens = rows((Button(str(n), entry.payload) for n, entry in shown if entry.payload), 5)
    buttons = (*opens, *_turns(fmt, number, pages, turn), *last)
    if pages > 1:
        title = fmt.say("list.page", title=title, page=number + 1, pages=pages)
    assignments = tuple(entry.item for _, entry in shown if entry.item) if items is None else tuple(items)
    return Card(title, tuple(line for line in lines if line), buttons, assignments=assignments)


def _turns(
    fmt: Formatter, number: int, pages: int, turn: Callable[[int], str]
) -> tuple[tuple[Button, ...], ...]:
    row = []
    if number:
        row.append(Button(fmt.say("button.previous"), turn(number - 1)))
    if number + 1 < pages:
        row.append(Button(fmt.say("button.next"), turn(number + 1), Style.PRIMARY))
    return (tuple(row),) if row else ()


def entry(fmt: Formatter, item: Item, *, unit: bool, verb: Verb = Verb.CARD) -> Entry:
    return Entry(fmt.line(item, unit=unit), press(verb, item.id), item.id)


def upcoming(fmt: Formatter, one: Upcoming) -> str:
    """A dated milestone, or a day's returns."""
    key = "ahead.returns" if one.returned else "ahead.milestone"
    return fmt.say(key, due=fmt.weekday(one.due), title=clipped(one.title), n=one.units, items=one.items)
