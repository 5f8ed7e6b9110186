"""Brackets and quotes by depth. Only pairs count: after an opening bracket without a closing one the rest of the text
is still read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

BRACKETS = {"（": "）"}
ALL = {**BRACKETS, "“": "”", "《": "》"}
ENDS = "。！？\n"


@dataclass(frozen=True, slots=True)
class Bracket:
    """From its opening to behind its closing mark."""

    start: int
    end: int

    def inner(self, text: str) -> str:
        return text[self.start + 1 : self.end - 1]


def brackets(twin: str, kinds: dict[str, str] = BRACKETS) -> list[Bracket]:
    """The outermost ones, left to right; at the end of the text also one whose closing mark is lost."""
    pairs, left_open = _pairs(twin, kinds)
    outermost: list[Bracket] = []
    for pair in sorted(pairs, key=lambda pair: pair.start):
        if not outermost or pair.start >= outermost[-1].end:
            outermost.append(pair)
    last = outermost[-1].end if outermost else 0
    if left_open and left_open[-1] >= last:
        outermost.append(Bracket(left_open[-1], len(twin) + 1))
    return outermost


def _pairs(twin: str, kinds: dict[str, str]) -> tuple[list[Bracket], list[int]]:
    closers = {closer: opener for opener, closer in kinds.items()}
    waiting: dict[str, list[int]] = {opener: [] for opener in kinds}
    pairs = []
    for found in _any_of("".join((*kinds, *closers))).finditer(twin):
        if found[0] in waiting:
            waiting[found[0]].append(found.start())
        elif waiting[opener := closers[found[0]]]:
            pairs.append(Bracket(waiting[opener].pop(), found.end()))
    return pairs, sorted(at for open_ in waiting.values() for at in open_)


@cache
def _any_of(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{marks}]")


def split(twin: str, marks: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and the mark behind each part, split at marks outside brackets; the last part has mark ""."""
    start = 0
    for at in _outside(twin, marks, BRACKETS):
        yield start, at, twin[at]
        start = at + 1
    yield start, len(twin), ""


def sentences(twin: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, its 。 excluded. A 。 inside quotes or brackets ends none."""
    start = 0
    for at in (*_outside(twin, ENDS, ALL), len(twin)):
        if twin[start:at].strip():
            yield start, at
        start = at + 1


def _outside(twin: str, marks: str, kinds: dict[str, str]) -> Iterator[int]:
    found = [mark.start() for mark in _any_of(marks).finditer(twin)]
    if not found:  # most pieces of a text hold none, and the brackets of those need no look
        return
    spans = iter([*brackets(twin, kinds), Bracket(len(twin) + 1, len(twin) + 1)])
    span = next(spans)
    for at in found:
        while at >= span.end:
            span = next(spans)
        if at < span.start:
            yield at
