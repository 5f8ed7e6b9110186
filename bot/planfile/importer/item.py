"""An item of the document that is a task: what of the document belongs to it."""

import re
from dataclasses import dataclass

from bot.planfile.importer.brackets import sentences
from bot.planfile.importer.document import Paragraph
from bot.planfile.importer.normalize import PAUSES, folded
from bot.planfile.importer.open_questions import CellPlace
from bot.planfile.importer.parsed_clause import ParsedClause, Unread

LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Heading:
    """A section; `number` 0: it has none. `declared`: how many items the document says it has."""

    number: int
    title: str
    line: int
    declared: int | None = None


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """`part`: 0, or which piece of a printed item that holds several clauses. `time`: what a column or a label says
    of the term. `depth`: how many tasks it is part of. `table`: the line of the table whose row it is, 0 for one of the
    text. `tells_problem`: its numbers are how things are."""

    number: int | None
    title: str
    line: int
    passages: tuple[Paragraph, ...]
    said: ParsedClause | None
    heading: Heading | None
    part: int = 0
    time: str = ""
    depth: int = 0
    unread: tuple[Unread, ...] = ()
    table: int = 0
    time_cell: CellPlace | None = None
    tells_problem: bool = False


def title_of(text: str) -> str:
    """Up to the first 。; a sentence too long to be a title, up to its first pause."""
    twin = folded(text)
    start, end = next(sentences(twin), (0, len(twin)))
    if end - start > LONGEST_TITLE and (pause := re.search("[，；：]", twin[start:end])):
        end = start + pause.start()
    return text[start:end].strip(PAUSES + "：")
