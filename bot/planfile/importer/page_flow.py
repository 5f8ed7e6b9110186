"""Laid-out pages → paragraphs and tables in the order they are read: page numbers and running heads left out, lines
joined, tables that run over pages put together."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.planfile.importer.document import Block, Table, TableRow
from bot.planfile.importer.grid import tables_or_text
from bot.planfile.importer.joined_lines import WrappedLine, joined
from bot.planfile.importer.laid_out import LaidOutPage, PageLine, lines_of
from bot.planfile.importer.open_questions import Doubt
from bot.planfile.importer.page_marks import PAGES_SHARE, is_of_edges, is_page_number, without_page_number
from bot.planfile.importer.ruled_tables import RuledTable, ruled_tables
from bot.planfile.importer.run_on_tables import SAME_PLACE, Cells, continues, run_on
from bot.planfile.importer.unruled_tables import UnruledTable, unruled_tables

EDGE = 0.11  # of the page's height, above and below: where numbers and running heads stand
INDENT = (1.2, 3.2)  # characters to the right of the margin
COMMON = 0.08  # of the lines begin at a margin, at least
APART = 1.35  # times the usual distance of lines
OTHER_SIZE = 0.12
COLUMNS_OF_WORDS = 3  # lines with wide gaps at one place, one below the other: a table without ruled lines

MOST_QUOTED = 40  # characters of a line in a question
MOST_LEFT_OUT = 5  # pieces of text in a question
MOST_NAMED = 20  # pages named in a question


@dataclass(slots=True)
class Flowed:
    blocks: list[Block] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def left_out(struck: Iterable[str]) -> Iterator[Doubt]:
    """What nobody sees, or somebody has struck out, is left out, and said."""
    if shown := [one for one in struck if one.strip("，。、； ")]:
        more = "…" if len(shown) > MOST_LEFT_OUT else ""
        yield Doubt("left_out_text", "｜".join(shown[:MOST_LEFT_OUT]) + more, 1)


@dataclass(frozen=True, slots=True)
class _TablePart:
    page: int
    table: RuledTable


_Part = PageLine | _TablePart


def flowed(pages: Sequence[LaidOutPage]) -> Flowed:
    found = Flowed()
    parts = [*_parts(pages)]
    reading = _Reading(found, [part for part in parts if isinstance(part, PageLine)])
    run: list[PageLine] = []
    tables: list[RuledTable] = []
    for part in [*parts, None]:
        if tables and not (isinstance(part, _TablePart) and continues(tables[-1], part.table)):
            reading.table(tables)
            tables = []
        if isinstance(part, PageLine):
            run.append(part)
            continue
        reading.lines(run)
        run = []
        if part:
            tables.append(part.table)
    _ask_of_pages(pages, found)
    return found


def _parts(pages: Sequence[LaidOutPage]) -> Iterator[_Part]:
    """From top to bottom, page by page."""
    tables = {page.number: ruled_tables(page) for page in pages}
    lines = {page.number: lines_of(page.number, page.glyphs) for page in pages}
    marks = _page_marks(pages, lines)
    for page in pages:
        placed: list[tuple[float, _Part]] = [
            (t.box.top, _TablePart(page.number, t)) for t in tables[page.number]
        ]
        placed += [(line.base, line) for line in lines[page.number] if id(line) not in marks]
        yield from (part for _, part in sorted(placed, key=lambda one: one[0]))


def _page_marks(pages: Sequence[LaidOutPage], lines: dict[int, list[PageLine]]) -> set[int]:
    """Numbers at the edges of pages, and what stands there on several pages at one place."""
    edge = [
        line
        for page in pages
        for line in lines[page.number]
        if not EDGE * page.height < line.base < (1 - EDGE) * page.height
    ]
    places = Counter(map(_place, edge))
    everywhere = Counter(without_page_number(line.text) for page in pages for line in lines[page.number])
    at_edges = Counter(without_page_number(line.text) for line in edge)
    fewest = max(2, PAGES_SHARE * len(pages))

    def is_repeated(line: PageLine) -> bool:
        text = without_page_number(line.text)
        of_edges = is_of_edges(at_edges[text], everywhere[text] - at_edges[text])
        return of_edges and places[_place(line)] >= fewest

    return {
        id(line)
        for line in edge
        if is_page_number(line.text) or re.fullmatch("[0-9]{1,4}", line.text) or is_repeated(line)
    }


def _place(line: PageLine) -> tuple[str, int]:
    return without_page_number(line.text), round(line.base / SAME_PLACE)


class _Reading:
    """Numbers lines and rows as they come."""

    def __init__(self, found: Flowed, lines: Sequence[PageLine]) -> None:
        self._found, self._line = found, 0
        self._left = _left_margin(lines)
        self._right = _quantile([line.right for line in lines], 0.9)
        indents = sum(self._is_indented(line) for line in lines)
        self._indents = indents > COMMON * len(lines)
        gaps = [
            after.base - line.base
            for line, after in pairwise(lines)
            if line.page == after.page and after.base > line.base
        ]
        self._pitch = _quantile(gaps, 0.4)

    def lines(self, run: Sequence[PageLine]) -> None:
        start = 0
        for found in unruled_tables(run):
            self._text(run[start : found.lines.start])
            self._unruled(run[found.lines.start], found)
            start = found.lines.stop
        self._text(run[start:])

    def _unruled(self, header: PageLine, found: UnruledTable) -> None:
        code = "unruled_table" if found.rows else "unreadable_table"
        self._found.doubts.append(Doubt(code, header.text[:MOST_QUOTED], self._line + 1))
        self._rows(found.rows, header.page)
        self._line += max(0, len(found.lines) - len(found.rows))

    def _text(self, run: Sequence[PageLine]) -> None:
        first = self._line + 1
        self._line += len(run)
        columns = [*_columns_of_words(run)]
        apart = {at for lines in columns for at in lines}
        self._found.blocks += joined(
            WrappedLine(first + at, line.text, False, True)
            if at in apart
            else self._known(run, at, first + at)
            for at, line in enumerate(run)
        )
        for lines in columns:
            self._found.doubts.append(
                Doubt("unreadable_table", run[lines[0]].text[:MOST_QUOTED], first + lines[0])
            )

    def table(self, tables: Sequence[RuledTable]) -> None:
        self._rows(run_on(tables), tables[0].page)

    def _rows(self, rows: Sequence[Cells], page: int) -> None:
        numbered = tuple(
            TableRow(self._line + n, row)
            for n, row in enumerate(rows, 1)
            if any(cell.text.strip() for cell in row)
        )
        self._line += len(rows)
        if numbered:
            self._found.blocks += tables_or_text(Table(numbered, page=page))

    def _known(self, run: Sequence[PageLine], at: int, number: int) -> WrappedLine:
        line, before = run[at], run[at - 1] if at else None
        room = run[at + 1].first_width if at + 1 < len(run) else 0
        full = line.right + room > self._right - line.size * 0.5
        indented = self._is_indented(line) if self._indents else None
        return WrappedLine(number, line.text, full, indented, self._is_apart(line, before))

    def _is_indented(self, line: PageLine) -> bool:
        return line.left - self._left > INDENT[0] * line.size

    def _is_apart(self, line: PageLine, before: PageLine | None) -> bool:
        if before is None or abs(line.size - before.size) > OTHER_SIZE * line.size:
            return True
        return line.page == before.page and line.base - before.base > APART * self._pitch


def _left_margin(lines: Sequence[PageLine]) -> float:
    """The leftmost place at which many lines begin."""
    places = Counter(round(line.left / SAME_PLACE) for line in lines)
    common = [place for place, times in places.items() if times > COMMON * len(lines)]
    return min(common, default=0) * SAME_PLACE


def _quantile(values: Sequence[float], share: float) -> float:
    return sorted(values)[int(share * len(values))] if values else 0.0


def _columns_of_words(run: Sequence[PageLine]) -> Iterator[range]:
    """Lines, one below the other, whose words stand in columns."""
    at = 0
    while at < len(run):
        end = at
        while end < len(run) and len(run[end].starts) > 1:
            end += 1
        places = Counter(round(start / (2 * line.size)) for line in run[at:end] for start in line.starts[1:])
        if end - at >= COLUMNS_OF_WORDS and max(places.values()) >= COLUMNS_OF_WORDS:
            yield range(at, end)
        at = end + 1


def _ask_of_pages(pages: Sequence[LaidOutPage], found: Flowed) -> None:
    """Pages without text among others with some: pictures of pages."""
    empty = [page.number for page in pages if not page.had_text]
    if empty:
        found.doubts.append(Doubt("page_without_text", "、".join(map(str, empty[:MOST_NAMED])), 1))
