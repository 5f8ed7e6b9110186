"""A table that names each unit in a row of its own, above its tasks: the unit becomes a column."""

from collections.abc import Sequence
from dataclasses import replace

from bot.planfile.importer.bare_names import is_only_units, units_alone
from bot.planfile.importer.column_labels import meaning_of_label
from bot.planfile.importer.columns import PARTS, Column, distinct, label_of
from bot.planfile.importer.document import GridCell, Table, TableRow
from bot.planfile.importer.header_rows import is_header
from bot.planfile.importer.marks import mark_of
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.parsed_clause import Reading
from bot.planfile.importer.task_columns import layout_of
from bot.planfile.importer.verbs import ROLES, label_at, meaning_of

_HEADER = "责任单位"


def with_units_beside(table: Table, line: str, reading: Reading) -> Table:
    """市教育局 | and below it 新建学校 | 8月底: as if 市教育局 stood in a column of each row; so does a unit on the
    `line` above the table. A table with a column of units stays as it is, and one with a task above the first unit."""
    headers = [at for at, row in enumerate(table.rows) if is_header(row, least=1)]
    above = [at for at, row in enumerate(table.rows) if _names_a_unit(row, reading)]
    unit = _unit_of(line, reading)
    first = 0 if unit else above[0] if above else len(table.rows)
    if first == len(table.rows) or any(layout_of(table.rows, at) for at in headers or [0]):
        return table
    if any(len(distinct(row)) > 1 for row in _tasks(table.rows[:first])):
        return table
    rows = []
    for at, row in enumerate(table.rows):
        if at in above:
            unit = _unit_of(distinct(row)[0], reading)
            rows.append(replace(row, cells=(GridCell(_named(unit)),)))  # numbers may begin anew below each
        else:
            rows.append(_widened(row, table.width, unit))
    return replace(table, rows=tuple(rows))


def with_column_for_units(table: Table) -> Table:
    """An empty one, where the header is of work alone: in a plan that names no unit its rows are tasks all the same."""
    header = next((row for row in table.rows if is_header(row, least=1)), None)
    said = {meaning_of_label(label_of(text)) for text in header.texts} if header else set()
    if not (Column.TITLE in said or {Column.TEXT, Column.TIME} <= said) or said & PARTS.keys():
        return table
    return replace(table, rows=tuple(_widened(row, table.width, "") for row in table.rows))


def _unit_of(line: str, reading: Reading) -> str:
    """市水利局 of 一、市水利局; 牵头单位：市水利局 stays whole, for its role."""
    mark = mark_of(line)
    text = (line[mark.length :] if mark else line).strip(" 　：:。")
    label = label_at(folded(text))
    if label and meaning_of(label[0]) in ROLES:
        return text if text[label[1] :] and is_only_units(folded(text)) else ""
    return text if units_alone(text, reading) else ""


def _named(unit: str) -> str:
    label = label_at(folded(unit))
    return unit[label[1] :] if label else unit


def _names_a_unit(row: TableRow, reading: Reading) -> bool:
    texts = distinct(row)
    return len(texts) == 1 and bool(_unit_of(texts[0], reading))


def _tasks(rows: Sequence[TableRow]) -> list[TableRow]:
    return [row for row in rows if not is_header(row, least=1)]


def _widened(row: TableRow, width: int, unit: str) -> TableRow:
    """Captions and groups get nothing."""
    texts = distinct(row)
    said = _HEADER if is_header(row, least=1) else unit if len(texts) > 1 else ""
    padding = tuple(GridCell() for _ in range(width - len(row.cells)))
    return replace(row, cells=(*row.cells, *padding, GridCell(said)))
