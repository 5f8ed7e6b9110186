"""A table with a column for each unit, and its role in the cell: 市水利局 | 市住建局 above 牵头 | 配合."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.planfile.importer.columns import distinct, label_of
from bot.planfile.importer.document import GridCell, Table, TableRow
from bot.planfile.importer.normalize import folded, tidied
from bot.planfile.importer.unit_shapes import is_a_place, is_an_office
from bot.planfile.importer.verbs import ROLES, meaning_of, verb_of

_HEADER, _UNKNOWN = "责任分工", "涉及单位"
_LEGEND = re.compile(
    "(?P<mark>[^\\w\\s，。；、：（）“”])”?(?:为|表示|代表|指|是|：|-|—)?“?(?P<role>[\u4e00-\u9fff]{2,6})"
)
_MARK = re.compile("[^\\w\\s]")


def with_roles_in_words(table: Table) -> Table:
    """The units become one cell: 市水利局牵头、市住建局配合. A mark stands for the role that a note in the table
    says of it (★为牵头单位); where none does, the column is asked about."""
    at, columns = _header(table.rows)
    if len(columns) < 2:
        return table
    body = table.rows[at + 1 :]
    marks = _legend(table.rows)
    tasks = [row for row in body if len(distinct(row)) > 1]
    filled = [cell for row in tasks for _, cell in _said(row, row, columns)]
    if not filled or not all(_role(cell, marks) or _MARK.fullmatch(cell) for cell in filled):
        return table
    known = all(_role(cell, marks) for cell in filled)
    header = _rest(table.rows[at], columns, _HEADER if known else _UNKNOWN)
    named = [_rest(row, columns, _words(row, table.rows[at], columns, marks)) for row in body]
    return replace(table, rows=(*table.rows[:at], header, *named))


def _header(rows: Sequence[TableRow]) -> tuple[int, list[int]]:
    """The first row with offices above each other's columns, and their places."""
    for at, row in enumerate(rows[:3]):
        columns = [n for n, text in enumerate(row.texts) if _is_a_unit(label_of(text))]
        if len(columns) > 1 and len(columns) < len(distinct(row)):
            return at, columns
    return 0, []


def _is_a_unit(label: str) -> bool:
    return is_an_office(label) or is_a_place(label)


def _legend(rows: Sequence[TableRow]) -> dict[str, str]:
    """Mark: role, as a note in the table says it."""
    notes = [folded(tidied(text)) for row in rows if len(distinct(row)) == 1 for text in distinct(row)]
    return {found["mark"]: found["role"] for note in notes for found in _LEGEND.finditer(note)}


def _role(cell: str, marks: dict[str, str]) -> str:
    """牵头 of 牵头, 牵头单位 and ★."""
    word = re.sub("(?:单位|部门)$", "", marks.get(cell, cell))
    head, verb = verb_of(word)
    return word if (verb is not None and not head) or meaning_of(word) in ROLES else ""


def _words(row: TableRow, header: TableRow, columns: Sequence[int], marks: dict[str, str]) -> str:
    if len(distinct(row)) < 2:
        return ""
    return "、".join(f"{unit}{_role(cell, marks)}" for unit, cell in _said(row, header, columns))


def _said(row: TableRow, header: TableRow, columns: Sequence[int]) -> list[tuple[str, str]]:
    """Unit and cell, where the cell is filled."""
    pairs = ((label_of(header.texts[n]), label_of(row.texts[n])) for n in columns if n < len(row.texts))
    return [(unit, cell) for unit, cell in pairs if cell]


def _rest(row: TableRow, columns: Sequence[int], said: str) -> TableRow:
    """One cell in place of the units'."""
    if len(row.cells) <= columns[0]:
        return row
    kept = [cell for n, cell in enumerate(row.cells) if n not in columns]
    place = sum(n not in columns for n in range(columns[0]))
    return replace(row, cells=(*kept[:place], GridCell(said), *kept[place:]))
