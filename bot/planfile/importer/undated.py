"""Clauses of an item that no term governs: what they ask for, and the works that they name with their counties.

A clause is a sentence, cut at ； and before a verb that begins a new piece of work: 推进…改造，建设…工程 are two.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.plan import Every, Strength
from bot.planfile.importer.brackets import sentences, split
from bot.planfile.importer.document import Paragraph
from bot.planfile.importer.item import OutlineItem
from bot.planfile.importer.milestones import ACTION, Point, Reader
from bot.planfile.importer.normalize import PAUSES, folded

_ONLY_A_BRACKET = re.compile("（[^（）]*）")
LEAST = 6  # characters that can ask for something
MOST_QUOTED = 40  # characters of a clause that stand as its quote
_HEDGES = ((re.compile("^鼓励"), Strength.ENCOURAGE), (re.compile("^(?:力争|争取)"), Strength.STRIVE))
_BEFORE_A_NAME = re.compile("^(?:推进|完成|建设|加快|实施|推动|启动)+")
_SUBJECT = re.compile("(?:对|针对|依据|根据|按照?|以|在|由|将)[^，]*")  # says of what, and not yet what to do
_KINDS = re.compile("等|的|以上|应用|各|有关|提高|有效|现役")
_LIST_ENDS = re.compile("等[0-9一二三四五六七八九十]*(?:条|个|处|项|家).*$")


@dataclass(frozen=True, slots=True)
class DemandClause:
    """`passage`: which of the item's passages; from `start` to `end` in it."""

    passage: int
    start: int
    end: int
    line: int
    text: str

    @property
    def quote(self) -> str:
        return self.text[:MOST_QUOTED].strip(PAUSES)


def clauses_of(item: OutlineItem, points: Iterable[Point]) -> list[DemandClause]:
    """All clauses of an item but its title, in the order of the text. What a point says begins and ends clauses."""
    ends: dict[int, set[int]] = {}
    for point in points:
        ends.setdefault(point.passage, set()).update((point.start, point.end))
    return [
        clause
        for at, passage in enumerate(item.passages)
        for clause in _of(at, passage, item.title, sorted(ends.get(at, ())))
    ]


def _of(at: int, passage: Paragraph, title: str, ends: Sequence[int]) -> Iterator[DemandClause]:
    twin = folded(passage.text)
    for begin, end in sentences(twin):
        if at == 0 and passage.text[begin:end].strip(PAUSES) == title:
            continue
        for start, stop in _at(ends, _cut(twin, begin, end)):
            text = passage.text[start:stop].strip(PAUSES)
            if len(text) >= LEAST and not _ONLY_A_BRACKET.fullmatch(folded(text)):
                yield DemandClause(at, start, stop, passage.line, text)


def _at(ends: Sequence[int], pieces: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, stop in pieces:
        inside = [end for end in ends if start < end < stop]
        yield from pairwise([start, *inside, stop])


def _cut(twin: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    start = begin
    for a, b, mark in split(twin[begin:end], "，；"):
        following = twin[begin + b + 1 : end]
        begins = (
            ACTION.match(following) and b - a >= LEAST and not _SUBJECT.fullmatch(twin[start : begin + b])
        )
        if mark == "；" or not mark or begins:
            yield start, begin + b
            start = begin + b + 1


def carrying(clause: DemandClause, points: Sequence[Point]) -> list[int]:
    """Places of the points that the clause is part of, or that are part of it."""
    return [
        at
        for at, point in enumerate(points)
        if point.passage == clause.passage and point.start < clause.end and clause.start < point.end
    ]


def duty(clause: DemandClause, reader: Reader, listed: Sequence[Point] = ()) -> Point:
    """`listed`: works of the clause that are items of their own, with their counties."""
    strength = next((soft for sign, soft in _HEDGES if sign.match(folded(clause.text))), Strength.MUST)
    return Point(
        text=clause.text,
        quote=clause.quote,
        line=clause.line,
        every=Every.QUARTER,
        every_inferred=True,
        strength=strength,
        where=() if listed else _counties(clause.text, reader.counties),
        works=() if listed else tuple(_names(reader.works(clause.text))),
    )


def _names(found: Iterable[str]) -> Iterator[str]:
    """Without a verb before them; 焦炭等…以上的物流园 is a kind of works and no name."""
    names = (_BEFORE_A_NAME.sub("", name) for name in found)
    return (name for name in names if not _KINDS.search(name))


def works(clause: DemandClause, reader: Reader) -> list[Point]:
    """Works that a list names with their counties, one item each; none where a single one is named."""
    text = _LIST_ENDS.sub("", clause.text)
    found = []
    for start, end, _ in split(folded(text), "、"):
        name = _BEFORE_A_NAME.sub("", text[start:end].strip(PAUSES))
        if where := _counties(name, reader.counties):
            found.append(
                Point(
                    name,
                    name[:MOST_QUOTED],
                    clause.line,
                    every=Every.QUARTER,
                    every_inferred=True,
                    where=where,
                )
            )
    return found if len(found) > 1 else []


def _counties(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Counties that the text names, in full or at its beginning without 县: 西峡公铁联运物流园."""
    begins = _BEFORE_A_NAME.sub("", text)
    return tuple(name for name in known if name in text or (len(name) > 2 and begins.startswith(name[:-1])))
