"""Tables brought into shape before they are read: captions, tables cut by a page, rows cut by a page, 同上."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.planfile.importer.columns import PARTS, Column, Layout, distinct
from bot.planfile.importer.document import Block, GridCell, Paragraph, Table, TableRow
from bot.planfile.importer.header_rows import is_header
from bot.planfile.importer.normalize import folded, tidied
from bot.planfile.importer.numbered_cells import by_number
from bot.planfile.importer.task_columns import layout_of

METADATA = re.compile("索引号|发布机构|发文机关|主题分类|发文字号|成文日期")
DITTO = re.compile("^(?:同上[行栏]?|同前|上同|[〃″”“\"'‘’々]{1,4}|ditto)$", re.IGNORECASE)
_BREAKS_OFF = re.compile("[，、：（,]$")


def is_metadata(table: Table) -> bool:
    words = {found[0] for row in table.rows for cell in row.texts if (found := METADATA.search(cell))}
    return len(words) > 1 or (bool(words) and len(table.rows) < 4)


def captions(table: Table) -> tuple[list[Paragraph], Table]:
    """Rows of one text above the header are paragraphs of the document: its title, a note who leads."""
    above: list[Paragraph] = []
    for row in table.rows[:-1]:
        texts = distinct(row)
        if len(texts) > 1 or is_header(row):
            break
        above += [Paragraph(row.line, text) for text in texts]
    return above, replace(table, rows=table.rows[len(above) :]) if above else table


def whole_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """A table that follows another at once, is as wide and has no header of its own is the rest of it: a page ended."""
    open_table: Table | None = None
    for block in blocks:
        if open_table and isinstance(block, Table) and _goes_on(open_table, block):
            open_table = replace(open_table, rows=(*open_table.rows, *block.rows))
            continue
        if open_table:
            yield open_table
        open_table = block if isinstance(block, Table) else None
        if not open_table:
            yield block
    if open_table:
        yield open_table


def _goes_on(table: Table, following: Table) -> bool:
    return (
        table.width == following.width
        and table.sheet == following.sheet
        and not any(is_header(row) for row in following.rows[:3])
        and layout_of(table.rows) is not None
    )


def mended(rows: Sequence[TableRow], layout: Layout) -> Iterator[TableRow]:
    """同上 written out, and rows that a page has cut in two put together."""
    before: TableRow | None = None
    for row in rows:
        row = _spelled_out(row, before)
        if before and _is_cut_off(before, row, layout):
            before = _put_together(before, row)
            continue
        if before:
            yield from by_number(before, layout)
        before = row
    if before:
        yield from by_number(before, layout)


def _spelled_out(row: TableRow, before: TableRow | None) -> TableRow:
    above = before.cells if before else ()
    cells = (
        above[n] if n < len(above) and DITTO.match(tidied(cell.text)) else cell
        for n, cell in enumerate(row.cells)
    )
    return replace(row, cells=tuple(cells))


def _is_cut_off(before: TableRow, row: TableRow, layout: Layout) -> bool:
    """Neither number nor work of its own, or the work above breaks off in the middle of a sentence."""
    if layout.text(row, Column.NUMBER) or not layout.fresh(row, before):
        return False
    work = layout.text(row, Column.TITLE)
    told = [*layout.cells(row, Column.TEXT)]
    if not work and not told:
        own = [*layout.cells(row, *PARTS)], [*layout.cells(row, Column.TIME)]
        return any(own) and not (all(own) and layout.text(before, Column.TIME))  # with both it is a part
    above = layout.text(before, Column.TITLE)
    return bool(work and Column.NUMBER in layout.meanings and _BREAKS_OFF.search(folded(above)))


def _put_together(before: TableRow, row: TableRow) -> TableRow:
    cells = []
    for n, cell in enumerate(before.cells):
        more = row.cells[n] if n < len(row.cells) else GridCell()
        apart = more is not cell and tidied(more.text)
        cells.append(replace(cell, text=f"{cell.text}\n{more.text}".strip("\n")) if apart else cell)
    return replace(before, cells=tuple(cells))
