"""Tables that lost their lines: one cell a paragraph, rebuilt where every row has all its cells."""

from collections.abc import Iterable, Iterator

from bot.planfile.importer.column_labels import meaning_of_label
from bot.planfile.importer.columns import PARTS, Column, label_of
from bot.planfile.importer.document import Block, GridCell, Paragraph, Table, TableRow
from bot.planfile.importer.normalize import tidied
from bot.planfile.importer.numerals import read_numeral
from bot.planfile.importer.task_columns import layout_of

MOST_COLUMNS = 9
FIRST = ("序号", "编号")


def regrown(blocks: Iterable[Block]) -> Iterator[Block]:
    """A header cell by cell, then rows that each begin with the next number and are as long as the header. What does
    not fit so is left as it is."""
    waiting = list(blocks)
    at = 0
    while at < len(waiting):
        table, length = _table(waiting, at)
        if table:
            yield table
            at += length
        else:
            yield waiting[at]
            at += 1


def _table(blocks: list[Block], at: int) -> tuple[Table | None, int]:
    if _text(blocks, at) not in FIRST or not is_about_units(blocks, at):
        return None, 0
    for width in range(MOST_COLUMNS, 2, -1):
        rows = [*_rows(blocks, at, width)]
        table = Table(tuple(rows))
        if len(rows) > 2 and (layout := layout_of(rows)) and Column.NUMBER in layout.meanings:
            return table, width * len(rows)
    return None, 0


def is_about_units(blocks: list[Block], at: int) -> bool:
    header = (_text(blocks, place) for place in range(at, at + MOST_COLUMNS))
    return any(cell and meaning_of_label(label_of(cell)) in PARTS for cell in header)


def _rows(blocks: list[Block], at: int, width: int) -> Iterator[TableRow]:
    number = 0
    while at + width <= len(blocks):
        cells = [text for place in range(at, at + width) if (text := _text(blocks, place)) is not None]
        if len(cells) < width or (number and read_numeral(cells[0]) != number):
            return
        yield TableRow(blocks[at].line, tuple(map(GridCell, cells)))
        number, at = number + 1, at + width


def _text(blocks: list[Block], at: int) -> str | None:
    block = blocks[at] if at < len(blocks) else None
    return tidied(block.text) if isinstance(block, Paragraph) else None
