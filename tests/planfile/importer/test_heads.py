"""Titles that end in nothing we know, running heads that repeat one, and units in rows of their own."""

import pytest

from bot.planfile.importer.document import GridCell, Paper, Paragraph, Table, TableRow
from bot.planfile.importer.page_marks import without_page_marks
from tests.planfile.importer.papers import codes, imported, plan_of, roles

TITLES = [
    ("棠州市2026年重点工程大会战任务包\n1.修路。（市交通局负责）", "棠州市2026年重点工程大会战任务包"),
    ("棠州市推进县域商业体系建设\n1.修路。（市交通局负责）", "棠州市推进县域商业体系建设"),
    ("2026年棠州市护河攻坚\n为护好河，现安排如下。\n1.修路。（市交通局负责）", "2026年棠州市护河攻坚"),
    ("棠州市人民政府办公室\n为护好河，棠州市安排如下。\n1.修路。（市交通局负责）", "甲市方案"),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_the_first_short_line_that_says_whose_plan_it_is_is_its_title(text: str, title: str) -> None:
    assert plan_of(text).title == title


@pytest.mark.parametrize("head", ["棠州市森林防火行动方案", "棠州市森林防火行动方案（2026年）"])
def test_a_head_that_repeats_the_title_once_is_no_text(head: str) -> None:
    texts = [
        "棠州市森林防火行动方案（2026年）",
        *(f"{word}地巡护" for word in "山林田水路湖草沙石"),
        "- 1 -",
        head,
        "再一行文字",
        "- 2 -",
    ]
    left = without_page_marks([Paragraph(n, text) for n, text in enumerate(texts, 1)])
    assert [line.text for line in left] == [texts[0], *texts[1:10], "再一行文字"]


def table_of(*rows: tuple[str, ...]) -> Table:
    cells = (TableRow(n + 1, tuple(map(GridCell, row)), n) for n, row in enumerate(rows, 1))
    return Table(tuple(cells), number=1)


HEADER = ("序号", "任务", "时限")
ABOVE = [
    (
        table_of(
            ("市教育局", "", ""),
            HEADER,
            ("1", "新建学校5所", "8月底"),
            ("市民政局", "", ""),
            HEADER,
            ("1", "新增床位90张", "9月底"),
        ),
        ["L市教育局", "L市民政局"],
    ),
    (
        table_of(HEADER, ("市教育局", "", ""), ("1", "新建学校5所", "8月底"), ("2", "招聘教师", "7月底")),
        ["L市教育局", "L市教育局"],
    ),
]


@pytest.mark.parametrize(("table", "expected"), ABOVE)
def test_a_unit_in_a_row_of_its_own_does_the_tasks_below(table: Table, expected: list[str]) -> None:
    plan = imported(Paper("甲.xlsx", (Paragraph(1, "棠州市2026年任务分解表"), table))).plan
    assert [roles(task) for task in plan.tasks] == expected
    assert all(task.milestones[0].due for task in plan.tasks)


@pytest.mark.parametrize("line", ["市教育局", "一、市教育局"])
def test_a_unit_on_the_line_above_a_table_does_its_tasks(line: str) -> None:
    table = table_of(HEADER, ("1", "新建学校5所", "8月底"), ("市民政局",), ("1", "新增床位90张", "9月底"))
    blocks = (Paragraph(1, "棠州市2026年任务分解表"), Paragraph(2, line), table)
    assert [roles(task) for task in imported(Paper("甲.xlsx", blocks)).plan.tasks] == [
        "L市教育局",
        "L市民政局",
    ]


def test_a_task_above_the_first_unit_is_asked_about() -> None:
    table = table_of(HEADER, ("1", "招聘教师", "7月底"), ("市教育局", "", ""), ("2", "新建学校5所", "8月底"))
    plan = imported(
        Paper(
            "甲.xlsx", (Paragraph(1, "棠州市2026年工作方案"), Paragraph(2, "1.修路。（市交通局负责）"), table)
        )
    ).plan
    assert [task.title for task in plan.tasks] == ["修路"] and "unreadable_table" in codes(plan)
