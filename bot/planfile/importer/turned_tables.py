"""Tables whose headers stand at the left: one task a column, or a card a task. They are turned round."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.planfile.importer.column_labels import meaning_of_label
from bot.planfile.importer.columns import label_of
from bot.planfile.importer.document import Block, GridCell, Paragraph, Table, TableRow
from bot.planfile.importer.header_rows import heads_tasks, is_header
from bot.planfile.importer.marks import mark_of


def turned(blocks: Iterable[Block]) -> Iterator[Block]:
    """Cards with the same labels, one after the other, are one table; a numbered heading between them is a group."""
    cards: Table | None = None
    between: list[Paragraph] = []
    for block in blocks:
        made = _turned(block) if isinstance(block, Table) else None
        if cards and isinstance(block, Paragraph):
            between.append(block)
        elif cards and made and _labels(made) == _labels(cards):
            groups = tuple(_group(one) for one in between if mark_of(one.text))
            yield from (one for one in between if not mark_of(one.text))
            cards, between = replace(cards, rows=(*cards.rows, *groups, *made.rows[1:])), []
        else:
            yield from _ended(cards, between)
            cards, between = made, []
            if not made:
                yield block
    yield from _ended(cards, between)


def _ended(cards: Table | None, between: Sequence[Paragraph]) -> Iterator[Block]:
    if cards:
        yield cards
    yield from between


def _labels(table: Table) -> list[str]:
    return [label_of(text) for text in table.rows[0].texts]


def _group(heading: Paragraph) -> TableRow:
    return TableRow(heading.line, (GridCell(heading.text),))


def _turned(table: Table) -> Table | None:
    """None for a table that stands upright."""
    if heads_tasks(table.rows[0]):
        return None
    rows = [pair for row in table.rows for pair in _unpaired(row)]
    if any(is_header(row) and heads_tasks(row) for row in table.rows):
        return None
    cards = [_columns(table, card) for card in _cards(rows)]
    if not all(card and heads_tasks(card[0]) and card[0].texts == cards[0][0].texts for card in cards):
        return None
    return replace(table, rows=(*cards[0], *(row for card in cards[1:] for row in card[1:])))


def _cards(rows: Sequence[TableRow]) -> Iterator[Sequence[TableRow]]:
    """Cut where the first label comes again: two cards that touch."""
    label = label_of(rows[0].texts[0])
    starts = [at for at, row in enumerate(rows) if label_of(row.texts[0]) == label]
    for start, end in pairwise([*starts, len(rows)]):
        yield rows[start:end]


def _columns(table: Table, rows: Sequence[TableRow]) -> tuple[TableRow, ...]:
    width = max(len(row.cells) for row in rows)
    return tuple(
        TableRow(rows[0].line, tuple(_cell(row, at) for row in rows), table.rows[0].number)
        for at in range(width)
    )


def _unpaired(row: TableRow) -> list[TableRow]:
    """责任单位 | 市水利局 | 完成时限 | 5月底前: two rows of a card."""
    cells = row.distinct
    if len(cells) < 4 or len(cells) % 2 or not all(_is_label(cell.text) for cell in cells[::2]):
        return [row]
    return [replace(row, cells=cells[at : at + 2]) for at in range(0, len(cells), 2)]


def _is_label(text: str) -> bool:
    return meaning_of_label(label_of(text)) is not None


def _cell(row: TableRow, at: int) -> GridCell:
    return row.cells[at] if at < len(row.cells) else GridCell()
