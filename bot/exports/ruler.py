"""Measures text by the font, shortens and wraps it."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PIL import ImageFont

from bot.exports.sheet import Box, Strip, Text

FONTS = Path(__file__).parent / "fonts"
MEASURED = 1000  # pixels
COMPARED = 24  # pixels: small enough to compare glyphs quickly, large enough to tell them apart
NO_CHARACTER = "\U0010fffe"  # never assigned: no font has it
ASCENT = 0.96  # of the size above the baseline: room for É
DESCENT = 0.24  # and below: room for g and （
LINE = ASCENT + DESCENT
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
GETA = "\N{GETA MARK}"  # what a Chinese printer sets for a character he does not have
SHORTEST_LAST_LINE = 4  # characters: a last line shorter than this gets more from the one before
INVISIBLE = {"Cc", "Cf", "Cs", "Mn", "Me", "Zl", "Zp"}

FULL_WIDTH_OPENING = tuple("\u3008\u300a\u300c\u300e\u3010\u3014\u3016\uff08\uff3b\uff5b\u2018\u201c")
OPENING = "([{<" + "".join(FULL_WIDTH_OPENING)
# never broken: digits, Latin letters and what joins them, an opening bracket from what follows, a stop from
# what it follows
WORD = re.compile(
    rf"[{re.escape(OPENING)}]*(?:[0-9A-Za-z.,:/%\u2010-\u2015\u00b7'-]+|[^\s])[^\w\s{re.escape(OPENING)}]*|\s+"
)


def font_file(bold: bool) -> Path:
    return FONTS / ("DubanSans-Bold.otf" if bold else "DubanSans-Regular.otf")


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file(bold), MEASURED, layout_engine=ImageFont.Layout.BASIC)


@cache
def _advance(char: str, bold: bool) -> float:
    """Of the size. Measured so large that rounding to whole pixels does not show."""
    return _font(bold).getlength(char) / MEASURED


def length(text: str, size: float, bold: bool = False) -> float:
    """In pixels. The fonts carry no kerning, so a line is the sum of its characters."""
    return sum(_advance(char, bold) for char in text) * size


def drawable(text: str) -> str:
    """The text in characters the font has: the nearest plain ones, else a geta mark; one line, no tofu."""
    return "".join(_known(char) for char in " ".join(text.split()))


@cache
def _known(char: str) -> str:
    if _has(char):
        return char
    plain = unicodedata.normalize("NFKC", char)
    if plain and all(map(_has, plain)):
        return plain
    return "" if unicodedata.category(char) in INVISIBLE else GETA


def _has(char: str) -> bool:
    """Pillow draws a glyph of its own for a missing character and does not tell."""
    return char.isspace() or _look(char) != _look(NO_CHARACTER)


def _look(char: str) -> tuple[tuple[int, int], bytes]:
    mask = _small().getmask(char)
    return mask.size, bytes(mask)


@cache
def _small() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file(bold=False), COMPARED, layout_engine=ImageFont.Layout.BASIC)


def shorten(text: str, width: float, size: float, bold: bool = False) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if length(text, size, bold) <= width:
        return text
    room = width - length(ELLIPSIS, size, bold)
    for i, char in enumerate(text):
        room -= _advance(char, bold) * size
        if room < 0:
            return text[:i].rstrip() + ELLIPSIS
    return text


def wrap(text: str, width: float, size: float, bold: bool = False, lines: int = 2) -> list[str]:
    """At most so many lines, broken where Chinese and English allow it."""
    full = _fill(text, width, size, bold)
    if len(full) > lines:
        rest = "".join(full[lines - 1 :])
        return [*(line.rstrip() for line in full[: lines - 1]), shorten(rest, width, size, bold)]
    narrow = width
    while len(full) > 1 and length(full[-1], size, bold) < SHORTEST_LAST_LINE * size:
        narrow -= size / 2
        tighter = _fill(text, narrow, size, bold)
        if len(tighter) > len(full):
            break
        full = tighter
    return [line.rstrip() for line in full]


def hang(line: str) -> float:
    """How far a line starts left of its edge, in sizes: a full-width bracket is half air."""
    return 0.5 if line[:1] in FULL_WIDTH_OPENING else 0.0


def _fill(text: str, width: float, size: float, bold: bool) -> list[str]:
    lines = [""]
    for word in _pieces(text, width, size, bold):
        if length((lines[-1] + word).rstrip(), size, bold) > width and lines[-1]:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return lines


def _pieces(text: str, width: float, size: float, bold: bool) -> Iterator[str]:
    """Words; one longer than a line falls into its characters."""
    for word in WORD.findall(text):
        if length(word, size, bold) <= width:
            yield word
        else:
            yield from word


def text(
    words: str, size: float, colour: str, *, x: float = 0, width: float, bold: bool = False, align: float = 0
) -> Strip:
    """One line in a strip of `width` from `x`, shortened to it; align 0 left, 0.5 centred, 1 right."""
    fitting = shorten(drawable(words), width, size, bold)
    taken = length(fitting, size, bold)
    box = Box(x + (width - taken) * align, 0, taken, size * LINE)
    return Strip(box.height, (Text(box, fitting, size, bold, colour),) if fitting else ())
