"""Emission checklists (应急减排清单) from a YAML file or a sheet: unit, level, enterprise and measures a line."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.domain.emergency.alert_levels import AlertLevel
from bot.domain.emergency.checklists import ChecklistLine, Checklists
from bot.domain.language.emergency_said import order_in_command
from bot.i18n import Language
from bot.planfile.labelled_sheet import LabelledSheet
from bot.planfile.problems import FilePlace, invalid
from bot.planfile.scalars import Day, FileRow, Text
from bot.planfile.table import Spellings, read_table
from bot.planfile.validate import enter, read_text
from bot.planfile.yaml_tree import parse

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
SHEET = LabelledSheet(
    "lines", LABELS, COLUMNS, ("unit", "level", "enterprise"), frozenset({"", "-", "—", "无", "否"})
)
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
        tree = SHEET.tree(read_table(path, language), str(path), language)
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
