"""Rows of cells, as html, Word, spreadsheets and PDF have them → a table in which every place holds a cell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.planfile.importer.document import Block, GridCell, Table, TableRow

MOST_SPAN = 60  # cells that a merged one may cover to the right
MOST_COLUMNS = 120
MOST_SPAN_DOWN = 2_000


def grid(rows: Iterable[tuple[int, Sequence[GridCell]]], sheet: str = "", page: int = 0) -> Table | None:
    """`rows`: the line of each row in the document, and the cells that begin in it, from the left: a place that is
    covered by a merged cell of a row above has none. Empty rows are left out; None where nothing is left."""
    made = tuple(_spread(rows))
    return Table(made, sheet, page) if made else None


def _spread(rows: Iterable[tuple[int, Sequence[GridCell]]]) -> Iterator[TableRow]:
    above: dict[int, tuple[int, GridCell]] = {}  # column: rows still covered, and by what
    for number, (line, begun) in enumerate(rows, 1):
        cells: list[GridCell] = []
        for cell in begun:
            _covered(cells, above)
            own = replace(
                cell, columns=_within(cell.columns, MOST_SPAN), rows=_within(cell.rows, MOST_SPAN_DOWN)
            )
            for _ in range(min(own.columns, MOST_COLUMNS - len(cells))):
                if own.rows > 1:
                    above[len(cells)] = (own.rows - 1, own)
                cells.append(own)
        _covered(cells, above)
        if any(cell.text.strip() for cell in cells):
            yield TableRow(line, tuple(cells[:MOST_COLUMNS]), number)


def _covered(cells: list[GridCell], above: dict[int, tuple[int, GridCell]]) -> None:
    while (column := len(cells)) in above:
        left, cell = above.pop(column)
        if left > 1:
            above[column] = (left - 1, cell)
        cells.append(cell)


def _within(span: int, most: int) -> int:
    return min(max(span, 1), most)


def tables_or_text(table: Table | None) -> Iterator[Block]:
    """A table that holds one thing a row is none: a frame around text."""
    if table is None:
        return
    if sum(sum(bool(cell.text.strip()) for cell in row.distinct) > 1 for row in table.rows) < 2:
        yield from table.flowed()
    else:
        yield table
