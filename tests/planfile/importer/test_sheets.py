"""Task lists kept in Excel: what a person sees in the cells, and a question about what is hidden."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from bot.domain.plan import Plan
from bot.planfile.importer.open import open_document
from tests.planfile.importer.papers import codes, imported

HEADER = ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"]


def plan_in(tmp_path: Path, fill: Callable[[Workbook, Any], None]) -> Plan:
    book = Workbook()
    fill(book, book.active)
    stream = BytesIO()
    book.save(stream)
    file = tmp_path / "云溪市2026年任务清单.xlsx"
    file.write_bytes(stream.getvalue())
    return imported(open_document(file)).plan


def test_a_list_with_title_merged_cells_dates_and_notes(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Any) -> None:
        sheet.append(["云溪市2026年河湖整治任务清单"])
        sheet.merge_cells("A1:E1")
        sheet.append([])
        sheet.append(HEADER)
        sheet.append([1, "清淤", "市水利局", "市财政局", date(2026, 5, 31)])
        sheet.append([2, "补水", None, "市公安局", date(2026, 9, 1)])
        sheet.append([3, "巡河", "市公安局", None, 2026.1])
        sheet["E4"].number_format = 'yyyy"年"m"月"d"日"'
        sheet["E5"].number_format = 'yyyy"年"m"月"'
        sheet["E6"].number_format = "0.00"
        sheet.merge_cells("C4:C5")
        sheet.append(["注：本表由市水利局汇总"])

    plan = plan_in(tmp_path, fill)
    assert plan.title == "云溪市2026年河湖整治任务清单"
    assert [(task.number, task.title, task.line) for task in plan.tasks] == [
        (1, "清淤", 4),
        (2, "补水", 5),
        (3, "巡河", 6),
    ]
    assert [task.roles.lead for task in plan.tasks] == [("市水利局",), ("市水利局",), ("市公安局",)]
    assert [task.roles.support for task in plan.tasks] == [("市财政局",), ("市公安局",), ()]
    dues = [[str(m.due) for m in task.milestones if m.due] for task in plan.tasks]
    assert dues == [["2026-05-31"], ["2026-09-30"], ["2026-10-31"]]


def test_what_is_hidden_is_said(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Any) -> None:
        sheet.append(HEADER)
        sheet.append([1, "清淤", "市水利局", None, "2026年5月底前"])
        sheet.append([2, "补水", "市水利局", None, "2026年9月底前"])
        sheet.row_dimensions[3].hidden = True
        other = book.create_sheet("旧稿")
        other.append(HEADER)
        other.append([1, "作废", "市公安局", None, None])
        other.sheet_state = "hidden"

    plan = plan_in(tmp_path, fill)
    assert [task.title for task in plan.tasks] == ["清淤", "补水"]
    assert {"hidden_rows", "hidden_sheet"} <= {*codes(plan)}


def test_a_formula_that_nobody_has_computed_is_asked_about(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Any) -> None:
        sheet.append(HEADER)
        sheet.append([1, "清淤", "市水利局", None, "=DATE(2026,5,31)"])
        sheet.append([2, "补水", "市水利局", None, "2026年9月底前"])

    plan = plan_in(tmp_path, fill)
    (asked,) = (finding for finding in plan.findings if finding.code == "formula_without_value")
    assert "E2" in str(asked.args["about"])


def test_every_sheet_that_looks_like_a_list_is_read(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Any) -> None:
        for name, unit in (("第一批", "市水利局"), ("第二批", "市公安局")):
            page = book.create_sheet(name)
            page.append(HEADER)
            page.append([1, f"{name}清淤", unit, None, "2026年5月底前"])
            page.append([2, f"{name}补水", unit, None, "2026年9月底前"])

    plan = plan_in(tmp_path, fill)
    assert [task.title for task in plan.tasks] == ["第一批清淤", "第一批补水", "第二批清淤", "第二批补水"]
    assert [task.roles.lead for task in plan.tasks] == [("市水利局",)] * 2 + [("市公安局",)] * 2
