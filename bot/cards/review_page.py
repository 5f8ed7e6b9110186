"""Reviews and samples with something to see: what was reported stands below each row, and the batch button passes the
rows of this page and no others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.cards import reported_lines, work_lists
from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import BatchRow, Button, ButtonStyle, Card
from bot.cards.formatter import Formatter, rows
from bot.cards.lists import ListEntry, PayloadOfPage, page, page_count
from bot.domain.reported import Reported
from bot.domain.summary import Item

ROWS = 5  # of a page: each has its figures, words and evidence below it
BATCH_AT_LEAST = 2


@dataclass(frozen=True, slots=True)
class ReviewRow:
    item: Item
    version: int
    reported: Reported


def shown(found: Sequence[object], number: int) -> slice:
    """The rows of a page, so that only these need to be read."""
    number = min(number, page_count(len(found), ROWS) - 1)
    return slice(number * ROWS, (number + 1) * ROWS)


def card(
    fmt: Formatter, title: str, found: Sequence[Item], read: Sequence[ReviewRow], number: int,
    pages: PayloadOfPage, last: Sequence[tuple[Button, ...]],
) -> Card:  # fmt: skip
    """`read`: the rows of this page, with what was reported of them."""
    known = {row.item.id: row for row in read}
    entries = [_entry(fmt, item, known.get(item.id)) for item in found]
    made = page(fmt, title, entries, number, pages, empty=fmt.say("inbox.none_of_it"), last=last, size=ROWS)
    batch = tuple(BatchRow(row.item.id, row.version) for row in read if not row.reported.misses)
    above = [*_batch_button(fmt, batch), *_file_buttons(fmt, read, number)]
    return replace(made, buttons=(*above, *made.buttons), batch=batch if len(batch) >= BATCH_AT_LEAST else ())


def _entry(fmt: Formatter, item: Item, row: ReviewRow | None) -> ListEntry:
    line, payload = fmt.line(item, unit=True), payload_for(Verb.CARD, item.id)
    if row is None:
        return ListEntry(line, payload, item.id)
    if row.reported.misses:
        line = fmt.say("review.marked", line=line)
    below = reported_lines.lines(fmt, row.reported) or (fmt.say("reported.nothing"),)
    below = (*work_lists.lines_of(fmt, item), *below)
    return ListEntry(line, payload, item.id, below, reported_lines.pictures(row.reported))


def _batch_button(fmt: Formatter, batch: Sequence[BatchRow]) -> list[tuple[Button, ...]]:
    n = len(batch)
    if n < BATCH_AT_LEAST:
        return []
    return [(fmt.button("button.pass_all", Verb.PASS_ALL, n, style=ButtonStyle.PRIMARY, n=n),)]


def _file_buttons(fmt: Formatter, read: Sequence[ReviewRow], number: int) -> list[tuple[Button, ...]]:
    """附件: handed over where a channel shows no thumbnails, and for what is no picture."""
    start = number * ROWS + 1
    made = [
        fmt.button("button.files_n", Verb.FILES, row.item.id, n=n, files=len(row.reported.files))
        for n, row in enumerate(read, start)
        if row.reported.files
    ]
    return list(rows(made, 3))


def confirm(fmt: Formatter, found: Sequence[ReviewRow], changed: Sequence[Item]) -> Card:
    """将通过以下3项 …, with the rows named once more; `changed`: those of the page that are not as they were shown."""
    n = len(found)
    lines = [fmt.say("list.entry", n=at, line=_short(fmt, row.item)) for at, row in enumerate(found, 1)]
    lines += _left(fmt, changed)
    batch = tuple(BatchRow(row.item.id, row.version) for row in found)
    buttons = (
        (
            fmt.button("button.pass_them", Verb.PASS_SHOWN, n, style=ButtonStyle.PRIMARY, n=n),
            fmt.button("button.cancel", Verb.FORGET),
        ),
    )
    ids = tuple(row.item.id for row in found)
    return Card(fmt.say("review.confirm", n=n), tuple(lines), buttons, assignments=ids, batch=batch)


def _short(fmt: Formatter, item: Item) -> str:
    return fmt.say("review.short_line", unit=item.unit, name=fmt.name(item))


def _left(fmt: Formatter, changed: Sequence[Item]) -> list[str]:
    if not changed:
        return []
    return [fmt.say("review.changed", n=len(changed), items=[_short(fmt, item) for item in changed])]


def passed(fmt: Formatter, ids: Sequence[int], changed: Sequence[Item]) -> Card:
    row = (fmt.button("button.undo", Verb.UNDO), fmt.button("button.inbox", Verb.INBOX))
    title = fmt.say("review.passed_all", n=len(ids))
    return Card(title, tuple(_left(fmt, changed)), (row,), assignments=tuple(ids))


def short(fmt: Formatter, row: ReviewRow) -> Card:
    """The item does not reach a number of the plan: passing it is asked once more."""
    item = row.item
    missed = [reported_lines.figure(fmt, one) for one in row.reported.figures if one.misses]
    buttons = (
        (
            fmt.button("button.rework", Verb.REWORK, item.id, item.rounds, style=ButtonStyle.PRIMARY),
            fmt.button("button.pass_short", Verb.PASS_SHORT, item.id, item.rounds),
        ),
        (fmt.button("button.cancel", Verb.FORGET), fmt.button("button.card", Verb.CARD, item.id)),
    )
    title = fmt.say("review.short", unit=item.unit, name=fmt.name(item))
    return Card(title, (*missed, fmt.say("review.short_ask")), buttons, assignments=(item.id,))
