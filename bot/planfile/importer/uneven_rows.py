"""Rows whose cells do not fit the header: a span written too short or too long moves all cells behind it."""

from bot.planfile.importer.columns import PARTS, Column, Layout
from bot.planfile.importer.document import TableRow
from bot.planfile.importer.normalize import tidied

_APART = (Column.TITLE, Column.TIME, *PARTS)  # no cell is of two of these at once


def is_uneven(row: TableRow, layout: Layout) -> bool:
    """It ends before the last header, has words beyond it, or one cell that is work and units at once."""
    filled = max((at for at, text in enumerate(row.texts, 1) if tidied(text)), default=0)
    return is_short(row, layout) or 0 < _width(layout) < filled or _has_two_meanings(row, layout)


def is_short(row: TableRow, layout: Layout) -> bool:
    return len(row.cells) < _width(layout)


def _width(layout: Layout) -> int:
    return max((at for at, label in enumerate(layout.labels, 1) if label), default=0)


def _has_two_meanings(row: TableRow, layout: Layout) -> bool:
    seen: dict[int, set[Column]] = {}
    for cell, meaning in zip(row.cells, layout.meanings, strict=False):
        if meaning in _APART and tidied(cell.text):
            seen.setdefault(id(cell), set()).add(Column.ANSWER if meaning in PARTS else meaning)
    return any(len(meanings) > 1 for meanings in seen.values())
