"""PDF files: what a reader sees on the pages, in the order in which it is read."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.domain.errors import Refused
from bot.planfile.importer.document import Table
from bot.planfile.importer.open import open_document
from tests.planfile.importer.pages import MARGIN, PITCH, Setter, Sheet, as_pdf
from tests.planfile.importer.papers import codes, imported, plan_of
from tests.planfile.importer.test_wrapped_text import ALIKE, CLEAN, said

ROWS = [
    ("序号", "工作任务", "牵头单位", "配合单位", "完成时限"),
    *(
        (
            str(n),
            f"完成第{n}批河道清淤疏浚工程，长度达到{n}0公里以上",
            "市水利局",
            "市财政局\n市公安局",
            f"2026年{n % 9 + 1}月底前",
        )
        for n in range(1, 31)
    ),
]
WIDTHS = (30, 100, 56, 56, 58)


def opened(tmp_path: Path, raw: bytes) -> Path:
    file = tmp_path / "甲市方案.pdf"
    file.write_bytes(raw)
    return file


def set_pages(paragraphs: Sequence[str], head: str = "", indent: float = 24.0) -> list[Sheet]:
    setter = Setter(head, indent)
    for text in paragraphs:
        setter.paragraph(text)
    return setter.sheets


@pytest.mark.parametrize("head", ["", "云溪市人民政府办公室文件"])
@pytest.mark.parametrize("indent", [0.0, 24.0])
@pytest.mark.parametrize("turned", [False, True])
def test_lines_are_joined_and_the_marks_of_pages_left_out(
    head: str, indent: float, turned: bool, tmp_path: Path
) -> None:
    sheets = set_pages(CLEAN.split("\n"), head, indent)
    assert len(sheets) > 1
    file = opened(tmp_path, as_pdf(sheets, turned))
    assert said(imported(open_document(file)).plan) == said(plan_of(CLEAN))


def test_items_in_the_same_words_at_the_top_of_pages_are_no_running_head(tmp_path: Path) -> None:
    """A page without a head begins with the text, as high up as a head would stand."""
    items = [f"{n}.清理第{n}段。2026年{n % 12 + 1}月底前完成。（市水利局牵头）" for n in range(1, 71)]
    lines = [*ALIKE.split("\n")[:2], *items]
    pages = [lines[at : at + 24] for at in range(0, len(lines), 24)]
    sheets = [Sheet([(MARGIN, 50 + PITCH * at, line) for at, line in enumerate(page)]) for page in pages]
    file = opened(tmp_path, as_pdf(sheets))
    assert said(imported(open_document(file)).plan) == said(plan_of("\n".join(lines)))


def test_order_is_that_of_the_page_not_of_the_file(tmp_path: Path) -> None:
    sheets = set_pages(CLEAN.split("\n"))
    for sheet in sheets:
        sheet.words.reverse()
    file = opened(tmp_path, as_pdf(sheets))
    assert said(imported(open_document(file)).plan) == said(plan_of(CLEAN))


def test_a_table_that_runs_over_pages_is_one(tmp_path: Path) -> None:
    setter = Setter()
    setter.paragraph("云溪市河湖整治任务清单（2026年）")
    setter.table(ROWS, WIDTHS)
    assert len(setter.sheets) > 2
    paper = open_document(opened(tmp_path, as_pdf(setter.sheets)))
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert [row.texts for row in table.rows] == ROWS
    plan = imported(paper).plan
    assert [task.number for task in plan.tasks] == [*range(1, 31)]
    assert {task.roles.lead for task in plan.tasks} == {("市水利局",)}
    assert len(paper.blocks) == 2, "no word of the table is read twice"


def test_a_row_cut_by_the_end_of_a_page_is_one(tmp_path: Path) -> None:
    setter = Setter()
    setter.table([*ROWS[:3], ("3", "完成第三批河道清淤", "市水利局", "市财政局", "2026年9月")], WIDTHS)
    setter._new_page()
    setter.table(
        [("", "疏浚工程", "", "市公安局", "底前"), ("4", "巡河", "市水利局", "", "")], WIDTHS, header=False
    )
    paper = open_document(opened(tmp_path, as_pdf(setter.sheets)))
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert table.rows[3].texts == (
        "3",
        "完成第三批河道清淤疏浚工程",
        "市水利局",
        "市财政局\n市公安局",
        "2026年9月底前",
    )


def test_a_unit_cut_by_its_cell_is_whole_and_two_units_stay_two(tmp_path: Path) -> None:
    setter = Setter()
    setter.table(
        [ROWS[0], ("1", "补水", "市自然资源和规划局\n市财政局", "市水利局\n市公安局", ""), *ROWS[2:4]], WIDTHS
    )
    paper = open_document(opened(tmp_path, as_pdf(setter.sheets)))
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert table.rows[1].texts[2:4] == ("市自然资源和规划局\n市财政局", "市水利局\n市公安局")


UNRULED = [
    ("序号", "工作任务", "责任单位", "完成时限"),
    *((row[0], row[1], row[2], row[4]) for row in ROWS[1:]),
]
LEFTS = (0, 40, 130, 220)


def unruled(rows: Sequence[Sequence[str]], head: str = "") -> bytes:
    """Columns parted by nothing but white, with words of a cell that are cut at six characters."""
    setter = Setter(head)
    setter.paragraph("云溪市2026年河湖整治任务清单")
    for row in rows:
        pieces = [[cell[n : n + 6] for n in range(0, max(len(cell), 1), 6)] for cell in row]
        for n in range(max(map(len, pieces))):
            for left, lines in zip(LEFTS, pieces, strict=True):
                if n < len(lines):
                    setter.sheets[-1].words.append((MARGIN + left, setter.foot, lines[n]))
            setter._next()
    setter.paragraph("以上任务由市政府办公室按月调度，各责任单位于每月底前报送进展情况，确保按期完成。")
    return as_pdf(setter.sheets)


def test_a_table_without_ruled_lines_is_read_by_its_columns_and_asked_about(tmp_path: Path) -> None:
    paper = open_document(opened(tmp_path, unruled(UNRULED)))
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert [tuple(text.replace("\n", "") for text in row.texts) for row in table.rows] == UNRULED
    assert codes(imported(paper).plan).count("unruled_table") == 1


@pytest.mark.parametrize("first", [("", "清理河道", "", ""), ("一、水环境", "", "", "")])
def test_rows_that_cannot_be_told_apart_are_asked_and_not_read(
    tmp_path: Path, first: tuple[str, str, str, str]
) -> None:
    setter = Setter()
    for text in CLEAN.split("\n"):
        setter.paragraph(text)
    clean = imported(open_document(opened(tmp_path, as_pdf(setter.sheets)))).plan
    setter._new_page()
    for n, row in enumerate([UNRULED[0], first, *UNRULED[1:4]]):
        for left, cell in zip(LEFTS, row, strict=True):
            setter.sheets[-1].words.append((MARGIN + left, setter.foot + n * PITCH, cell[:6]))
    plan = imported(open_document(opened(tmp_path, as_pdf(setter.sheets)))).plan
    assert "unreadable_table" in codes(plan)
    assert [unit.name for unit in plan.units] == [unit.name for unit in clean.units]


def test_a_page_that_is_a_picture_is_asked_about(tmp_path: Path) -> None:
    sheets = [*set_pages(CLEAN.split("\n")), Sheet()]
    plan = imported(open_document(opened(tmp_path, as_pdf(sheets)))).plan
    (asked,) = (finding for finding in plan.findings if finding.code == "page_without_text")
    assert asked.args["about"] == str(len(sheets))


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        (as_pdf([Sheet()]), "document.scan"),
        (as_pdf([Sheet([(100, 100, "第1页")])]), "document.scan"),
        (as_pdf(set_pages(CLEAN.split("\n")), locked=True), "document.pdf_encrypted"),
        (b"%PDF-1.7 ...", "document.pdf_broken"),
        (as_pdf(set_pages(CLEAN.split("\n")))[:300], "document.pdf_broken"),
    ],
)
def test_refused_with_one_sentence(raw: bytes, key: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        open_document(opened(tmp_path, raw))
    assert caught.value.key == key
