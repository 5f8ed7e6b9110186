"""A page as PDF and OFD know it: characters at their places and ruled lines; lines of text put together from them.

Points, from the upper left corner of the page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from unicodedata import east_asian_width, normalize

from bot.planfile.importer.joined_lines import FIRST_WORD

SAME_LINE = 0.45  # of a character's size: so far apart two characters may stand in height
BLANK = 0.85  # of a character between two Chinese ones: somebody has left room
NARROW_BLANK = 0.16  # the same between two letters
THIN = 3.0  # points: a filled box so thin is a ruled line
SMALLEST = 1.0  # points: smaller letters count as large as this
TWICE = 0.3  # of a character: closer copies of one are printed to look bold


@dataclass(frozen=True, slots=True)
class Glyph:
    text: str
    left: float
    right: float
    base: float  # its foot
    size: float
    spaced: bool = False  # the file itself has a blank before it

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, self.base - self.size * 0.35


@dataclass(frozen=True, slots=True)
class RuledLine:
    """A horizontal or vertical line."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True)
class LaidOutPage:
    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[RuledLine] = field(default_factory=list)
    had_text: bool = True


@dataclass(frozen=True, slots=True)
class PageLine:
    page: int
    text: str
    left: float
    right: float
    base: float
    size: float
    starts: tuple[float, ...]  # of its pieces, where wide gaps part them
    glyphs: tuple[Glyph, ...]

    @property
    def first_width(self) -> float:
        """Of the word it begins with, in points."""
        word = FIRST_WORD.match(self.text)
        return self.size * sum(1 if is_wide(character) else 0.5 for character in (word[0] if word else ""))


def straight(one: tuple[float, float], other: tuple[float, float]) -> Iterator[RuledLine]:
    """The ruled line between two points; none where it is neither level nor upright."""
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if x1 - x0 <= THIN or y1 - y0 <= THIN:
        level = x1 - x0 >= y1 - y0
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        yield RuledLine(x0, y, x1, y) if level else RuledLine(x, y0, x, y1)


def plain_letter(character: str) -> str:
    """⼯ (a radical) and ﹒ are written so by some programs; they are looked up as 工 and ．"""
    return (
        normalize("NFKC", character)
        if "\u2e80" <= character <= "\u2fdf" or "\uf900" <= character <= "\ufaff"
        else character
    )


def lines_of(page: int, glyphs: Sequence[Glyph]) -> list[PageLine]:
    """From top to bottom, whatever the order in which the file draws them."""
    return [_line(page, row) for row in rows_of(glyphs) if row]


def rows_of(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    foot = 0.0
    for glyph in sorted(glyphs, key=lambda one: (one.base, one.left)):
        if row and glyph.base - foot > SAME_LINE * max(glyph.size, row[0].size):
            yield _in_order(row)
            row = []
        if not row:
            foot = glyph.base
        row.append(glyph)
    if row:
        yield _in_order(row)


def _in_order(row: list[Glyph]) -> list[Glyph]:
    """From left to right, copies left out."""
    kept: list[Glyph] = []
    for glyph in sorted(row, key=lambda one: one.left):
        near = (one for one in kept[-3:] if abs(one.left - glyph.left) < TWICE * glyph.size)
        if not any(one.text == glyph.text for one in near):
            kept.append(glyph)
    return kept


def _line(page: int, row: Sequence[Glyph]) -> PageLine:
    size = median(glyph.size for glyph in row)
    text, starts = row[0].text, [row[0].left]
    for before, glyph in pairwise(row):
        gap = glyph.left - before.right
        if gap > 2 * size:
            starts.append(glyph.left)
        text += (" " if _is_parted(before, glyph, gap) else "") + glyph.text
    seen = max(SMALLEST, size)  # a file may say 0, or no number at all
    return PageLine(
        page, text.strip(), row[0].left, row[-1].right, row[0].base, seen, tuple(starts), tuple(row)
    )


def _is_parted(before: Glyph, glyph: Glyph, gap: float) -> bool:
    wide = is_wide(before.text), is_wide(glyph.text)
    if not any(wide):
        return glyph.spaced or gap > NARROW_BLANK * glyph.size
    return (glyph.spaced and all(wide)) or gap > BLANK * glyph.size


def is_wide(character: str) -> bool:
    return bool(character) and east_asian_width(character[0]) in "WFA"
