"""Restores paragraph breaks lost in conversion: one paragraph that holds several is cut before each number that
continues the count."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from bot.planfile.importer.document import Block, Paragraph, Table
from bot.planfile.importer.marks import CHINESE, NumberStyle, mark_of
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.numerals import read_numeral

LONG = 200  # characters; a shorter paragraph has not swallowed others
LONGEST = 8_000  # characters of a paragraph that is worked on as one; nobody has written a longer one

_INSIDE = re.compile(
    f"(?<=[。）])(?P<chinese>{CHINESE})、"
    f"|（(?P<bracketed>{CHINESE})）"
    r"|(?:(?<=[。）])|(?<=措施：)|(?<=任务：))(?P<arabic>[0-9]{1,4})(?:、|\.(?=20[0-9]{2}年|[^0-9]))"
)
_STOPS = "。）；："


def broken_up(blocks: Iterable[Block]) -> Iterator[Block]:
    """Long paragraphs cut before each number that counts on from the one before, there or in a paragraph above. All
    pieces keep their line."""
    last: dict[NumberStyle, int] = {}
    for block in blocks:
        if isinstance(block, Table):
            yield block
            continue
        start = 0
        for cut in (*_cuts(block.text, last), len(block.text)):
            yield from _short(Paragraph(block.line, block.text[start:cut]))
            start = cut


def _short(paragraph: Paragraph) -> Iterator[Paragraph]:
    text, start = paragraph.text, 0
    while len(text) - start > LONGEST:
        stop = text.rfind("。", start, start + LONGEST) + 1 or start + LONGEST
        yield Paragraph(paragraph.line, text[start:stop])
        start = stop
    yield Paragraph(paragraph.line, text[start:])


def _cuts(text: str, last: dict[NumberStyle, int]) -> Iterator[int]:
    first = mark_of(text)
    if first:
        last[first.style] = first.number
    if len(text) < LONG:
        return
    twin = folded(text)
    stops = [found.start() for found in re.finditer(f"[{_STOPS}]", twin)]
    heading = first.length if first else 0  # where the latest heading begins
    for found in _INSIDE.finditer(twin):
        style = NumberStyle(found.lastgroup or "")
        number = read_numeral(found[style.value])
        if not found.start() or number not in (1, last.get(style, 0) + 1):
            continue
        if (
            number == 1
            and style in last
            and style is not NumberStyle.ARABIC
            and NumberStyle.CHINESE not in last
        ):
            continue
        if style is NumberStyle.BRACKETED and not _ends_before(twin, stops, heading, found.start()):
            continue
        last[style] = number
        heading = found.end()
        yield found.start()


def _ends_before(twin: str, stops: list[int], heading: int, at: int) -> bool:
    """A sentence or clause has just ended, or all since the last number is a heading without any stop."""
    return twin[at - 1] in _STOPS[:3] or bisect_left(stops, heading) == bisect_left(stops, at)
