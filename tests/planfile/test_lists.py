"""Lists as people hand them in: YAML and a sheet that say the same, and what is told of mistakes."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot.cli.list_verbs import template_of
from bot.domain.errors import Invalid
from bot.domain.lists.work_list import WorkList
from bot.exports.list_template import list_template
from bot.planfile.list_file import read_list_file
from tests.planfile.files import EN, ZH, place_of, seed

YAML = """\
list: 13-1
title: 水泥企业改造
task: "13"
milestone: "13.10"
due: 2024-12-31
items:
  - {id: 1, name: 一号窑, place: 方城县, due: 2024-06-30, percent: 62.5}
  - {id: "007", name: 二号窑, place: 内乡县, percent: 100, done: 2024-05-20}
  - {id: 3, name: 三号窑, excused: 2024年3月关停}
  - {id: 4, name: 四号窑, excused: 否, percent: }
"""
HEADINGS = ["编号", "名称", "县区", "时限", "进度", "完成日期", "不纳入原因"]
ROWS: list[list[Any]] = [
    ["清单", "13-1"],
    ["标题", None, "水泥企业改造"],
    ["任务", "13"],
    ["节点", "13.10"],
    ["时限", date(2024, 12, 31)],
    ["填报人", "张三"],
    HEADINGS,
    [1, "一号窑", "方城县", date(2024, 6, 30), 0.625, None, "—"],
    ["007", "二号窑", "内乡县", None, 1, "2024-05-20", None],
    [],
    [3, "三号窑", "-", None, "", None, "2024年3月关停"],
    [4, "四号窑", None, None, None, None, "否"],
]


def written(path: Path, text: str) -> WorkList:
    path.write_text(text, encoding="utf-8")
    return read_list_file(path, ZH)


def sheet(path: Path, rows: list[list[Any]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    for cells in book.active.iter_rows():  # type: ignore[union-attr]
        for cell in cells:
            if isinstance(cell.value, float) or (cell.column == 5 and cell.value == 1):
                cell.number_format = "0.0%"
    book.save(path)
    return path


def told(path: Path) -> list[str]:
    with pytest.raises(Invalid) as caught:
        read_list_file(path, EN)
    return [str(one).removeprefix(str(path)) for one in caught.value.mistakes]


def test_yaml_and_a_sheet_say_the_same(tmp_path: Path) -> None:
    as_yaml = written(tmp_path / "list.yaml", YAML)
    assert read_list_file(sheet(tmp_path / "list.xlsx", ROWS), ZH) == as_yaml
    assert (as_yaml.milestone, as_yaml.due) == ("13.10", date(2024, 12, 31))
    first, second, third, fourth = as_yaml.items
    assert (first.id, first.percent, first.excused) == ("1", Decimal("62.5"), None)
    assert (second.id, second.done) == ("007", date(2024, 5, 20))
    assert (third.excused, third.place, fourth.excused) == ("2024年3月关停", "", None)


def test_a_table_of_plain_text_says_it_too(tmp_path: Path) -> None:
    lines = (
        ["清单", "a"],
        ["标题", "b"],
        ["任务", "1"],
        ["节点", "1.1"],
        ["编号", "名称", "进度"],
        ["1", "窑", "60%"],
    )
    path = tmp_path / "list.csv"
    path.write_text("\n".join(map(",".join, lines)), encoding="utf-8")
    assert read_list_file(path, ZH).items[0].percent == 60


@pytest.mark.parametrize(
    ("word", "reason"), [("是", ""), ("true", ""), ("否", None), ("no", None), ("搬迁", "搬迁")]
)
def test_left_out_with_and_without_a_reason(tmp_path: Path, word: str, reason: str | None) -> None:
    text = YAML.replace("2024年3月关停", word)
    assert written(tmp_path / "list.yaml", text).items[2].excused == reason


def test_every_mistake_has_its_line_and_column(tmp_path: Path) -> None:
    text = YAML.replace("percent: 62.5", "percent: 162").replace("done: 2024-05-20", "done: 2024-02-30")
    path = tmp_path / "list.yaml"
    path.write_text(text, encoding="utf-8")
    assert [one.split(": ")[0] for one in told(path)] == [
        f":{place_of(text, word)}" for word in ("162", "2024-02-30")
    ]


def test_a_cell_has_its_line_and_column(tmp_path: Path) -> None:
    rows = [list(row) for row in ROWS]
    rows[7][4], rows[8][5], rows[10][1] = "many", "20 May", None
    found = told(sheet(tmp_path / "list.xlsx", rows))
    assert [one.split(": ")[0] for one in found] == [":8:5", ":9:6", ":11:1"]


def test_a_heading_that_nobody_knows_is_told(tmp_path: Path) -> None:
    rows = [["清单", "a"], ["编号", "名称", "完成曰期", "备注"], ["1", "窑"]]
    assert "完成曰期" in told(sheet(tmp_path / "list.xlsx", rows))[0]
    assert told(sheet(tmp_path / "other.xlsx", [["一", "二"], ["1", "窑"]]))[0].startswith(":1:1: ")


def test_the_template_is_a_list_once_it_is_filled_in(tmp_path: Path) -> None:
    book = load_workbook(BytesIO(list_template(template_of(seed(), ZH))))
    page = book.worksheets[0]
    labels: tuple[Any, ...] = ("13-1", "水泥企业改造", "13", "13.10", date(2024, 12, 31))
    for at, word in enumerate(labels, 1):
        page.cell(at, 2).value = word
    head = next(row[0].row for row in page.iter_rows() if row[0].value == "编号")
    for n, row in enumerate(ROWS[7:9] + ROWS[10:]):
        for at, word in enumerate(row, 1):
            page.cell(head + 1 + n, at).value = word
    for n in (1, 2):
        page.cell(head + n, 5).number_format = "0.0%"
    path = tmp_path / "filled.xlsx"
    book.save(path)
    assert read_list_file(path, ZH) == written(tmp_path / "list.yaml", YAML)
    counties = [unit.name for unit in seed().units if unit.kind == "county"]
    assert [row[0].value for row in book.worksheets[1].iter_rows()] == counties
