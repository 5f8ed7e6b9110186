"""A document → its contents: front matter, items with their clauses, goals, and paragraphs that are neither."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count, islice

from bot.domain.errors import Refused
from bot.planfile.importer.clause import clauses
from bot.planfile.importer.declared import declared_over_groups
from bot.planfile.importer.document import Block, Paper, Paragraph, Table
from bot.planfile.importer.flattened_tables import FIRST, is_about_units, regrown
from bot.planfile.importer.front import Front, read_front, without_notice
from bot.planfile.importer.item import OutlineItem
from bot.planfile.importer.items import items_of
from bot.planfile.importer.lost_breaks import broken_up
from bot.planfile.importer.normalize import folded, tidied
from bot.planfile.importer.open_questions import Doubt
from bot.planfile.importer.outline import Node, outline
from bot.planfile.importer.parsed_clause import Reading, Unread
from bot.planfile.importer.persons import labelled_persons
from bot.planfile.importer.table_shape import captions, is_metadata, whole_tables
from bot.planfile.importer.turned_tables import turned
from bot.planfile.importer.unit_matrix import with_roles_in_words
from bot.planfile.importer.unit_shapes import is_an_office
from bot.planfile.importer.units_above import with_column_for_units, with_units_beside

MOST_PARAGRAPHS = 40_000  # a document of 5 MB has 12,000

_ABBREVIATION = re.compile(
    "(?P<full>[\u4e00-\u9fff]{3,30})（(?:以下|下)?(?:统称|简称)为?[“「]?(?P<short>[\u4e00-\u9fff]{2,12})[”」]?[，）]"
)

Progress = Callable[[int, int], None]  # done, of how many


@dataclass(frozen=True, slots=True)
class Contents:
    name: str
    front: Front
    items: tuple[OutlineItem, ...]
    idle: tuple[Node, ...]  # numbered paragraphs that are no tasks
    rest: tuple[Paragraph, ...]  # no task's words
    unread_clauses: tuple[Unread, ...]  # outside all tasks
    doubts: tuple[Doubt, ...]  # of the file and its tables

    @property
    def passages(self) -> Iterator[Paragraph]:
        return (passage for item in self.items for passage in item.passages)


def read_contents(paper: Paper, aliases: Mapping[str, str], progress: Progress) -> Contents:
    tidy = [*islice(broken_up(_tidy(paper.blocks)), MOST_PARAGRAPHS + 1)]
    if len(tidy) > MOST_PARAGRAPHS:
        raise Refused("document.too_long", file=paper.name, most=MOST_PARAGRAPHS)
    blocks = [*regrown(tidy)]
    found = _read(paper, blocks, aliases, progress)
    if found.items or not any(isinstance(block, Table) for block in blocks):
        return found
    widened = [with_column_for_units(block) if isinstance(block, Table) else block for block in blocks]
    return _read(paper, widened, aliases, progress)


def _read(paper: Paper, blocks: list[Block], aliases: Mapping[str, str], progress: Progress) -> Contents:
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    start = without_notice(paragraphs, _first_clause(paragraphs, aliases))
    notice = paragraphs[:start]
    found = outline(_from(blocks, paragraphs[start].line) if start else blocks)
    front = read_front([*notice, *found.front], paragraphs, paper.name)
    steps, total = count(1), len(found.nodes)
    known = {**aliases, **dict(_abbreviations(paragraphs))}
    reading = Reading((front.place,) if front.place else (), known, front.central)
    parted = items_of(found, reading, lambda: progress(next(steps), total))
    return Contents(
        name=tidied(paper.name),  # a file may be called anything
        front=front,
        items=tuple(parted.items),
        idle=tuple(node for node in found.nodes if id(node) not in parted.chosen),
        rest=(*notice, *parted.rest),
        unread_clauses=tuple(one for one in parted.unread if one.phrase not in front.title),
        doubts=(
            *paper.doubts,
            *parted.doubts,
            *declared_over_groups(found.nodes, parted.chosen),
            *_unread(blocks),
            *_persons(paragraphs),
        ),
    )


def _first_clause(paragraphs: list[Paragraph], aliases: Mapping[str, str]) -> int:
    reading = Reading((), aliases)
    return next((at for at, paragraph in enumerate(paragraphs) if clauses(paragraph.text, reading)), 0)


def _tidy(blocks: Iterable[Block]) -> Iterator[Block]:
    return turned(_captioned(blocks))


def _captioned(blocks: Iterable[Block]) -> Iterator[Block]:
    tables = count(1)
    line = ""
    for block in whole_tables(_numbered(blocks, tables)):
        before, line = line, block.text if isinstance(block, Paragraph) else ""
        if isinstance(block, Table):
            if not is_metadata(block):
                above, rest = captions(with_roles_in_words(with_units_beside(block, before, Reading())))
                yield from above
                yield rest
        else:
            yield from broken_up([block])


def _numbered(blocks: Iterable[Block], tables: Iterator[int]) -> Iterator[Block]:
    """Tables counted as a reader counts them; paragraphs that hold something."""
    for block in blocks:
        if isinstance(block, Table):
            yield replace(block, number=next(tables))
        elif text := tidied(block.text):
            yield Paragraph(block.line, text)


def _from(blocks: Iterable[Block], line: int) -> Iterator[Block]:
    return (block for block in blocks if block.line >= line)


def _unread(blocks: list[Block]) -> Iterator[Doubt]:
    """Tables that lost their lines and could not be rebuilt."""
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.text in FIRST and is_about_units(blocks, at):
            yield Doubt("unreadable_table", block.text, block.line)


def _persons(paragraphs: Iterable[Paragraph]) -> Iterator[Doubt]:
    """Once a label."""
    seen: set[str] = set()
    for paragraph in paragraphs:
        for label, start, end in labelled_persons(folded(paragraph.text)):
            if label not in seen:
                seen.add(label)
                yield Doubt("person_named", paragraph.text[start:end], paragraph.line)


def _abbreviations(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[str, str]]:
    """云溪市大数据发展管理局（以下简称“市大数据局”）: short and full name, of units only."""
    for paragraph in paragraphs:
        for found in _ABBREVIATION.finditer(folded(paragraph.text)):
            before = found["full"]
            full = next((before[at:] for at in range(len(before)) if is_an_office(before[at:])), "")
            if full and is_an_office(found["short"]):
                yield found["short"], full.removeprefix("由")
