"""Lines broken to a width in columns, in Chinese and in Latin script: Chinese signs are two columns wide."""

import unicodedata
from collections.abc import Iterator

from rich.cells import cell_len

OPENING = ("Ps", "Pi")  # a line does not end with one: （ “
CLOSING = ("Pe", "Pf", "Po")  # nor begin with one: ） ” ，


def wrapped(line: str, width: int) -> list[str]:
    """Broken between any two Chinese signs, and at the blanks between words; a longer word is cut."""
    lines, room = [""], width
    for piece in _pieces(line):
        wide = cell_len(piece)
        if wide > room and lines[-1]:
            lines.append("")
            room, piece = width, piece.lstrip()
        while (wide := cell_len(piece)) > width:
            head = _fitting(piece, width)
            lines[-1:] = [head, ""]
            piece = piece[len(head) :]
        lines[-1] += piece
        room = width - cell_len(lines[-1])
    return [one.rstrip() for one in lines]


def _pieces(line: str) -> Iterator[str]:
    """Runs of text that are not broken."""
    piece = ""
    for sign in line:
        if piece and _may_break(piece[-1], sign):
            yield piece
            piece = ""
        piece += sign
    yield piece


def _may_break(before: str, after: str) -> bool:
    if unicodedata.category(before) in OPENING or unicodedata.category(after) in CLOSING:
        return False
    if before.isspace() or after.isspace():
        return before.isspace()
    return cell_len(before) > 1 or cell_len(after) > 1


def _fitting(text: str, width: int) -> str:
    end = 1
    while end < len(text) and cell_len(text[: end + 1]) <= width:
        end += 1
    return text[:end]
