"""The words of one row of a table of tasks: what its cells say, and what a row of one text is."""

import re
from dataclasses import dataclass

from bot.planfile.importer.column_cells import is_amount
from bot.planfile.importer.column_labels import period_of, says_when
from bot.planfile.importer.columns import Column, Layout
from bot.planfile.importer.document import GridCell, Paragraph, TableRow
from bot.planfile.importer.item import Heading
from bot.planfile.importer.normalize import folded, tidied
from bot.planfile.importer.numerals import read_numeral
from bot.planfile.importer.open_questions import CellPlace
from bot.planfile.importer.parsed_clause import ParsedClause
from bot.planfile.importer.table_units import UnitCells
from bot.planfile.importer.verbs import ClausePart, label_at, meaning_of

_GROUP_NUMBER = re.compile("^(?:（?[一二三四五六七八九十]+[）、.]|第[一二三四五六七八九十]+[部章类])")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """`further_times`: column and words of times beside the first."""

    row: TableRow
    number: str
    title: str
    title_cell: GridCell | None
    passages: tuple[Paragraph, ...]
    said: ParsedClause | None
    time: str
    time_cell: CellPlace | None
    further_times: tuple[tuple[str, str], ...]


def task_row(row: TableRow, layout: Layout, units: UnitCells) -> ReadRow:
    words = [tidied(cell) for _, cell in layout.cells(row, Column.TITLE, Column.TEXT)]
    times = [*layout.cells(row, Column.TIME)]
    dated = [(at, cell) for at, cell in times if says_when(layout.labels[at])]
    plain = [one for one in times if one not in dated]
    words += [_due_words(layout.labels[at], tidied(cell)) for at, cell in dated]
    title_at = next((at for at, _ in layout.cells(row, Column.TITLE)), None)
    return ReadRow(
        row=row,
        number=layout.text(row, Column.NUMBER),
        title=layout.text(row, Column.TITLE),
        title_cell=row.cells[title_at] if title_at is not None else None,
        passages=tuple(Paragraph(row.line, text) for text in dict.fromkeys(words)),
        said=units.read(row, layout),
        further_times=tuple((layout.labels[at], tidied(cell)) for at, cell in plain[1:]),
        time=tidied(plain[0][1]) if plain else "",
        time_cell=units.place(row, layout.labels[plain[0][0]]) if plain else None,
    )


def _due_words(label: str, cell: str) -> str:
    """一季度完成20台; a bare amount is what the task is to reach by then: 一季度：20台."""
    return f"{period_of(label)}{'：' if is_amount(cell) else ''}{cell}"


def is_remark(text: str) -> bool:
    """填表人：张三 and 联系电话：…, at the foot of a table."""
    label = label_at(folded(text))
    return label is not None and meaning_of(label[0]) in {ClausePart.ASIDE, ClausePart.PERSON}


def group_heading(text: str, number: int, line: int) -> Heading:
    twin = folded(text)
    found = _GROUP_NUMBER.match(twin)
    declared = re.search(r"（共?(?P<n>[0-9一二三四五六七八九十]+)[项条个]）", twin)
    title = text[found.end() if found else 0 : declared.start() if declared else len(text)]
    return Heading(
        number, title.strip(" 。：") or text, line, read_numeral(declared["n"]) if declared else None
    )
