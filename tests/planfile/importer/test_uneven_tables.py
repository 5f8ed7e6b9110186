"""Tables whose merged cells are counted wrongly, and tables inside cells: read, or asked about, never in silence."""

from io import BytesIO

import pytest
from docx import Document

from bot.domain.plan import Plan
from bot.planfile.importer.open import document_of
from tests.planfile.importer.papers import codes, imported, roles, saved

HEAD = "<html><body><p>云溪市水环境治理方案（2026年）</p><p>一、重点任务</p>"
HEADER = ["序号", "任务", "责任单位", "完成时限"]
FIVE = ["序号", "任务", "牵头单位", "配合单位", "完成时限"]
Row = list[str]


def html_of(rows: list[Row]) -> Plan:
    cells = (("".join(c if c.startswith("<td") else f"<td>{c}</td>" for c in row)) for row in rows)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    return imported(document_of(f"{HEAD}<table>{table}</table>".encode(), "x.html")).plan


UNEVEN: dict[str, tuple[list[Row], list[str]]] = {
    "units span one row too few": (
        [
            HEADER,
            ["1", "清淤", '<td rowspan="2">市水利局</td>', "6月底前"],
            ["2", "种树", "7月底前"],
            ["3", "改管", "8月底前"],
        ],
        ["3｜改管｜8月底前"],
    ),
    "a group spans one row too few": (
        [
            ["类别", *HEADER],
            ['<td rowspan="2">治水</td>', "1", "清淤", "市水利局", "6月底前"],
            ["2", "种树", "市林业局", "7月底前"],
            ["3", "改管", "市住建局", "8月底前"],
        ],
        ["3｜改管｜市住建局｜8月底前"],
    ),
    "units span one row too many": (
        [
            HEADER,
            ["1", "清淤", '<td rowspan="2">市水利局</td>', "6月底前"],
            ["2", "种树", "市林业局", "7月底前"],
            ["3", "改管", "市住建局", "8月底前"],
        ],
        ["2｜种树｜市水利局｜市林业局｜7月底前"],
    ),
    "work spans one column too many": (
        [
            HEADER,
            ["1", '<td colspan="2">清淤</td>', "市水利局", "6月底前"],
            ["2", "种树", "市林业局", "7月底前"],
        ],
        ["1｜清淤｜市水利局｜6月底前"],
    ),
    "work reaches into the units, and the row is as wide as the others": (
        [
            FIVE,
            ["1", '<td colspan="2">清淤</td>', "市水利局", "6月底前"],
            ["2", "种树", "市林业局", "市财政局", "7月底前"],
        ],
        ["1｜清淤｜市水利局｜6月底前"],
    ),
    "a cell is missing": (
        [FIVE, ["1", "清淤", "市水利局", "市财政局", "6月底前"], ["2", "种树", "市林业局", "7月底前"]],
        ["2｜种树｜市林业局｜7月底前"],
    ),
    "all fits: a unit that leads and supports, a group row": (
        [
            FIVE,
            ['<td colspan="5">治水</td>'],
            ["1", "清淤", '<td colspan="2">市水利局</td>', "6月底前"],
            ["2", "种树", "市林业局", "", ""],
        ],
        [],
    ),
}


@pytest.mark.parametrize("case", UNEVEN)
def test_a_row_that_does_not_fit_its_header_is_asked_about(case: str) -> None:
    rows, asked = UNEVEN[case]
    plan = html_of(rows)
    assert [one.args["about"] for one in plan.findings if one.code == "uneven_row"] == asked


NESTED: dict[str, tuple[str, str]] = {
    "roles": (
        "<table><tr><td>牵头</td><td>市水利局</td></tr><tr><td>配合</td><td>市财政局</td></tr></table>",
        "L市水利局；S市财政局",
    ),
    "names": (
        "<table><tr><td>市水利局</td><td>市财政局</td></tr><tr><td>市林业局</td><td>市城管局</td></tr></table>",
        "J市水利局、市财政局、市林业局、市城管局",
    ),
    "words before it": (
        "市水利局<table><tr><td>配合</td><td>市财政局</td></tr><tr><td>配合</td><td>市林业局</td></tr></table>",
        "L市水利局；S市财政局、市林业局",
    ),
}


@pytest.mark.parametrize("case", NESTED)
def test_a_table_inside_a_cell_of_a_page_is_read_as_words_and_asked_about(case: str) -> None:
    cell, cast = NESTED[case]
    plan = html_of([HEADER, ["1", "清淤", cell, "6月底前"], ["2", "种树", "市林业局", "7月底前"]])
    assert roles(plan.tasks[0]) == cast
    assert codes(plan).count("nested_table") == 1


def test_a_table_that_stands_between_the_rows_of_another_is_joined_with_it_once() -> None:
    inner = (
        "<table><tr><td>任务</td><td>责任单位</td></tr><tr><td>种树百亩</td><td>市林业局</td></tr></table>"
    )
    rows = [HEADER, ["1", "清淤", "市水利局", "6月底前"], ["2", "种树百亩", "市林业局", "7月底前"]]
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    table = inner.join(f"<tr>{row}</tr>" for row in cells)
    plan = imported(document_of(f"{HEAD}<table>{table}</table>".encode(), "x.html")).plan
    assert {"清淤", "种树百亩"} <= {task.title for task in plan.tasks}


def _docx(work: list[str], inner: list[Row], frame: bool) -> Plan:
    document = Document()
    document.add_paragraph("云溪市水环境治理方案（2026年）")
    document.add_paragraph("一、重点任务")
    table = document.add_table(1 if frame else 2, 1 if frame else 3)
    if not frame:
        for cell, text in zip(table.rows[0].cells, HEADER[1:], strict=True):
            cell.text = text
        for cell, text in zip(table.rows[1].cells, work, strict=True):
            cell.text = text
    within = table.rows[-1].cells[0].add_table(len(inner), len(inner[0]))
    for row, texts in zip(within.rows, inner, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return imported(document_of(BytesIO(saved(document)).getvalue(), "x.docx")).plan


def test_a_table_inside_a_cell_of_a_word_file_is_read_as_words_and_asked_about() -> None:
    inner = [["甲河", "清淤10公里"], ["乙河", "种树20亩"]]
    plan = _docx(["治河。完成以下工程：", "市水利局", "6月底前"], inner, frame=False)
    assert (plan.tasks[0].title, roles(plan.tasks[0])) == ("治河", "L市水利局")
    assert "甲河：清淤10公里；乙河：种树20亩；" in plan.tasks[0].text
    assert codes(plan).count("nested_table") == 1


def test_a_table_in_a_frame_of_a_word_file_is_a_table() -> None:
    inner = [HEADER[1:], ["清淤", "市水利局", "6月底前"], ["种树", "市林业局", "7月底前"]]
    plan = _docx([], inner, frame=True)
    assert [(task.title, roles(task)) for task in plan.tasks] == [
        ("清淤", "L市水利局"),
        ("种树", "L市林业局"),
    ]
    assert "nested_table" not in codes(plan)


GROUPED: dict[str, list[Row]] = {
    "two columns of groups": [
        ["测评项目", "测评内容", "任务内容", "牵头单位"],
        ['<td rowspan="3">市容</td>', '<td rowspan="2">道路</td>', "修补道路", "市住建委"],
        ["清洗护栏", "市城管局"],
        ["公厕", "改造公厕", "市卫健委"],
    ],
    "one column of groups": [
        ["重点工作", "具体措施", "牵头单位"],
        ['<td rowspan="3">市容</td>', "修补道路", "市住建委"],
        ["清洗护栏", "市城管局"],
        ["改造公厕", "市卫健委"],
    ],
    "numbered": [
        ["序号", "测评项目", "测评内容", "任务内容", "牵头单位"],
        ["1", '<td rowspan="3">市容</td>', '<td rowspan="2">道路</td>', "修补道路", "市住建委"],
        ["2", "清洗护栏", "市城管局"],
        ["3", "公厕", "改造公厕", "市卫健委"],
    ],
}


@pytest.mark.parametrize("case", GROUPED)
def test_tasks_are_called_after_the_column_in_which_they_differ(case: str) -> None:
    assert [task.title for task in html_of(GROUPED[case]).tasks] == ["修补道路", "清洗护栏", "改造公厕"]


@pytest.mark.parametrize(
    "row",
    [["", "网上办理率达到95%", ""], ["", "精简材料", ""], ["办理率达到95%以上", "", ""]],
)
def test_a_row_of_one_text_that_may_be_work_is_asked_about(row: Row) -> None:
    rows = [
        ["指标", "任务", "单位"],
        ["开办企业", "压缩时限", "市市场监管局"],
        row,
        ["纳税", "减少次数", "市税务局"],
    ]
    plan = html_of(rows)
    assert "unread_cell" in codes(plan) or any("".join(row) in task.text for task in plan.tasks)


@pytest.mark.parametrize(
    "note",
    ["注：以上任务均由市财政局配合。", "备注：各项任务由市财政局督办。", "说明：以上任务市财政局配合。"],
)
def test_a_note_below_a_table_is_no_task(note: str) -> None:
    table = "<table><tr><td>任务</td><td>牵头单位</td></tr><tr><td>植树</td><td>市园林局</td></tr></table>"
    page = f"<html><p>云溪市绿化任务（2026年）</p>{table}<p>{note}</p></html>"
    plan = imported(document_of(page.encode(), "x.html")).plan
    assert [task.title for task in plan.tasks] == ["植树"]
    assert any("市财政局" in str(one.args.get("about")) for one in plan.findings)
