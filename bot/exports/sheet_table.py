"""A sheet as data: columns and rows of typed cells. What is written, digested and compared is the same."""

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

Cell = str | int | float | date | None
Cells = tuple[Cell, ...]

MOST_CHARACTERS = 300  # of a cell; Excel holds 32,767 and shows no more than a page of them
BIDI_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
NOT_IN_XML = frozenset("\ufffe\uffff")


class CellKind(StrEnum):
    TEXT = "text"  # wrapped, at the left
    CODE = "code"  # short text in the middle: 8.10 stays 8.10
    COUNT = "count"
    SHARE = "share"  # a fraction, shown in per cent as it is
    RATE = "rate"  # a fraction, shown in per cent with one decimal
    DATE = "date"
    LIGHT = "light"  # its word, on its colour


@dataclass(frozen=True, slots=True)
class SheetColumn:
    title: str
    width: float  # in digits of the default font
    kind: CellKind = CellKind.TEXT
    printed: bool = True


@dataclass(frozen=True)
class SheetTable:
    """`rows` makes them anew each time, so that 30,000 need not be kept. `key`: the columns that name a row."""

    name: str  # of the sheet
    title: str
    columns: tuple[SheetColumn, ...]
    rows: Callable[[], Iterator[Cells]]
    n: int
    key: tuple[int, ...]
    frozen: int = 1  # columns
    sums: bool = False  # the last row is one

    @property
    def printed(self) -> int:
        """Columns on paper: the first ones."""
        return sum(column.printed for column in self.columns)


@lru_cache(maxsize=16384)  # titles, units and demands come again and again
def shown(text: str, cut: str) -> str:
    """What a cell can hold: without control characters and direction marks, not longer than a page; `cut` ends what
    was longer."""
    one_break = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(c for c in one_break if c == "\n" or not _unseen(c)).strip()
    return kept if len(kept) <= MOST_CHARACTERS else kept[:MOST_CHARACTERS] + cut


def _unseen(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Cs") or c in BIDI_MARKS or c in NOT_IN_XML


def width(text: str) -> int:
    """In digits: a Chinese character is two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def plain(cell: object) -> str:
    """A cell's value as text: the same after another program has opened the file and saved it again."""
    match cell:
        case None:
            return ""
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case bool():
            return str(int(cell))
        case int() | float():
            return f"{cell:.6f}".rstrip("0").rstrip(".")
    return str(cell).replace("\r\n", "\n").strip()


class RowsDigest:
    """SHA-256 of the values of rows, whatever their order. Rows are not kept."""

    def __init__(self, key: Sequence[int]) -> None:
        self._key = key
        self._lines: list[tuple[str, bytes]] = []

    def add(self, row: Sequence[object]) -> None:
        line = json.dumps([plain(cell) for cell in row], ensure_ascii=False)
        name = json.dumps([plain(row[at]) for at in self._key])
        self._lines.append((name, hashlib.sha256(line.encode()).digest()))

    def hexdigest(self) -> str:
        return hashlib.sha256(b"".join(line for _, line in sorted(self._lines))).hexdigest()
