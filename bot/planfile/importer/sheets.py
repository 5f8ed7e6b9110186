"""Excel files: each sheet as a table, its title above as paragraphs, each cell as it is shown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException

from bot.domain.errors import Refused
from bot.planfile.importer.document import Block, GridCell, Table, TableRow, refuse_too_long
from bot.planfile.importer.grid import grid, tables_or_text
from bot.planfile.importer.open_questions import Doubt
from bot.planfile.importer.packages import DAMAGED, refuse_bombs
from bot.planfile.importer.page_flow import Flowed

WORKBOOK = "xl/workbook.xml"
MOST_CELLS = 400_000  # of a sheet; a task list of 2,000 rows has 20,000
MOST_COLUMNS = 60
MOST_MERGED = 20_000  # cells one merged range may cover
MOST_NAMED = 20  # rows or cells named in a question
_NOTE = re.compile("^(?:注|备注|说明|填表|制表|联系人)")
_PLACES = re.compile(r"(?:#,##)?0\.(0+)_?\s?")
_IN_WORDS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def read(raw: bytes, name: str) -> Flowed:
    """Raises Refused for a workbook that is damaged, locked, a bomb, or empty."""
    try:
        refuse_bombs(raw, name)
        values = load_workbook(BytesIO(raw), data_only=True, keep_links=False)
        formulas = load_workbook(BytesIO(raw), keep_links=False)
        found = Flowed()
        line = 0
        for sheet in values.worksheets:
            _Sheet(sheet, formulas[sheet.title], line, name).read_into(found)
            line += sheet.max_row
    except (*DAMAGED, InvalidFileException):
        raise Refused("document.sheet_broken", file=name) from None
    if not found.blocks:
        raise Refused("document.empty", file=name)
    return found


class _Sheet:
    """`above`: rows of the sheets before it, so that no two rows have one number."""

    def __init__(self, sheet: Any, formulas: Any, above: int, name: str) -> None:
        self._sheet, self._formulas, self._above = sheet, formulas, above
        self._struck: list[str] = []
        refuse_too_long(above + sheet.max_row, name)
        if sheet.max_row * min(sheet.max_column, MOST_COLUMNS) > MOST_CELLS:
            raise Refused("document.too_long", file=name, most=MOST_CELLS // MOST_COLUMNS)

    def read_into(self, found: Flowed) -> None:
        table = grid(self._rows(), self._sheet.title)
        if table is None:
            return
        if self._sheet.sheet_state != "visible":
            found.doubts.append(Doubt("hidden_sheet", self._sheet.title, table.line))
            return
        found.blocks += _laid_out(table)
        found.doubts += self._doubts(table.rows)

    def _rows(self) -> Iterator[tuple[int, list[GridCell]]]:
        spans = {
            (one.min_row, one.min_col): (one.size["columns"], one.size["rows"]) for one in self._merged()
        }
        covered = {place for area in self._merged() for place in islice(area.cells, 1, MOST_MERGED)}
        for cells in self._sheet.iter_rows(max_col=MOST_COLUMNS):
            begun = (cell for cell in cells if (cell.row, cell.column) not in covered)
            made = [GridCell(self._seen(one), *spans.get((one.row, one.column), (1, 1))) for one in begun]
            yield self._above + cells[0].row, made

    def _seen(self, cell: Any) -> str:
        """Nothing of a cell that is struck out."""
        text = shown(cell)
        if text and cell.has_style and cell.font.strike:
            self._struck.append(text)
            return ""
        return text

    def _merged(self) -> list[Any]:
        return [area for area in self._sheet.merged_cells.ranges if area.min_col <= MOST_COLUMNS]

    def _doubts(self, rows: Sequence[TableRow]) -> Iterator[Doubt]:
        first, title = rows[0].line, self._sheet.title
        filled = {row.line - self._above for row in rows}
        hidden = [row for row, kept in self._sheet.row_dimensions.items() if kept.hidden and row in filled]
        if hidden:
            yield Doubt(
                "hidden_rows", f"{title}：{_named(map(str, sorted(hidden)))}", self._above + min(hidden)
            )
        if columns := [*self._hidden_columns(rows)]:
            yield Doubt("hidden_columns", f"{title}：{_named(columns)}", first)
        if self._struck:
            yield Doubt("left_out_text", f"{title}：{_named(self._struck)}", first)
        empty = [*islice(self._without_value(), MOST_NAMED + 1)]
        if empty:
            yield Doubt("formula_without_value", f"{title}：{_named(empty)}", first)

    def _hidden_columns(self, rows: Sequence[TableRow]) -> Iterator[str]:
        """Letters of those that hold something."""
        filled = {at for row in rows for at, cell in enumerate(row.cells, 1) if cell.text}
        for kept in self._sheet.column_dimensions.values():
            if kept.hidden and filled & {*range(kept.min or 0, (kept.max or 0) + 1)}:
                yield kept.index

    def _without_value(self) -> Iterator[str]:
        """Formulas that no program has computed."""
        for cells in self._formulas.iter_rows(max_col=MOST_COLUMNS):
            for cell in cells:
                if cell.data_type == "f" and self._sheet.cell(cell.row, cell.column).value is None:
                    yield cell.coordinate


def _named(names: Any) -> str:
    found = [*islice(names, MOST_NAMED + 1)]
    return "、".join(found[:MOST_NAMED]) + ("…" if len(found) > MOST_NAMED else "")


def _laid_out(table: Table) -> Iterator[Block]:
    """Title and notes as paragraphs, what stands between them as a table."""
    rows = table.rows
    first, last = 0, len(rows)
    while first < last and len(_said(rows[first])) < 2:
        first += 1
    while last > first and len(said := _said(rows[last - 1])) < 2 and _NOTE.match(said[0]):
        last -= 1
    yield from _flowed(rows[:first])
    if last > first:
        width = max(at for row in rows[first:last] for at, cell in enumerate(row.cells, 1) if cell.text)
        kept = tuple(TableRow(row.line, row.cells[:width]) for row in rows[first:last])
        yield from tables_or_text(replace(table, rows=kept))
    yield from _flowed(rows[last:])


def _said(row: TableRow) -> list[str]:
    return [cell.text for cell in row.distinct if cell.text]


def _flowed(rows: Sequence[TableRow]) -> Iterator[Block]:
    if rows:
        yield from Table(tuple(rows)).flowed()


def shown(cell: Any) -> str:
    """As Excel shows it, a date as officials write it."""
    value = None if isinstance(cell, MergedCell) else cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return _day(value, cell.number_format or "")
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "")
    return str(value) if isinstance(value, time) else ""


def _day(value: date, form: str) -> str:
    """2026年9月 where only that is shown: its day was invented by the program."""
    signs = _IN_WORDS.sub("", form.lower())
    text = f"{value.year}年"
    if "m" in signs or "d" in signs:
        text += f"{value.month}月"
    return text + (f"{value.day}日" if "d" in signs else "")


def _number(value: int | float, form: str) -> str:
    """2026.10 is a month where two places are shown, and 2026.1 another."""
    if "%" in form:
        return f"{_digits(value * 100)}%"
    places = _PLACES.fullmatch(form)
    return f"{value:.{len(places[1])}f}" if places else _digits(value)


def _digits(value: int | float) -> str:
    """Without the tail that binary fractions grow: Excel keeps 15 digits."""
    return format(Decimal(format(value, ".15g")), "f")
