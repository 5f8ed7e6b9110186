"""Tables as offices keep them: struck out, hidden, changed and not yet accepted; units in rows or columns of their own;
cells that count."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from openpyxl.styles import Font

from bot.domain.plan import Plan
from bot.planfile.importer.open import open_document
from bot.planfile.importer.persons import is_person
from tests.planfile.importer.drawn_tables import FORMS, Merged, Rows, html_of
from tests.planfile.importer.papers import codes, imported, roles, saved
from tests.planfile.importer.test_tables import read, told

M = Merged
TITLE = "云溪市2026年重点工作任务分解表"
HEAD = ("序号", "工作任务", "责任单位", "完成时限")
ROWS = [("1", "清淤", "市水利局", "5月底前"), ("2", "补水", "市住建局", "9月底前")]
TASKS = ["1 清淤 | L市水利局 | 2026-05-31", "2 补水 | L市住房和城乡建设局 | 2026-09-30"]


def about(plan: Plan, code: str) -> list[object]:
    return [finding.args["about"] for finding in plan.findings if finding.code == code]


# ---- Word: what nobody is to read


def word_with(folder: Path, change: Callable[[Any], None]) -> Plan:
    document = Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=3, cols=4)
    for row, texts in zip(table.rows, [HEAD, *ROWS], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    change(table)
    file = folder / "plan.docx"
    file.write_bytes(saved(document))
    return imported(open_document(file)).plan


def _deleted(table: Any) -> None:
    run = f"<w:del {nsdecls('w')} w:id='1' w:author='x'><w:r><w:delText>、市公安局</w:delText></w:r></w:del>"
    table.cell(1, 2).paragraphs[0]._p.append(parse_xml(run))


def _struck(table: Any) -> None:
    table.cell(1, 2).paragraphs[0].add_run("、市公安局").font.strike = True


def _hidden(table: Any) -> None:
    table.cell(1, 2).paragraphs[0].add_run("、市公安局").font.hidden = True


@pytest.mark.parametrize("change", [_deleted, _struck, _hidden])
def test_words_that_are_deleted_struck_out_or_hidden_are_not_read_and_said(
    tmp_path: Path, change: Callable[[Any], None]
) -> None:
    plan = word_with(tmp_path, change)
    assert told(plan) == TASKS
    assert about(plan, "left_out_text") == ["、市公安局"]


def test_a_deleted_row_is_no_task_and_is_said(tmp_path: Path) -> None:
    def change(table: Any) -> None:
        mark = parse_xml(f"<w:del {nsdecls('w')} w:id='1' w:author='x'/>")
        table.rows[2]._tr.get_or_add_trPr().append(mark)

    plan = word_with(tmp_path, change)
    assert told(plan) == TASKS[:1]
    assert about(plan, "left_out_text") == ["2补水市住建局9月底前"]


# ---- Excel


def sheet_with(folder: Path, fill: Callable[[Any], None]) -> Plan:
    book = Workbook()
    sheet: Any = book.active
    sheet.append([TITLE])
    fill(sheet)
    stream = BytesIO()
    book.save(stream)
    file = folder / "plan.xlsx"
    file.write_bytes(stream.getvalue())
    return imported(open_document(file)).plan


def test_cells_struck_out_are_not_read_and_said(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        for row in (HEAD, *ROWS, ("3", "巡河", "市公安局", "9月底前")):
            sheet.append(row)
        for cell in sheet[5]:
            cell.font = Font(strike=True)

    plan = sheet_with(tmp_path, fill)
    assert told(plan) == TASKS
    assert about(plan, "left_out_text") == ["Sheet：3、巡河、市公安局、9月底前"]


@pytest.mark.parametrize("header", ["原牵头单位", "原责任单位", "调整前责任单位"])
def test_a_hidden_column_is_said_and_who_did_it_before_has_no_part_in_it(tmp_path: Path, header: str) -> None:
    def fill(sheet: Any) -> None:
        sheet.append((*HEAD, header))
        for row in ROWS:
            sheet.append((*row, "市公安局"))
        sheet.column_dimensions["E"].hidden = True

    plan = sheet_with(tmp_path, fill)
    assert told(plan) == TASKS
    assert about(plan, "hidden_columns") == ["Sheet：E"]
    assert about(plan, "unread_column") == [f"{header}：市公安局"]


@pytest.mark.parametrize("rows", [("市水利局", "市住建局"), ("一、市水利局", "二、市住建局")])
def test_units_in_rows_of_their_own_head_their_tasks(tmp_path: Path, rows: tuple[str, str]) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(("序号", "任务", "完成时限"))
        for unit, work in zip(rows, [(1, "清淤", "5月底前"), (1, "补水", "9月底前")], strict=True):
            sheet.append((unit,))
            sheet.append(work)

    plan = sheet_with(tmp_path, fill)
    assert [(task.id, task.title, roles(task)) for task in plan.tasks] == [
        ("1.1", "清淤", "L市水利局"),
        ("2.1", "补水", "L市住房和城乡建设局"),
    ]
    assert [section.title for section in plan.sections] == ["市水利局", "市住建局"]


def test_who_filled_in_the_sheet_is_no_task_and_no_question(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        for row in (HEAD, *ROWS, ("填表人：张三", "", "联系电话：13800001111", "")):
            sheet.append(row)

    plan = sheet_with(tmp_path, fill)
    assert told(plan) == TASKS
    assert not {"unread_cell", "unread_column", "odd_name"} & {*codes(plan)}


def test_two_versions_of_a_list_that_differ_are_asked(tmp_path: Path) -> None:
    later = [("1", "清淤", "市水利局", "4月底前"), ROWS[1]]
    plan = read(tmp_path, "html", TITLE, [HEAD, *ROWS], "另附", [HEAD, *later])
    assert about(plan, "annex_differs") == ["1.清淤：5月底前 / 4月底前"]


# ---- cells

CELLS: dict[str, tuple[Rows, list[str]]] = {
    "measures, units and times that count alike": (
        [
            ("序号", "工作任务", "具体措施", "责任单位", "完成时限"),
            ("1", "清淤", "1.摸清底数。\n2.开展施工。", "1.市水利局\n2.市住建局", "1.3月底前\n2.6月底前"),
            ("2", "补水", "①制定方案；②调度水源", "市住建局", "①2026.3；②2026.9"),
        ],
        [
            "1.1 清淤 | L市水利局 | 2026-03-31",
            "1.2 开展施工 | L市住房和城乡建设局 | 2026-06-30",
            "2.1 补水 | L市住房和城乡建设局 | 2026-03-31",
            "2.2 调度水源 | L市住房和城乡建设局 | 2026-09-30",
        ],
    ),
    "a second unit with a term of its own": (
        [HEAD, ROWS[0], ("", "", "市财政局", "6月底前"), ROWS[1]],
        ["1.1 清淤 | L市水利局 | 2026-05-31", "1.2 清淤 | L市财政局 | 2026-06-30", TASKS[1]],
    ),
    "levels whose names are inherited": (
        [HEAD, ("1", "清淤", "市级：水利局、财政局\n县级：青岚县、白水县", "5月底前"), ROWS[1]],
        ["1 清淤 | J市水利局、市财政局；A青岚县、白水县 | 2026-05-31", TASKS[1]],
    ),
    "persons and telephones in brackets": (
        [
            HEAD,
            ("1", "清淤", "李四（市水利局，13900002222）", "5月底前"),
            ("2", "补水", "市住建局 电话：0377-6312345", "9月底前"),
        ],
        TASKS,
    ),
    "short offices that begin with a surname": (
        [
            HEAD,
            ("1", "清淤", "市水利局\n武装部\n司法所", "5月底前"),
            ("2", "补水", "市住建局、党校、武装部", "9月底前"),
            ("3", "巡河", "水利部\n商务部\n司法部", "5月底前"),
        ],
        [
            "1 清淤 | J市水利局、市武装部、市司法所 | 2026-05-31",
            "2 补水 | J市住房和城乡建设局、市委党校、市武装部 | 2026-09-30",
            "3 巡河 | J水利部、商务部、司法部 | 2026-05-31",
        ],
    ),
    "quotation marks for ditto": (
        [HEAD, ROWS[0], ("2", "补水", "“″”", "同 上"), ("3", "巡河", "''", "〃〃")],
        [TASKS[0], *(f"{n} {work} | L市水利局 | 2026-05-31" for n, work in ((2, "补水"), (3, "巡河")))],
    ),
    "a column for each unit": (
        [
            ("序号", "任务", "市水利局", "市住建局", "市财政局", "完成时限"),
            ("1", "清淤", "牵头", "配合", "", "5月底前"),
            ("2", "补水", "协助", "主办", "参与", "9月底前"),
        ],
        [
            "1 清淤 | L市水利局；S市住房和城乡建设局 | 2026-05-31",
            "2 补水 | L市住房和城乡建设局；S市水利局、市财政局 | 2026-09-30",
        ],
    ),
    "a column for each unit, with marks": (
        [
            ("序号", "任务", "市水利局", "市住建局", "完成时限"),
            ("1", "清淤", "★", "△", "5月底前"),
            ("2", "补水", "", "★", "9月底前"),
            (M("注：★为牵头单位，△为配合单位。", 5),),
        ],
        ["1 清淤 | L市水利局；S市住房和城乡建设局 | 2026-05-31", TASKS[1]],
    ),
    "a group that says its role": (
        [
            ("序号", "任务", "完成时限"),
            (M("牵头单位：市水利局", 3),),
            ("1", "清淤", "5月底前"),
            (M("牵头单位：市住建局", 3),),
            ("2", "补水", "9月底前"),
        ],
        TASKS,
    ),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", CELLS)
def test_cells(tmp_path: Path, kind: str, form: str) -> None:
    rows, expected = CELLS[kind]
    plan = read(tmp_path, form, TITLE, rows)
    assert told(plan) == expected
    assert not {"odd_name", "unread_cell", "unsure_role"} & {*codes(plan)}


def test_what_ends_like_an_office_is_no_person() -> None:
    offices = (
        "商务部",
        "司法部",
        "武装部",
        "文化馆",
        "党校",
        "农科院",
        "司法所",
        "林场",
        "方特队",
        "石油公司",
    )
    assert [name for name in offices if is_person(name)] == []
    people = ("王社", "张三", "李文会", "司马部长", "王队", "商洛同志", "李科")
    assert [name for name in people if not is_person(name)] == []


def test_marks_that_no_note_explains_are_asked(tmp_path: Path) -> None:
    rows = [
        ("任务", "市水利局", "市住建局", "时限"),
        ("清淤", "√", "", "5月底前"),
        ("补水", "", "√", "9月底前"),
    ]
    plan = read(tmp_path, "html", TITLE, rows)
    assert [roles(task) for task in plan.tasks] == ["L市水利局", "L市住房和城乡建设局"]
    assert "unsure_column" in codes(plan)


def test_numbered_units_that_answer_to_nothing_are_asked(tmp_path: Path) -> None:
    plan = read(tmp_path, "html", TITLE, [HEAD, ("1", "清淤", "①市水利局②市住建局", "5月底前"), ROWS[1]])
    assert [unit.name for unit in plan.units] == ["市住房和城乡建设局"]
    assert about(plan, "odd_name") == ["①市水利局②市住建局"]


@pytest.mark.parametrize("who", ["市委副书记", "市委副书记、市长王强", "副市长李明"])
def test_a_cell_of_people_names_no_unit_and_is_asked(tmp_path: Path, who: str) -> None:
    plan = read(tmp_path, "html", TITLE, [HEAD, ("1", "清淤", who, "5月底前"), ROWS[1]])
    assert [roles(task) for task in plan.tasks] == ["", "L市住房和城乡建设局"]
    assert about(plan, "odd_name") == [who]


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_words_struck_out_on_a_page_are_not_read_and_said(tmp_path: Path, tag: str) -> None:
    page = html_of([TITLE, [HEAD, *ROWS]]).decode().replace("市水利局", f"市水利局<{tag}>、市公安局</{tag}>")
    file = tmp_path / "plan.html"
    file.write_text(page, encoding="utf-8")
    plan = imported(open_document(file)).plan
    assert told(plan) == TASKS
    assert about(plan, "left_out_text") == ["、市公安局"]
