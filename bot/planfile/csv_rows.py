"""CSV → rows. UTF-8 with or without a byte order mark; quoted cells may hold commas and line ends."""

import csv
from collections.abc import Iterator
from io import StringIO

from bot.planfile.table_row import MOST_COLUMNS, NoTable, Row, refuse_too_many


def csv_rows(raw: bytes) -> Iterator[Row]:
    """Raises NoTable for other bytes, and at a quotation mark that nothing closes: the rest of the file would
    vanish into one cell."""
    lines = csv.reader(StringIO(_decoded(raw), newline=""), strict=True)
    line = 1
    try:
        for cells in lines:
            if len(cells) > MOST_COLUMNS:
                raise NoTable("table_too_wide", {"most": MOST_COLUMNS}, line)
            refuse_too_many(line)
            stripped = tuple(map(str.strip, cells))
            if any(stripped):
                yield Row(line, stripped)
            line = lines.line_num + 1
    except csv.Error:
        raise NoTable("csv_broken", line=line) from None


def _decoded(raw: bytes) -> str:
    """A spreadsheet saves CSV in the machine's own encoding unless told otherwise; guessing it could misread a
    county's name."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoTable("not_a_table") from None
    if "\0" in text:
        raise NoTable("not_a_table")
    return text
