"""Text that was copied from pages: known by its lines, which end at one margin, and joined again.

Whatever is not wrapped stays as it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from bot.planfile.importer.document import Block, Paragraph, Table
from bot.planfile.importer.joined_lines import FIRST_WORD, WrappedLine, is_open, joined, starts_anew
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.page_marks import without_page_marks

NARROWEST, WIDEST = 12, 120  # characters of a line that a page has room for
LONGER = 0.02  # of the lines may stand over the margin: a web address, a stop that hangs
SLACK = 2  # characters before the margin: a mark that may not begin a line takes its neighbour along
SHARE = 0.2  # of the lines reach the margin, at least
_STOP = re.compile("[。！？；：]$")
_CLOSED = re.compile("[。；）]$")
_INNER_STOP = re.compile("[，。；、：（）]")
_INDENT = re.compile("[ \u3000\t]{2,}|\u3000")


def width(text: str) -> int:
    """In half characters, as a page measures it."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def unwrapped(blocks: Iterable[Block]) -> Iterator[Block]:
    """Paragraphs joined where they are lines of wrapped text."""
    run: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Table):
            yield from _paragraphs(run)
            yield block
            run = []
        else:
            run.append(block)
    yield from _paragraphs(run)


def _paragraphs(lines: Sequence[Paragraph]) -> Iterable[Paragraph]:
    kept = without_page_marks(lines)
    texts = [line.text.strip() for line in kept if line.text.strip()]
    margins = [
        margin for measure, half in ((len, 1), (width, 2)) if (margin := _margin(texts, measure, half))
    ]
    if not margins:
        return _after_commas(lines)
    best = max(margins, key=lambda margin: margin.broken)
    return joined(_lines(kept, best), spaced=best.measure is width)


def _after_commas(lines: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """市应急局、 at the end of a line: the list of names goes on with the next, whatever its length."""
    waiting: Paragraph | None = None
    for line in lines:
        if waiting:
            line = Paragraph(waiting.line, waiting.text.rstrip() + line.text.strip())
        waiting = line if line.text.rstrip().endswith("、") else None
        if waiting is None:
            yield line
    if waiting:
        yield waiting


@dataclass(frozen=True, slots=True)
class _Margin:
    """Where lines end. `broken`: lines that reach it in the middle of a sentence."""

    measure: Callable[[str], int]
    unit: int  # of a full character
    at: int
    broken: int

    def is_reached(self, text: str, following: str) -> bool:
        """What follows would not have fitted."""
        word = FIRST_WORD.match(following)
        return self.measure(text) + self.measure(word[0] if word else "") > self.at - self.unit


def _margin(texts: Sequence[str], measure: Callable[[str], int], unit: int) -> _Margin | None:
    """None for text that is not wrapped."""
    extents = sorted(map(measure, texts), reverse=True)
    if len(extents) < 2:
        return None
    at = extents[int(LONGER * len(extents))]
    if not NARROWEST * unit <= at <= WIDEST * unit:
        return None
    full = [n for n, text in enumerate(texts[:-1]) if measure(text) >= at - SLACK * unit]
    broken = [n for n in full if _is_broken(texts[n], texts[n + 1])]
    prose = [n for n in broken if _INNER_STOP.search(folded(texts[n][:-1]))]
    usual = len(full) >= SHARE * len(texts) and 2 * len(prose) >= len(broken) and _break_off(prose, texts)
    if not usual and not any(is_open(texts[n]) for n in prose):
        return None
    return _Margin(measure, unit, at, len(broken))


def _is_broken(text: str, following: str) -> bool:
    return is_open(text) or not (_STOP.search(folded(text[-2:])) or starts_anew(following))


def _break_off(prose: Sequence[int], texts: Sequence[str]) -> bool:
    """Two lines that break off, or one whose sentence the next line ends."""
    return len(prose) > 1 or any(_CLOSED.search(folded(texts[n + 1])) for n in prose)


def _lines(lines: Sequence[Paragraph], margin: _Margin) -> Iterator[WrappedLine]:
    filled = [line for line in lines if line.text.strip()]
    blank = {line.line for line in lines if not line.text.strip()}
    indents = [bool(_INDENT.match(line.text)) for line in filled]
    known = 0 < sum(indents) < len(indents) * 0.9
    for at, line in enumerate(filled):
        text = line.text.strip()
        following = filled[at + 1].text.strip() if at + 1 < len(filled) else ""
        full = margin.is_reached(line.text.rstrip(), following)
        yield WrappedLine(line.line, text, full, indents[at] if known else None, line.line - 1 in blank)
