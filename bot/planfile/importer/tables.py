"""Tables of tasks: which column says what, group rows, one task a row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.planfile.importer.document import Paragraph, Table, TableRow
from bot.planfile.importer.item import Heading, OutlineItem, title_of
from bot.planfile.importer.normalize import folded, tidied
from bot.planfile.importer.numerals import read_numeral
from bot.planfile.importer.parsed_clause import ParsedClause, Reading
from bot.planfile.importer.roles import read_clause


class Column(StrEnum):
    NUMBER = "number"
    GROUP = "group"
    TITLE = "title"
    TEXT = "text"
    LEAD = "lead"
    SUPPORT = "support"
    ANSWER = "answer"
    TIME = "time"
    ASIDE = "aside"  # persons and remarks


COLUMNS: tuple[tuple[re.Pattern[str], Column], ...] = (
    (re.compile("^(?:序号|编号|号|项)$"), Column.NUMBER),
    (re.compile("牵头|主责|主办"), Column.LEAD),
    (re.compile("配合|协办|协同|参与|协助"), Column.SUPPORT),
    (re.compile("(?:责任|承办|落实|实施)(?:单位|部门|主体)"), Column.ANSWER),
    (re.compile("时限|时间|期限|节点|进度安排"), Column.TIME),
    (re.compile("领导|责任人|联系|备注|电话"), Column.ASIDE),
    (re.compile("^(?:类别|分类|领域|任务类别|一级任务|专项行动|方面|板块)$"), Column.GROUP),
    (re.compile("内容|措施|要求|举措|说明|标准|指标"), Column.TEXT),
    (re.compile("任务|事项|项目|工作|名称|目标"), Column.TITLE),
)
LABELS = {Column.LEAD: "牵头单位：", Column.SUPPORT: "配合单位：", Column.ANSWER: "责任单位："}
METADATA = re.compile("索引号|发布机构|发文机关|主题分类|发文字号|成文日期")
HEADER_ROWS = 3  # rows in which the header is looked for: a caption may stand above it
_TOTAL = re.compile("^(?:合计|总计|小计)")
_GROUP_NUMBER = re.compile("^(?:（?[一二三四五六七八九十]+[）、.]|第[一二三四五六七八九十]+[部章])")


@dataclass(frozen=True, slots=True)
class Layout:
    """Column of each meaning, and how many rows are the header."""

    at: dict[Column, int]
    header: int

    def cell(self, row: TableRow, column: Column) -> str:
        place = self.at.get(column, -1)
        return tidied(row.texts[place]) if 0 <= place < len(row.cells) else ""


def is_metadata(table: Table) -> bool:
    return any(METADATA.search(cell) for row in table.rows for cell in row.texts)


def layout_of(table: Table) -> Layout | None:
    """None for a table that names no unit or no work."""
    for header, row in enumerate(table.rows[:HEADER_ROWS], 1):
        at: dict[Column, int] = {}
        for place, cell in enumerate(row.texts):
            meaning = _meaning(tidied(cell))
            if meaning:
                at.setdefault(meaning, place)
        if at.keys() & LABELS.keys() and at.keys() & {Column.TITLE, Column.TEXT}:
            return Layout(at, header)
    return None


def _meaning(cell: str) -> Column | None:
    twin = folded(cell)
    if not twin or len(twin) > 12:
        return None
    return next((column for pattern, column in COLUMNS if pattern.search(twin)), None)


def names_units(table: Table) -> bool:
    """It seems to be about who does what: worth a question when it cannot be read."""
    return any(names_a_unit_column(tidied(c)) for row in table.rows[:HEADER_ROWS] for c in row.texts)


def names_a_unit_column(cell: str) -> bool:
    return _meaning(cell) in LABELS


def items_in(table: Table, layout: Layout, above: Heading | None, reading: Reading) -> Iterator[OutlineItem]:
    heading, groups = above, 0
    group_cell = ""
    for row in table.rows[layout.header :]:
        cells = [tidied(cell) for cell in row.texts]
        filled = list(dict.fromkeys(filter(None, cells)))
        group = layout.cell(row, Column.GROUP)
        if len(filled) == 1 and not read_numeral(filled[0]):
            groups += 1
            heading = _group(filled[0], groups, row.line)
            continue
        if group and group != group_cell:
            groups, group_cell = groups + 1, group
            heading = _group(group, groups, row.line)
        if item := _item(row, layout, heading, reading):
            yield item


def _group(text: str, number: int, line: int) -> Heading:
    twin = folded(text)
    found = _GROUP_NUMBER.match(twin)
    declared = re.search(r"（共(?P<n>[0-9一二三四五六七八九十]+)[项条个]）", twin)
    title = text[found.end() if found else 0 : declared.start() if declared else len(text)]
    return Heading(
        number, title.strip(" 。：") or text, line, read_numeral(declared["n"]) if declared else None
    )


def _item(row: TableRow, layout: Layout, heading: Heading | None, reading: Reading) -> OutlineItem | None:
    title, text = layout.cell(row, Column.TITLE), layout.cell(row, Column.TEXT)
    if not (title or text) or _TOTAL.match(title or text) or _is_header_again(row, layout):
        return None
    passages = tuple(Paragraph(row.line, part) for part in dict.fromkeys((title, text)) if part)
    number = read_numeral(re.sub("[^0-9一二三四五六七八九十百]", "", layout.cell(row, Column.NUMBER)))
    said = _said(row, layout, reading)
    time = layout.cell(row, Column.TIME)
    return OutlineItem(number, title_of(title or text), row.line, passages, said, heading, time=time)


def _is_header_again(row: TableRow, layout: Layout) -> bool:
    """Word repeats the header on each page."""
    return all(_meaning(tidied(row.texts[at])) for at in layout.at.values() if at < len(row.cells))


def _said(row: TableRow, layout: Layout, reading: Reading) -> ParsedClause | None:
    parts: Sequence[str] = [
        label + layout.cell(row, column) for column, label in LABELS.items() if layout.cell(row, column)
    ]
    if not parts:
        return None
    said = read_clause("；".join(re.sub(r"[ ，,/]+", "、", part) for part in parts), reading)
    return said if said.is_clause else None
