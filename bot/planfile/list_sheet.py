"""A list (清单) as a table, XLSX or CSV: list, title, task, milestone and due in the first rows, then the headings and
an item a row."""

from collections.abc import Sequence
from pathlib import Path

from bot.domain.lists.work_list import WorkList
from bot.i18n import Language
from bot.planfile.labelled_sheet import LabelledSheet
from bot.planfile.list_yaml import WorkListRow, work_list_of
from bot.planfile.problems import invalid
from bot.planfile.table import Spellings, read_table
from bot.planfile.table_row import Row
from bot.planfile.validate import enter

LABELS: Spellings = {
    "list": ("清单", "清单编号"),
    "title": ("标题", "清单名称"),
    "task": ("任务", "任务编号"),
    "milestone": ("节点", "节点编号"),
    "due": ("时限", "清单时限", "完成时限"),
}
COLUMNS: Spellings = {
    "id": ("编号", "序号"),
    "name": ("名称", "企业名称", "项目名称"),
    "place": ("县区", "地区", "属地"),
    "due": ("时限", "完成时限"),
    "percent": ("进度",),
    "done": ("完成日期", "完成时间"),
    "excused": ("不纳入原因", "不纳入"),
    "note": ("备注",),  # the office's own; not read
}
SHEET = LabelledSheet("items", LABELS, COLUMNS, ("id", "name"), frozenset({"", "-", "—", "NA"}))
READ = SHEET.read


def read_list_sheet(path: Path, language: Language) -> WorkList:
    """Raises Invalid with every mistake of the file's form, by line and column."""
    return list_of_rows(read_table(path, language), str(path), language)


def list_of_rows(rows: Sequence[Row], file_name: str, language: Language) -> WorkList:
    """Raises Invalid with every mistake of the file's form, by line and column."""
    tree = SHEET.tree(rows, file_name, language)
    row, flaws = enter(WorkListRow, tree)
    if row is None or flaws:
        raise invalid(flaws, file_name, language)
    return work_list_of(row)


def is_list_sheet(rows: Sequence[Row]) -> bool:
    """Whether it names itself a list above its headings: many a table has numbers and names."""
    return any(one.name == "list" for one in SHEET.labelled(SHEET.above_header(rows)))
