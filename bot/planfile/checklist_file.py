"""Emission checklists (应急减排清单) from a YAML file or a sheet: unit, level, enterprise and measures a line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.domain.emergency.alert_levels import AlertLevel
from bot.domain.emergency.checklists import ChecklistLine, Checklists
from bot.domain.language.emergency_said import order_in_command
from bot.i18n import Language
from bot.planfile.problems import FilePlace, Flaw, invalid
from bot.planfile.scalars import Day, FileRow, Text
from bot.planfile.table import Header, Spellings, folded_heading, header_of, read_table, require
from bot.planfile.table_row import Row
from bot.planfile.validate import enter, read_text
from bot.planfile.yaml_tree import Tree, parse

LABELS: Spellings = {"version": ("版本", "版本号"), "date": ("日期", "修订日期", "更新日期")}
COLUMNS: Spellings = {
    "unit": ("单位", "县区", "责任单位", "属地"),
    "level": ("级别", "预警级别", "响应级别"),
    "enterprise": ("企业", "企业名称", "单位名称", "工程名称"),
    "part": ("生产线", "环节", "设施", "生产线或设施"),
    "measures": ("措施", "减排措施"),
    "exempt": ("豁免", "豁免类型", "管控类型"),
    "note": ("备注",),  # the office's own; not read
}
READ = tuple(name for name in COLUMNS if name != "note")
NEEDED = ("unit", "level", "enterprise")
NO_VALUE = frozenset({"", "-", "—", "无", "否"})
KNOWN_LEVELS = ("黄", "橙", "红")


def _level(value: object) -> AlertLevel:
    said = order_in_command(value) if isinstance(value, str) and len(value) <= 12 else None
    if said is None or said.level is None:
        raise PydanticCustomError("not_a_choice", "level expected", {"known": list(KNOWN_LEVELS)})
    return said.level


class ChecklistLineRow(FileRow):
    unit: Text
    level: Annotated[AlertLevel, BeforeValidator(_level)]
    enterprise: Text
    part: Text | None = None
    measures: Text | None = None
    exempt: Text | None = None


class ChecklistFileRow(FileRow):
    version: Text
    date: Day
    lines: Annotated[list[ChecklistLineRow], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class ReadChecklists:
    """`places`: where each line stands in the file."""

    checklists: Checklists
    places: tuple[FilePlace, ...]


def read_checklists(path: Path, language: Language) -> ReadChecklists:
    """Raises Invalid with every mistake of the file's form, by line and column."""
    if path.suffix.lower() in (".yaml", ".yml"):
        tree = parse(read_text(path, language))
        if tree.broken:
            raise invalid(tree.flaws, str(path), language)
    else:
        tree = _tree(read_table(path, language), str(path), language)
    row, flaws = enter(ChecklistFileRow, tree)
    if row is None or flaws or tree.flaws:
        raise invalid([*tree.flaws, *flaws], str(path), language)
    places = tuple(tree.place(("lines", n)) for n in range(len(row.lines)))
    return ReadChecklists(_checklists(row), places)


def _checklists(row: ChecklistFileRow) -> Checklists:
    lines = tuple(
        ChecklistLine(
            one.unit, one.level, one.enterprise, one.part or "", one.measures or "", one.exempt or ""
        )
        for one in row.lines
    )
    return Checklists(row.version, row.date, lines)


_LABELS: Mapping[str, str] = {
    folded_heading(word): name for name, words in LABELS.items() for word in (name, *words)
}


def _tree(rows: Sequence[Row], file_name: str, language: Language) -> Tree:
    at = next((n for n, row in enumerate(rows) if _is_header(row)), None)
    if at is None:
        names = [COLUMNS[name][0] for name in NEEDED]
        raise invalid([Flaw(FilePlace(), "heading_missing", {"names": names})], file_name, language)
    header = header_of(rows[at], COLUMNS)
    require(header, NEEDED, file_name, language)
    if header.unknown:
        raise invalid(_unknown(header), file_name, language)
    tree = Tree({}, {(): FilePlace(header.line)})
    value: dict[str, object] = {}
    for row in rows[:at]:
        name = _LABELS.get(folded_heading(row.cells[0])) if row.cells else None
        found = next(((n, cell) for n, cell in enumerate(row.cells[1:], 2) if cell not in NO_VALUE), None)
        if name and found:
            value[name] = found[1]
            tree.places[(name,)] = FilePlace(row.line, found[0])
    value["lines"] = [_line(header, row, n, tree) for n, row in enumerate(rows[at + 1 :])]
    tree.value = value
    return tree


def _unknown(header: Header) -> Iterator[Flaw]:
    known = [words[0] for words in COLUMNS.values()]
    for word in header.unknown:
        yield Flaw(FilePlace(header.line), "unknown_key", {"word": word, "known": known})


def _is_header(row: Row) -> bool:
    found = header_of(row, COLUMNS).at
    return all(name in found for name in NEEDED)


def _line(header: Header, row: Row, n: int, tree: Tree) -> dict[str, object]:
    tree.places[("lines", n)] = FilePlace(row.line)
    line: dict[str, object] = {}
    for name in header.at.keys() & READ:
        cell = header.cell(row, name)
        if cell not in NO_VALUE:
            line[name] = cell
            tree.places[("lines", n, name)] = header.place(row, name)
    return line
