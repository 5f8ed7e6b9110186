"""Ledger in, .xlsx out: streamed, 30,000 rows in some seconds and 40 MB.

Every text is written as text, so that =1+1 and 00123 stay what they are. Widths are counted in digits of the workbook's
default font; programs do not agree on the height of wrapped rows, so each row carries its own.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from io import BytesIO
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.cards.formatter import Formatter
from bot.context.ports import LedgerFile, Progress, no_progress
from bot.domain.calendar import Instant
from bot.domain.errors import DubanError
from bot.domain.ledger import Ledger
from bot.exports.ledger_methods import methods
from bot.exports.ledger_tables import tables
from bot.exports.sheet_look import FONT, SheetLook
from bot.exports.sheet_table import Cell, Cells, RowsDigest, SheetColumn, SheetTable, width

ALL_ROWS = 1  # the place of 督办台账 among the sheets
A3, HEAD_ROW = 8, 2
LINE, PADDING, LEAST, MOST = 14.0, 6.0, 18.0, 409.0  # points; Excel's limit of a row is 409.5
TOLD_EVERY = 1000  # rows


class NotWritten(DubanError):
    """The library refused a cell."""


def write_ledger(
    ledger: Ledger, fmt: Formatter, written_at: Instant, progress: Progress = no_progress
) -> LedgerFile:
    """Equal ledgers written at one instant give equal bytes."""
    target = BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": FONT, "font_size": 10},
        },
    )
    book.set_properties({"title": ledger.plan_title, "author": ledger.office, "created": _clock(ledger.at)})
    sheets = tables(ledger, fmt)
    told = _Told(progress, sum(sheet.n for sheet in sheets))
    look = SheetLook(book, fmt)
    digests = [_write(book, sheet, ledger, fmt, look, told) for sheet in sheets]
    explained = methods(ledger, fmt, sheets, digests[ALL_ROWS], written_at)
    _write(book, explained, ledger, fmt, look, told)
    book.close()
    return LedgerFile(target.getvalue(), len(ledger.rows), digests[ALL_ROWS])


def _clock(at: Instant) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC).replace(tzinfo=None)


@dataclass
class _Told:
    """Tells how many rows are written, every thousand."""

    progress: Progress
    total: int
    done: int = 0

    def one_more(self) -> None:
        self.done += 1
        if self.done % TOLD_EVERY == 0 or self.done == self.total:
            self.progress(self.done, self.total)


def _write(
    book: xlsxwriter.Workbook, table: SheetTable, ledger: Ledger, fmt: Formatter, look: SheetLook, told: _Told
) -> str:
    """One sheet; the digest of its rows."""
    sheet = book.add_worksheet(table.name)
    _set_up(sheet, table, fmt)
    _head(sheet, table, ledger, fmt, look)
    digest = RowsDigest(table.key)
    for at, row in enumerate(table.rows(), HEAD_ROW + 1):
        summed = table.sums and at == HEAD_ROW + table.n
        sheet.set_row(at, height(table.columns, row))
        for column, (kind, cell) in enumerate(zip((c.kind for c in table.columns), row, strict=True)):
            _cell(sheet, at, column, cell, look.of(kind, cell, bold=summed))
        digest.add(row)
        told.one_more()
    last = HEAD_ROW + max(table.n - table.sums, 1)
    sheet.autofilter(HEAD_ROW, 0, last, len(table.columns) - 1)
    return digest.hexdigest()


def _set_up(sheet: Worksheet, table: SheetTable, fmt: Formatter) -> None:
    """A3 across, one page wide, the head on every page; columns that are not printed stand at the right."""
    sheet.set_paper(A3)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.print_area(0, 0, HEAD_ROW + table.n, table.printed - 1)
    sheet.set_footer(fmt.say("ledger.footer"))
    sheet.freeze_panes(HEAD_ROW + 1, table.frozen)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)


def _head(sheet: Worksheet, table: SheetTable, ledger: Ledger, fmt: Formatter, look: SheetLook) -> None:
    """Title, who made it and as of when, the columns' names. Cells are merged here and nowhere else: a filter or a
    sorting breaks on merged ones."""
    last = table.printed - 1
    sheet.set_row(0, 36)
    sheet.merge_range(0, 0, 0, last, table.title, look.title)
    sheet.set_row(1, 18)
    half = last // 2
    made_by = fmt.say("ledger.made_by", name=fmt.office)
    until = fmt.say("ledger.until", at=fmt.calendar.local(ledger.at))
    for first, end, text, style in ((0, half, made_by, look.left), (half + 1, last, until, look.right)):
        if end > first:
            sheet.merge_range(1, first, 1, end, text, style)
        else:
            sheet.write_string(1, first, text, style)
    sheet.set_row(HEAD_ROW, 32)
    for at, column in enumerate(table.columns):
        sheet.write_string(HEAD_ROW, at, column.title, look.head)


def _cell(sheet: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
    match cell:
        case None | "":
            refused = sheet.write_blank(row, column, None, style)
        case str():
            refused = sheet.write_string(row, column, cell, style)
        case date():
            refused = sheet.write_datetime(row, column, cell, style)
        case _:
            refused = sheet.write_number(row, column, cell, style)
    if refused:
        raise NotWritten(f"row {row + 1}, column {column + 1}: {refused}")


def height(columns: tuple[SheetColumn, ...], row: Cells) -> float:
    """Points that the row's longest text takes, wrapped in its column."""
    texts = (
        (column.width - 1, cell) for column, cell in zip(columns, row, strict=True) if isinstance(cell, str)
    )
    lines = max((_lines(text, room) for room, text in texts), default=1)
    return min(max(LEAST, lines * LINE + PADDING), MOST)


@lru_cache(maxsize=16384)
def _lines(text: str, room: float) -> int:
    return sum(max(1, ceil(width(paragraph) / room)) for paragraph in text.split("\n"))
