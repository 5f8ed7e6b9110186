"""The same plan as text, Word, PDF and old Word, made by LibreOffice; and two forms compared by the command."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.errors import Refused
from bot.planfile.importer.open import open_document
from tests.exports.office_pages import writer
from tests.planfile.importer.drawn_tables import docx_of
from tests.planfile.importer.papers import as_docx, imported, roles

LINES = (
    "甲市2026年河湖整治实施方案",
    "一、主要任务",
    "1.开展河道清淤。2026年5月底前完成东片河道清淤，清淤长度不低于20公里。（市水利局牵头，市财政局配合）",
    "2.实施湖泊补水。2026年10月底前完成补水，补水量达到300万立方米以上。（市水利局、市城管局负责）",
)


def facts(file: Path, soffice: str | None = None) -> list[tuple[object, ...]]:
    plan = imported(open_document(file, soffice)).plan
    return [
        (
            task.title,
            roles(task),
            [str(one.due) for one in task.milestones if one.due],
            [(one.op, float(one.value), one.unit) for one in task.indicators],
        )
        for task in plan.tasks
    ]


@pytest.mark.parametrize("form", ["pdf", "doc", "rtf"])
def test_what_an_office_made_of_it_says_the_same(form: str, tmp_path: Path) -> None:
    soffice = writer()
    text = tmp_path / "方案.txt"
    text.write_text("\n".join(LINES), encoding="utf-8")
    word = tmp_path / "方案.docx"
    word.write_bytes(as_docx(LINES))
    assert facts(made(soffice, word, form), soffice) == facts(text) != []


def made(soffice: str, source: Path, form: str) -> Path:
    """What LibreOffice makes of a file, beside it."""
    profile = f"-env:UserInstallation=file://{source.parent}/profile"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        form,
        "--outdir",
        str(source.parent),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return source.with_suffix(f".{form}")


def test_a_table_of_old_word_says_the_same_or_is_refused_where_its_cells_are_lost(tmp_path: Path) -> None:
    """LibreOffice loses the cells of a file that ends in a table, without a last paragraph."""
    soffice = writer()
    title, rows = (
        LINES[0],
        [
            ("序号", "工作任务", "责任单位", "完成时限"),
            ("1", "清淤", "市水利局", "5月底前"),
            ("2", "补水", "市城管局", "9月底前"),
        ],
    )
    whole, lost = tmp_path / "whole.docx", tmp_path / "lost.docx"
    whole.write_bytes(docx_of([title, rows, "市水利局汇总进展。"]))
    lost.write_bytes(docx_of([title, rows]))
    assert facts(made(soffice, whole, "doc"), soffice) == facts(whole) != []
    with pytest.raises(Refused) as caught:
        open_document(made(soffice, lost, "doc"), soffice)
    assert caught.value.key == "document.not_converted"


def test_two_documents_are_compared_by_the_command(tmp_path: Path) -> None:
    old, new = tmp_path / "旧.txt", tmp_path / "新.docx"
    old.write_text("\n".join(LINES), encoding="utf-8")
    new.write_bytes(as_docx([line.replace("5月底前完成东片", "6月底前完成东片") for line in LINES]))
    command = [sys.executable, "-m", "bot", "plan", "diff", str(old), str(new), "--json"]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    (changed,) = [task for task in json.loads(said.stdout)["tasks"] if task["changes"]]
    assert "2026-05-31" in [one.get("was_due") for one in changed["changes"]], changed
