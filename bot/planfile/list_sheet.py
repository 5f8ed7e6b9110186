"""A list (清单) as a table, XLSX or CSV: list, title, task, milestone and due in the first rows, then the headings and
an item a row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.lists.work_list import WorkList
from bot.i18n import Language
from bot.planfile.list_yaml import WorkListRow, work_list_of
from bot.planfile.problems import FilePlace, Flaw, invalid
from bot.planfile.table import Header, Spellings, folded_heading, header_of, read_table, require
from bot.planfile.table_row import Row
from bot.planfile.validate import enter
from bot.planfile.yaml_tree import Path as TreePath
from bot.planfile.yaml_tree import Tree

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
READ = tuple(name for name in COLUMNS if name != "note")
NEEDED = ("id", "name")
NO_VALUE = frozenset({"", "-", "—", "NA"})
_LABELS: Mapping[str, str] = {
    folded_heading(word): name for name, words in LABELS.items() for word in (name, *words)
}


def read_list_sheet(path: Path, language: Language) -> WorkList:
    """Raises Invalid with every mistake of the file's form, by line and column."""
    return list_of_rows(read_table(path, language), str(path), language)


def list_of_rows(rows: Sequence[Row], file_name: str, language: Language) -> WorkList:
    """Raises Invalid with every mistake of the file's form, by line and column."""
    tree = _tree(rows, file_name, language)
    row, flaws = enter(WorkListRow, tree)
    if row is None or flaws:
        raise invalid(flaws, file_name, language)
    return work_list_of(row)


def is_list_sheet(rows: Sequence[Row]) -> bool:
    """Whether it names itself a list above its headings: many a table has numbers and names."""
    at = next((n for n, row in enumerate(rows) if _is_header(row)), len(rows))
    return any(one.name == "list" for one in _labelled(rows[:at]))


def _tree(rows: Sequence[Row], file_name: str, language: Language) -> Tree:
    at = next((n for n, row in enumerate(rows) if _is_header(row)), None)
    if at is None:
        flaw = Flaw(FilePlace(), "heading_missing", {"names": [COLUMNS[name][0] for name in NEEDED]})
        raise invalid([flaw], file_name, language)
    header = header_of(rows[at], COLUMNS)
    require(header, NEEDED, file_name, language)
    if header.unknown:
        raise invalid(_unknown(header), file_name, language)
    tree = Tree({}, {(): FilePlace(header.line)})
    value: dict[str, object] = {}
    for one in _labelled(rows[:at]):
        value[one.name] = one.word
        tree.places[(one.name,)] = one.place
    value["items"] = [_item(header, row, n, tree) for n, row in enumerate(rows[at + 1 :])]
    tree.value = value
    return tree


def _unknown(header: Header) -> Iterator[Flaw]:
    """A heading misspelt by one character would lose its column's dates without a word."""
    known = [words[0] for words in COLUMNS.values()]
    for word in header.unknown:
        yield Flaw(FilePlace(header.line), "unknown_key", {"word": word, "known": known})


def _is_header(row: Row) -> bool:
    found = header_of(row, COLUMNS).at
    return all(name in found for name in NEEDED)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label of the first rows, with the first word that stands behind it."""

    name: str
    word: str
    place: FilePlace


def _labelled(rows: Sequence[Row]) -> Iterator[Labelled]:
    for row in rows:
        name = _LABELS.get(folded_heading(row.cells[0]))
        behind = ((at, cell) for at, cell in enumerate(row.cells[1:], 2) if cell not in NO_VALUE)
        if name and (found := next(behind, None)):
            yield Labelled(name, found[1], FilePlace(row.line, found[0]))


def _item(header: Header, row: Row, n: int, tree: Tree) -> dict[str, object]:
    path: TreePath = ("items", n)
    tree.places[path] = FilePlace(row.line)
    item: dict[str, object] = {}
    for name in header.at.keys() & READ:
        cell = header.cell(row, name)
        if cell not in NO_VALUE:
            item[name] = cell
            tree.places[(*path, name)] = header.place(row, name)
    return item
