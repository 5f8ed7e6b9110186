"""A table that people fill in, CSV or XLSX: rows of cells as text, with the line and column of each.

The first bytes decide the format. Cells are what a person sees: dates are ISO, numbers have no more digits than Excel
shows, percent cells keep their sign. What the columns mean is told by their headings, in any order and language.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.i18n import Language
from bot.planfile.csv_rows import csv_rows
from bot.planfile.problems import FilePlace, Flaw, invalid
from bot.planfile.table_row import NoTable, Row

MOST_BYTES = 40_000_000
ZIPPED = b"PK"
BOM = b"\xef\xbb\xbf"

Spellings = Mapping[str, Sequence[str]]
"""A column's name → how its heading may be written, the name itself included without saying."""

_UNIT = re.compile(r"\([^()]*\)")  # PM2.5(μg/m³), after NFKC
_MARKS = re.compile(r"[\W_]+")  # PM2.5, O3_8h


@dataclass(frozen=True, slots=True)
class Header:
    """`at`: name of a column → its index in `Row.cells`. `unknown`: headings that mean none of the columns."""

    line: int
    at: Mapping[str, int]
    unknown: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()  # names of columns that two headings mean

    def cell(self, row: Row, name: str) -> str:
        """The text there; empty where the table has no such column, or the row ends before it."""
        at = self.at.get(name, -1)
        return row.cells[at] if 0 <= at < len(row.cells) else ""

    def place(self, row: Row, name: str) -> FilePlace:
        """Line and column, both counted from 1."""
        return FilePlace(row.line, self.at.get(name, 0) + 1)


def read_table(path: Path, language: Language) -> list[Row]:
    """Raises Invalid with one sentence where the file is no table."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = {"reason": error.strerror or ""}
        raise invalid([Flaw(FilePlace(), "unreadable", reason)], str(path), language) from None
    return table_of(raw, str(path), language)


def table_of(raw: bytes, file_name: str, language: Language) -> list[Row]:
    """The rows that are not empty. Raises Invalid with one sentence where the bytes are no table."""
    try:
        return list(_rows(raw))
    except NoTable as why:
        raise invalid([why.flaw], file_name, language) from None


def _rows(raw: bytes) -> Iterator[Row]:
    if len(raw) > MOST_BYTES:
        raise NoTable("table_too_big", {"most": MOST_BYTES // 1_000_000})
    if not raw.removeprefix(BOM).strip():
        raise NoTable("table_empty")
    if raw.startswith(ZIPPED):
        # openpyxl costs a CSV file half a second
        from bot.planfile.xlsx_rows import xlsx_rows

        return xlsx_rows(raw)
    return csv_rows(raw)


def header_of(row: Row, spellings: Spellings) -> Header:
    """What the cells of a row mean as headings."""
    names = {folded_heading(one): name for name, all_ in spellings.items() for one in (name, *all_)}
    at: dict[str, int] = {}
    unknown, twice = [], []
    for index, cell in enumerate(row.cells):
        name = names.get(folded_heading(cell))
        if name is None:
            unknown += [cell] if cell else []
        elif name in at:
            twice.append(name)
        else:
            at[name] = index
    return Header(row.line, at, tuple(unknown), tuple(twice))


def folded_heading(text: str) -> str:
    """PM₂.₅ (μg/m³), ＰＭ2.5 and pm25 are one heading."""
    return _MARKS.sub("", _UNIT.sub("", unicodedata.normalize("NFKC", text))).casefold()


def require(header: Header, names: Sequence[str], file_name: str, language: Language) -> None:
    """Raises Invalid where a column is missing or stands twice."""
    place = FilePlace(header.line)
    flaws = [Flaw(place, "heading_twice", {"word": name}) for name in header.twice]
    if missing := [name for name in names if name not in header.at]:
        flaws.append(Flaw(place, "heading_missing", {"names": missing}))
    if flaws:
        raise invalid(flaws, file_name, language)
