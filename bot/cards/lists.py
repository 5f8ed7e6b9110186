"""Paged lists: ten lines a page, a numbered button for each line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Button, ButtonStyle, Card, Thumbnail
from bot.cards.formatter import Formatter, clipped, rows
from bot.domain.summary import Item, Upcoming

PAGE_SIZE = 10
T = TypeVar("T")
PayloadOfPage = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A line, the payload of its number button, its item, and what stands below the line."""

    line: str
    payload: str = ""
    item: int = 0
    below: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()  # sha256, shown small below it all


def page(
    fmt: Formatter, title: str, entries: Sequence[ListEntry], number: int, payload_of_page: PayloadOfPage,
    *, empty: str = "", last: Sequence[tuple[Button, ...]] = (), items: Sequence[int] | None = None,
    size: int = PAGE_SIZE,
) -> Card:  # fmt: skip
    """Page `number`, from 0; a number beyond the last page shows the last. `turn(n)` is the payload for page n."""
    pages = page_count(len(entries), size)
    number = min(number, pages - 1)
    start = number * size
    shown = list(enumerate(entries[start : start + size], start + 1))
    lines, thumbnails = _lines(fmt, shown) if shown else ([empty] if empty else [], [])
    opens = rows((Button(str(n), entry.payload) for n, entry in shown if entry.payload), 5)
    buttons = (*opens, *page_buttons(fmt, number, pages, payload_of_page), *last)
    if pages > 1:
        title = fmt.say("list.page", title=title, page=number + 1, pages=pages)
    assignments = tuple(entry.item for _, entry in shown if entry.item) if items is None else tuple(items)
    return Card(title, tuple(lines), buttons, assignments=assignments, thumbnails=tuple(thumbnails))


def page_count(entries: int, size: int) -> int:
    return max((entries + size - 1) // size, 1)


def _lines(fmt: Formatter, shown: Sequence[tuple[int, ListEntry]]) -> tuple[list[str], list[Thumbnail]]:
    lines, thumbnails = list[str](), list[Thumbnail]()
    for n, one in shown:
        if lines and (one.below or one.pictures):  # paragraphs, so that each row stands apart
            lines.append("")
        lines += [fmt.say("list.entry", n=n, line=one.line), *one.below]
        thumbnails += [Thumbnail(sha256, len(lines) - 1) for sha256 in one.pictures]
    return lines, thumbnails


def page_buttons(
    fmt: Formatter, number: int, pages: int, payload_of_page: Callable[[int], str]
) -> tuple[tuple[Button, ...], ...]:
    """A row with the page before and the page after, where there are any."""
    row = []
    if number:
        row.append(Button(fmt.say("button.previous"), payload_of_page(number - 1)))
    if number + 1 < pages:
        row.append(Button(fmt.say("button.next"), payload_of_page(number + 1), ButtonStyle.PRIMARY))
    return (tuple(row),) if row else ()


def entry(fmt: Formatter, item: Item, *, unit: bool, verb: Verb = Verb.CARD) -> ListEntry:
    return ListEntry(fmt.line(item, unit=unit), payload_for(verb, item.id), item.id)


def upcoming(fmt: Formatter, one: Upcoming) -> str:
    """A dated milestone, or all returns of one period."""
    if one.returned:
        period = fmt.period(one.period)
        return fmt.say("ahead.returns", due=fmt.weekday(one.due), period=period, n=one.units, items=one.items)
    name = fmt.say("item.name", number=fmt.number(one.task), title=clipped(one.title))
    return fmt.say("ahead.milestone", due=fmt.weekday(one.due), title=name, n=one.units)
