"""OFD files, made here by the words of GB/T 33190: no real one was at hand."""

from pathlib import Path

import pytest

from bot.planfile.importer.document import Table
from bot.planfile.importer.open import open_document
from tests.planfile.importer.pages import MARGIN, Setter, Sheet, as_ofd
from tests.planfile.importer.papers import imported, plan_of
from tests.planfile.importer.test_pdf import ROWS, WIDTHS, set_pages
from tests.planfile.importer.test_wrapped_text import CLEAN, said


def opened(tmp_path: Path, raw: bytes) -> Path:
    file = tmp_path / "甲市方案.ofd"
    file.write_bytes(raw)
    return file


@pytest.mark.parametrize("indent", [0.0, 24.0])
def test_pages_are_the_plan_that_was_set_on_them(indent: float, tmp_path: Path) -> None:
    sheets = set_pages(CLEAN.split("\n"), indent=indent)
    assert len(sheets) > 1
    file = opened(tmp_path, as_ofd(sheets))
    assert said(imported(open_document(file)).plan) == said(plan_of(CLEAN))


def test_a_template_page_stands_behind_each_page(tmp_path: Path) -> None:
    sheets = set_pages(CLEAN.split("\n"))
    behind = Sheet([(MARGIN, 40, "云溪市人民政府办公室文件")], [(MARGIN, 45, 360, 45)])
    file = opened(tmp_path, as_ofd(sheets, behind))
    assert said(imported(open_document(file)).plan) == said(plan_of(CLEAN))


def test_a_table_by_its_ruled_lines(tmp_path: Path) -> None:
    setter = Setter()
    setter.table(ROWS, WIDTHS)
    paper = open_document(opened(tmp_path, as_ofd(setter.sheets)))
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert [row.texts for row in table.rows] == ROWS
