"""The first sheet of an XLSX file → rows, each cell as it is shown."""

import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bot.planfile.table_row import MOST_COLUMNS, NoTable, Row, refuse_too_many

MOST_CELLS = 20_000_000
MOST_UNPACKED = 400_000_000  # bytes; 500,000 rows of twelve cells have a third of it
# A damaged package makes openpyxl stumble wherever the missing piece is first used.
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError),
    *(InvalidFileException, LookupError, ValueError, AttributeError, TypeError, SyntaxError),
)


def xlsx_rows(raw: bytes) -> Iterator[Row]:
    """Raises NoTable for an archive that is no XLSX file, is damaged, or unpacks to too much."""
    try:
        _refuse_bombs(raw)
        book = load_workbook(BytesIO(raw), read_only=True, data_only=True)
        yield from _rows_of(book.worksheets[0])
    except DAMAGED:
        raise NoTable("not_a_table") from None


def _refuse_bombs(raw: bytes) -> None:
    """Before anything is unpacked; zipfile never unpacks more than the archive says."""
    with zipfile.ZipFile(BytesIO(raw)) as package:
        if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
            raise NoTable("table_too_big", {"most": MOST_UNPACKED // 1_000_000})


def _rows_of(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    total = 0
    for line, cells in enumerate(sheet.iter_rows(), 1):
        refuse_too_many(line)
        total += len(cells)  # one cell at the far right brings 16,384 empty ones
        if total > MOST_CELLS:
            raise NoTable("table_too_wide", {"most": MOST_COLUMNS}, line)
        shown = [_shown(cell) for cell in cells]
        while shown and not shown[-1]:
            shown.pop()
        if shown:
            yield Row(line, tuple(shown))


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if "%" in (cell.number_format or ""):
        return f"{_digits(value * 100)}%"
    return _digits(value)


def _digits(value: int | float) -> str:
    """Without the tail that binary fractions grow: Excel keeps 15 digits."""
    return format(Decimal(format(value, ".15g")), "f")
