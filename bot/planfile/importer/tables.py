"""Tables of tasks: group rows, one task a row or over several, and what of a table could not be read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.plan import IndicatorKind
from bot.planfile.importer.clause import clauses
from bot.planfile.importer.columns import Column, Layout, distinct
from bot.planfile.importer.document import Paragraph, Table, TableRow
from bot.planfile.importer.header_rows import is_header
from bot.planfile.importer.item import Heading, OutlineItem, title_of
from bot.planfile.importer.marks import mark_of
from bot.planfile.importer.normalize import folded, tidied
from bot.planfile.importer.numbers import amounts
from bot.planfile.importer.numerals import read_numeral
from bot.planfile.importer.open_questions import Doubt
from bot.planfile.importer.parsed_clause import ParsedClause, Reading
from bot.planfile.importer.roles import rules_in
from bot.planfile.importer.table_row_words import ReadRow, group_heading, is_remark, task_row
from bot.planfile.importer.table_shape import mended
from bot.planfile.importer.table_units import UnitCells
from bot.planfile.importer.task_columns import is_about_work, layout_of
from bot.planfile.importer.uneven_rows import is_short, is_uneven
from bot.planfile.importer.unread_words import unread_of

_TOTAL = re.compile("^(?:合计|总计|小计)")
_NOTE = re.compile("^(?:注|备注|说明|附注|填表说明)[：:0-9]|^[*※]")
_CHINESE = re.compile("（?[一二三四五六七八九十]+[）、.]?")
MOST_SHOWN = 3  # cells of a column that nobody reads, in its question


@dataclass
class TableContents:
    """What a table says: `notes` are sentences of it that are no row."""

    items: list[OutlineItem] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def read_table(table: Table, above: Heading | None, reading: Reading) -> TableContents:
    """The items of a table; a question where it names units and is not understood."""
    reader = _TableReader(table, above, reading)
    at = 0
    while at < len(table.rows):
        layout = layout_of(table.rows, at)
        if layout is None:
            reader.ask_of_unread(table.rows[at:])
            break
        end = _end_of(table.rows, layout)
        reader.read(table.rows[at:end], layout, layout.header - at)
        at = end
    return reader.found


def _end_of(rows: Sequence[TableRow], layout: Layout) -> int:
    """Where another header begins. One that a page repeats has no rows of its own to be told by."""
    for at in range(layout.header, len(rows)):
        if is_header(rows[at]) and layout_of(rows, at):
            return at
    return len(rows)


class _TableReader:
    def __init__(self, table: Table, above: Heading | None, reading: Reading) -> None:
        self.found = TableContents()
        self._table, self._reading = table, reading
        self._units = UnitCells(table.number, table.sheet, reading)
        self._heading, self._groups, self._group = above, 0, ""
        self._before: ReadRow | None = None
        self._layout = Layout((), (), 0)
        self._has_figures = False  # rows are numbered 1, 2, 3
        self._idle: dict[
            int, tuple[TableRow, list[str]]
        ] = {}  # column: cells that are in no row of the draft

    def read(self, rows: Sequence[TableRow], layout: Layout, header: int) -> None:
        """Rows under one header, which has the first `header` of them."""
        self._layout = layout
        self._notes(rows[:header])
        body = [*mended(rows[header:], layout)]
        self._ask_of_roles(body)
        self._has_figures = any(re.match("[0-9]", folded(layout.text(row, Column.NUMBER))) for row in body)
        for row in body:
            filled = distinct(row)
            if len(filled) == 1 and self._is_alone(row):
                self._alone(filled[0], row)
            elif all(map(is_remark, filled)):
                self.found.notes += [Paragraph(row.line, text) for text in filled]
            elif filled and not _TOTAL.match(filled[0]) and not is_header(row):
                if not self._table.sheet and is_uneven(row, layout):
                    self._doubt("uneven_row", "｜".join(filled), row)
                self._task(row)
        self._ask_of_columns()

    def ask_of_unread(self, rows: Sequence[TableRow]) -> None:
        if is_about_work(replace(self._table, rows=tuple(rows))):
            about = "｜".join(distinct(rows[0]))[:60]
            self._doubt("unreadable_table", about, rows[0])

    def _notes(self, rows: Sequence[TableRow]) -> None:
        """Captions and notes above the header."""
        for row in rows:
            if len(texts := distinct(row)) == 1:
                self.found.notes.append(Paragraph(row.line, texts[0]))

    def _is_alone(self, row: TableRow) -> bool:
        """One text in the row: a group or a note, unless it tells more of the task above."""
        filled = [n for n, cell in enumerate(row.texts) if tidied(cell)]
        return not (len(filled) == 1 and self._meaning(filled[0]) in (Column.TEXT, Column.TIME))

    def _alone(self, text: str, row: TableRow) -> None:
        if read_numeral(text) is not None:
            self._doubt("unread_cell", text, row)
        elif _NOTE.match(text) or rules_in(text)[0]:
            self.found.notes.append(Paragraph(row.line, text))
        elif not _TOTAL.match(text):
            if is_short(row, self._layout) and not (self._table.sheet or is_remark(text)):
                self._doubt("uneven_row", text, row)
            if self._may_be_work(row, text):
                self._doubt("unread_cell", text, row)
            self._begin_group(text, row)
            if any(clause.said.units for clause in clauses(text, self._reading)):
                self._doubt("unread_clause", text, row)

    def _may_be_work(self, row: TableRow, text: str) -> bool:
        """A heading of a group stands in front or over the whole row, and has no number to reach."""
        place = next(at for at, cell in enumerate(row.texts) if tidied(cell))
        before = {self._meaning(at) for at in range(place)} - {Column.NUMBER}
        return bool(before) or any(one.kind is IndicatorKind.TARGET for one in amounts(folded(text)))

    def _begin_group(self, text: str, row: TableRow) -> None:
        self._groups += 1
        self._heading, self._group = group_heading(text, self._groups, row.line), text

    def _task(self, row: TableRow) -> None:
        layout = self._layout
        if self._is_group(row):
            self._begin_group(layout.text(row, Column.TITLE), row)
            return
        group = layout.text(row, Column.GROUP)
        if group and group != self._group:
            self._begin_group(group, row)
        for place, cell in layout.cells(row, Column.ASIDE):
            self._idle.setdefault(place, (row, []))[1].append(tidied(cell))
        task = self._read_row(row)
        if self._before and self._goes_on(self._before, task):
            self._go_on(task)
        elif task.passages:
            self._begin(task)
        else:
            self._doubt("unread_cell", "｜".join(distinct(row)), row)
            return
        before = self._before
        number = task.number or (before.number if before else "")
        title = task.title or (before.title if before else "")
        self._before = replace(task, number=number, title=title)

    def _read_row(self, row: TableRow) -> ReadRow:
        found = task_row(row, self._layout, self._units)
        for label, cell in found.further_times:
            self._doubt("unread_cell", cell, row, label)
        return found

    def _goes_on(self, before: ReadRow, task: ReadRow) -> bool:
        """A further row of the task above: its title is merged, repeated or left empty."""
        if task.number not in ("", before.number) or task.title not in ("", before.title):
            return False
        is_merged = bool(task.title and task.title_cell is before.title_cell)
        return bool(self.found.items) and (
            is_merged or bool(task.number) or not task.title or task.said is None
        )

    def _is_group(self, row: TableRow) -> bool:
        """一 | 工业污染治理 between rows that are numbered 1, 2, 3."""
        filled = {self._meaning(n) for n, cell in enumerate(row.texts) if tidied(cell)}
        number, title = self._layout.text(row, Column.NUMBER), self._layout.text(row, Column.TITLE)
        return (
            filled <= {Column.NUMBER, Column.TITLE, Column.GROUP}
            and bool(title and _CHINESE.fullmatch(folded(number)))
            and self._has_figures
        )

    def _begin(self, task: ReadRow) -> None:
        """A title that is merged over rows with numbers of their own is the heading of their texts."""
        named, before = task.title or task.passages[0].text, self._before
        is_shared = before and task.title == before.title and task.number != before.number
        if task.title and is_shared and len(task.passages) > 1:
            named = task.passages[1].text
        figure = re.search("[0-9]+|[一二三四五六七八九十百]+", folded(task.number))
        number = read_numeral(figure[0]) if figure else None
        if not task.number and (mark := mark_of(named)):  # 2.压缩办理时限
            number, named = mark.number, named[mark.length :]
        item = self._item(task, number, named, task.passages, self._heading)
        self.found.items.append(replace(item, part=self._printed_part(task)))

    def _printed_part(self, task: ReadRow) -> int:
        """2 of 1.2, where 1.1 is the row above; 0 of a number of one level."""
        two = re.fullmatch("([0-9]{1,2})[.-]([0-9]{1,2})", folded(task.number))
        if not two:
            return 0
        last = self.found.items[-1] if self.found.items else None
        before = last.part if last and last.number == int(two[1]) else 0
        return before + 1 if int(two[2]) == before + 1 else 0

    def _go_on(self, task: ReadRow) -> None:
        """Its words are added; with units or a time of its own it is a part of the task."""
        last = self.found.items[-1]
        known = {passage.text for passage in last.passages}
        fresh = tuple(passage for passage in task.passages if passage.text not in known)
        same_units = task.said is None or _names(task.said) == _names(last.said)
        if same_units and (not task.time or task.time == last.time):
            more = unread_of(fresh, last.said, self._reading)
            passages, unread = (*last.passages, *fresh), (*last.unread, *more)
            self.found.items[-1] = replace(last, passages=passages, unread=unread)
            return
        part = last.part or 1
        self.found.items[-1] = replace(last, part=part)
        own = [passage for passage in task.passages if passage.text != task.title] or [*task.passages]
        own = own or [*last.passages[:1]]
        item = self._item(task, last.number, own[0].text, tuple(own), last.heading)
        self.found.items.append(replace(item, said=task.said or last.said, part=part + 1))

    def _item(
        self,
        task: ReadRow,
        number: int | None,
        named: str,
        passages: tuple[Paragraph, ...],
        heading: Heading | None,
    ) -> OutlineItem:
        return OutlineItem(
            number,
            title_of(named),
            task.row.line,
            passages,
            task.said,
            heading,
            time=task.time,
            table=self._table.line,
            time_cell=task.time_cell,
            unread=tuple(unread_of(passages, task.said, self._reading)),
            tells_problem=self._layout.tells_problems,
        )

    def _meaning(self, place: int) -> Column:
        meanings = self._layout.meanings
        return meanings[place] if place < len(meanings) else Column.ASIDE

    # ---- questions

    def _doubt(self, code: str, about: str, row: TableRow, column: str = "") -> None:
        self.found.doubts.append(Doubt(code, about, row.line, cell=self._units.place(row, column)))

    def _ask_of_roles(self, rows: Sequence[TableRow]) -> None:
        """A column of units whose header does not say what they do."""
        for place in sorted(self._layout.guessed):
            found = ((row, tidied(row.texts[place])) for row in rows if place < len(row.texts))
            if first := next(((row, text) for row, text in found if text), None):
                label = self._layout.labels[place]
                self._doubt("unsure_column", f"{label}：{first[1]}".lstrip("："), first[0], label)

    def _ask_of_columns(self) -> None:
        """Once a column: what stands in it is in no row of the draft."""
        for place, (row, cells) in [*self._idle.items(), *self._units.persons.items()]:
            label = self._layout.labels[place] if place < len(self._layout.labels) else ""
            shown = list(dict.fromkeys(cells))
            more = "…" if len(shown) > MOST_SHOWN else ""
            about = f"{label}：{'、'.join(shown[:MOST_SHOWN])}{more}".lstrip("：")
            self._doubt("unread_column", about, row, label)
        self._idle, self._units.persons = {}, {}


def _names(said: ParsedClause | None) -> list[tuple[str, list[str]]]:
    return [*_parts(said)] if said else []


def _parts(said: ParsedClause) -> Iterator[tuple[str, list[str]]]:
    for part, units in said.parts.items():
        if units:
            yield part, [one.name for one in units]
