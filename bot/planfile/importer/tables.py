"""Tables of tasks: group rows, one task a row or over several, and what of a table could not be read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.planfile.importer.columns import (
    PARTS,
    Column,
    Layout,
    distinct,
    is_header,
    layout_of,
    names_units_somewhere,
)
from bot.planfile.importer.document import GridCell, Paragraph, Table, TableRow
from bot.planfile.importer.item import Heading, OutlineItem, title_of
from bot.planfile.importer.normalize import folded, tidied
from bot.planfile.importer.numerals import read_numeral
from bot.planfile.importer.open_questions import Doubt
from bot.planfile.importer.parsed_clause import ParsedClause, Reading, merged
from bot.planfile.importer.persons import without_persons
from bot.planfile.importer.roles import read_cell, rules_in
from bot.planfile.importer.unit_list import NOBODY

METADATA = re.compile("索引号|发布机构|发文机关|主题分类|发文字号|成文日期")
DITTO = re.compile("^(?:同上|同前|同左|上同|〃|″|”|“|\"|''|々|ditto)$", re.IGNORECASE)
_TOTAL = re.compile("^(?:合计|总计|小计)")
_NOTE = re.compile("^(?:注|备注|说明|附注|填表说明)[：:0-9]|^[*※]")
_GROUP_NUMBER = re.compile("^(?:（?[一二三四五六七八九十]+[）、.]|第[一二三四五六七八九十]+[部章类])")
_CHINESE = re.compile("（?[一二三四五六七八九十]+[）、.]?")
MOST_SHOWN = 3  # cells of a column that nobody reads, in its question


@dataclass
class TableContents:
    """What a table says: `notes` are sentences of it that are no row."""

    items: list[OutlineItem] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def is_metadata(table: Table) -> bool:
    words = {found[0] for row in table.rows for cell in row.texts if (found := METADATA.search(cell))}
    return len(words) > 1 or (bool(words) and len(table.rows) < 4)


def captions(table: Table) -> tuple[list[Paragraph], Table]:
    """Rows of one text above the header are paragraphs of the document: its title, a note who leads."""
    above: list[Paragraph] = []
    for row in table.rows[:-1]:
        texts = distinct(row)
        if len(texts) > 1 or is_header(row):
            break
        above += [Paragraph(row.line, text) for text in texts]
    return above, Table(table.rows[len(above) :]) if above else table


def read_table(table: Table, above: Heading | None, reading: Reading) -> TableContents:
    """The items of a table; a question where it names units and is not understood."""
    layout = layout_of(table.rows)
    if layout is None:
        asks = names_units_somewhere(table)
        doubts = [Doubt("unreadable_table", _first_words(table), table.line)] if asks else []
        return TableContents(doubts=doubts)
    return _TableReader(table.rows, layout, above, reading).read()


def _first_words(table: Table) -> str:
    return "｜".join(distinct(table.rows[0]))[:60]


class _TableReader:
    def __init__(
        self, rows: Sequence[TableRow], layout: Layout, above: Heading | None, reading: Reading
    ) -> None:
        self._rows, self._layout, self._reading = rows, layout, reading
        self._heading, self._groups, self._group = above, 0, ""
        self._before: tuple[GridCell, ...] = ()  # the cells of the row above, dittos written out
        self._number, self._title = "", ""  # of the row above, as printed
        self._idle: dict[int, list[str]] = {}  # column: cells that nobody reads
        self._found = TableContents()

    def read(self) -> TableContents:
        self._notes(self._rows[: self._layout.header])
        self._ask_of_roles(self._rows[self._layout.header].line)
        at = self._layout.header
        while at < len(self._rows):
            at = self._row(at)
        self._ask_of_columns()
        return self._found

    def _row(self, at: int) -> int:
        """Returns the place of the next row."""
        row = self._rows[at]
        if is_header(row) and at + 1 < len(self._rows):
            if again := layout_of(self._rows, at):
                self._ask_of_columns()
                self._layout = again
                return max(again.header, at + 1)
            return at + 1
        row = self._spelled_out(row)
        filled = distinct(row)
        if len(filled) == 1 and self._is_alone(row):
            self._alone(filled[0], row.line)
        elif filled and not _TOTAL.match(filled[0]):
            self._task(row)
        return at + 1

    def _notes(self, rows: Sequence[TableRow]) -> None:
        """Captions and notes above the header, and rules in it."""
        for row in rows:
            for text in distinct(row):
                if rules_in(text)[0] or len(distinct(row)) == 1:
                    self._found.notes.append(Paragraph(row.line, text))

    def _spelled_out(self, row: TableRow) -> TableRow:
        """同上 and 〃 are what stands above them."""
        cells = tuple(
            self._before[n] if n < len(self._before) and DITTO.match(tidied(cell.text)) else cell
            for n, cell in enumerate(row.cells)
        )
        self._before = cells
        return replace(row, cells=cells)

    def _is_alone(self, row: TableRow) -> bool:
        """One text in the row: a group or a note, unless it tells more of the task above."""
        filled = [n for n, cell in enumerate(row.texts) if tidied(cell)]
        goes_on = len(filled) == 1 and self._meaning(filled[0]) in (Column.TEXT, *PARTS, Column.TIME)
        return not goes_on

    def _alone(self, text: str, line: int) -> None:
        if read_numeral(text) is not None:
            self._doubt("unread_cell", text, line)
        elif _NOTE.match(text) or rules_in(text)[0]:
            self._found.notes.append(Paragraph(line, text))
        elif not _TOTAL.match(text):
            self._begin_group(text, line)

    def _begin_group(self, text: str, line: int) -> None:
        self._groups += 1
        self._heading, self._group = _group(text, self._groups, line), text

    def _task(self, row: TableRow) -> None:
        layout = self._layout
        number, title = layout.text(row, Column.NUMBER), layout.text(row, Column.TITLE)
        if self._is_group(row, number, title):
            self._begin_group(title, row.line)
            return
        group = layout.text(row, Column.GROUP)
        if group and group != self._group:
            self._begin_group(group, row.line)
        for place, cell in layout.cells(row, Column.ASIDE):
            self._idle.setdefault(place, []).append(tidied(cell))
        passages = tuple(
            Paragraph(row.line, tidied(cell)) for _, cell in layout.cells(row, Column.TITLE, Column.TEXT)
        )
        said, time = self._said(row), layout.text(row, Column.TIME)
        same_number = number == self._number or not number
        if (
            self._found.items
            and same_number
            and title in ("", self._title)
            and (number or not title or said is None)
        ):
            self._go_on(row, passages, said, time, title)
        elif passages:
            self._begin(row, number, title, passages, said, time)
        else:
            self._doubt("unread_cell", "｜".join(distinct(row)), row.line)
        if passages:
            self._number, self._title = number or self._number, title or self._title

    def _is_group(self, row: TableRow, number: str, title: str) -> bool:
        """一 | 工业污染治理 between rows that are numbered 1, 2, 3."""
        filled = {self._meaning(n) for n, cell in enumerate(row.texts) if tidied(cell)}
        others = (self._layout.text(one, Column.NUMBER) for one in self._rows[self._layout.header :])
        return (
            filled <= {Column.NUMBER, Column.TITLE, Column.GROUP}
            and bool(title and _CHINESE.fullmatch(folded(number)))
            and any(re.match("[0-9]", folded(one)) for one in others)
        )

    def _begin(
        self,
        row: TableRow,
        number: str,
        title: str,
        passages: tuple[Paragraph, ...],
        said: ParsedClause | None,
        time: str,
    ) -> None:
        """A title that is merged over rows with numbers of their own is the heading of their texts."""
        heading, named = self._heading, passages[0].text
        if title and title == self._title and len(passages) > 1 and number != self._number:
            named = passages[1].text
        figure = re.search("[0-9]+|[一二三四五六七八九十百]+", folded(number))
        unread = tuple(said.odd) if said and not (said.units or said.open_ended) else ()
        item = OutlineItem(
            read_numeral(figure[0]) if figure else None,
            title_of(named),
            row.line,
            tuple(dict.fromkeys(passages)),
            said,
            heading,
            time=time,
            unread=unread,
            table=self._rows[0].line,
        )
        self._found.items.append(item)

    def _go_on(
        self,
        row: TableRow,
        passages: tuple[Paragraph, ...],
        said: ParsedClause | None,
        time: str,
        title: str,
    ) -> None:
        """A further row of the task above: its words are added; with units or a time of its own it is a part of it."""
        last = self._found.items[-1]
        known = {passage.text for passage in last.passages}
        fresh = tuple(passage for passage in passages if passage.text not in known)
        if (said is None or _names(said) == _names(last.said)) and (not time or time == last.time):
            self._found.items[-1] = replace(last, passages=(*last.passages, *fresh))
            return
        part = last.part or 1
        self._found.items[-1] = replace(last, part=part)
        own = (
            [passage for passage in passages if passage.text != title] or [*passages] or [*last.passages[:1]]
        )
        self._found.items.append(
            OutlineItem(
                last.number,
                title_of(own[0].text),
                row.line,
                tuple(own),
                said or last.said,
                last.heading,
                part=part + 1,
                time=time,
                table=last.table,
            )
        )

    def _said(self, row: TableRow) -> ParsedClause | None:
        """The units of all its columns, None where nobody is named."""
        said: ParsedClause | None = None
        for column, part in PARTS.items():
            for place, cell in self._layout.cells(row, column):
                text = without_persons(cell) if place in self._layout.beside_people else cell
                if folded(tidied(cell)) in NOBODY:
                    continue
                one = read_cell(text or cell, part, self._reading)
                one.first_leads |= self._layout.first_leads
                one.placed(row.line)
                said = merged(said, one) if said else one
        return said

    def _meaning(self, place: int) -> Column:
        meanings = self._layout.meanings
        return meanings[place] if place < len(meanings) else Column.ASIDE

    # ---- questions

    def _doubt(self, code: str, about: str, line: int) -> None:
        self._found.doubts.append(Doubt(code, about, line))

    def _ask_of_roles(self, line: int) -> None:
        """A column of units whose header does not say what they do."""
        for place in sorted(self._layout.guessed):
            cells = (row.texts[place] for row in self._rows[self._layout.header :] if place < len(row.texts))
            first = next((tidied(cell) for cell in cells if tidied(cell)), "")
            self._doubt("unsure_column", f"{self._layout.labels[place]}：{first}".lstrip("："), line)

    def _ask_of_columns(self) -> None:
        """Once a column: what stands in it is in no row of the draft."""
        for place, cells in self._idle.items():
            label = self._layout.labels[place] if place < len(self._layout.labels) else ""
            shown = list(dict.fromkeys(cells))
            more = "…" if len(shown) > MOST_SHOWN else ""
            about = f"{label}：{'、'.join(shown[:MOST_SHOWN])}{more}".lstrip("：")
            self._doubt("unread_column", about, self._rows[0].line)
        self._idle = {}


def _names(said: ParsedClause | None) -> list[tuple[str, list[str]]]:
    return (
        [(part, [one.name for one in units]) for part, units in said.parts.items() if units] if said else []
    )


def _group(text: str, number: int, line: int) -> Heading:
    twin = folded(text)
    found = _GROUP_NUMBER.match(twin)
    declared = re.search(r"（共(?P<n>[0-9一二三四五六七八九十]+)[项条个]）", twin)
    title = text[found.end() if found else 0 : declared.start() if declared else len(text)]
    return Heading(
        number, title.strip(" 。：") or text, line, read_numeral(declared["n"]) if declared else None
    )
