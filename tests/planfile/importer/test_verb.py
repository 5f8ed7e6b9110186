"""`duban plan import` as a person at a terminal meets it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.planfile.files import ROOT
from tests.planfile.importer.papers import as_docx

LINES = [
    "青山市清洁行动方案（2024—2025年）",
    "一、重点任务",
    "1.整治河道。2024年6月底前完成整治，达标率达到90%以上。（市水利局牵头，市发改委、财政局配合）",
    "2.整治道路。每月巡查。（市交通运输局牵头）",
]


def duban(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "en_US.UTF-8", "DUBAN_LANGUAGE": "en"}
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.docx").write_bytes(as_docx(LINES))
    return tmp_path


def test_a_draft_is_made_checked_and_never_overwritten(folder: Path) -> None:
    made = duban("plan", "import", "plan.docx", "-o", "plan.yaml", cwd=folder)
    assert (made.returncode, made.stdout) == (0, "")
    assert "2 tasks, 4 units, 0 counties, 1 with a date, 1 without, 1 targets" in made.stderr
    draft = (folder / "plan.yaml").read_text(encoding="utf-8")
    checked = duban("plan", "check", "plan.yaml", cwd=folder)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "alias" in checked.stdout
    again = duban("plan", "import", "plan.docx", "-o", "plan.yaml", cwd=folder)
    assert (again.returncode, again.stdout) == (1, "")
    assert "--force" in again.stderr and "Traceback" not in again.stderr
    (folder / "plan.yaml").write_text("mine", encoding="utf-8")
    assert duban("plan", "import", "plan.docx", "-o", "plan.yaml", "--force", cwd=folder).returncode == 0
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == draft


def test_editors_find_the_schema_beside_the_draft(folder: Path) -> None:
    duban("plan", "import", "plan.docx", "-o", "plan.yaml", cwd=folder)
    first = (folder / "plan.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=plan.schema.json"
    schema = json.loads((folder / "plan.schema.json").read_text(encoding="utf-8"))
    assert {"units", "sections", "questions"} <= schema["properties"].keys()


def test_json_is_one_document_and_what_show_prints_of_the_draft(folder: Path) -> None:
    made = duban("plan", "import", "plan.docx", "-o", "plan.yaml", "--json", cwd=folder)
    shown = duban("plan", "show", "plan.yaml", "--json", cwd=folder)
    assert json.loads(made.stdout) == json.loads(shown.stdout)
    assert "questions" in made.stderr


def test_without_a_name_the_draft_goes_to_standard_output(folder: Path) -> None:
    made = duban("plan", "import", "plan.docx", cwd=folder)
    (folder / "copy.yaml").write_text(made.stdout, encoding="utf-8")
    assert duban("plan", "check", "copy.yaml", cwd=folder).returncode == 0
    assert sorted(path.name for path in folder.iterdir()) == ["copy.yaml", "plan.docx"]


def test_names_of_the_place_are_read_from_an_aliases_file(folder: Path) -> None:
    (folder / "names.yaml").write_text("发改委: 发展和改革局\n", encoding="utf-8")
    made = duban("plan", "import", "plan.docx", "--json", "--aliases", "names.yaml", cwd=folder)
    assert "市发展和改革局" in [unit["name"] for unit in json.loads(made.stdout)["units"]]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("missing.docx",), 1, "missing.docx"),
        (("scan.pdf",), 1, "PDF"),
        (("plan.docx", "--aliases", "bad.yaml"), 1, "bad.yaml:1"),
        ((".",), 1, ""),
        ((), 2, "DOCUMENT"),
    ],
)
def test_what_cannot_be_done_is_one_clear_error(
    words: tuple[str, ...], code: int, told: str, folder: Path
) -> None:
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4")
    (folder / "bad.yaml").write_text("- 发改委\n", encoding="utf-8")
    made = duban("plan", "import", *words, cwd=folder)
    assert (made.returncode, made.stdout) == (code, "")
    assert told in made.stderr and "Traceback" not in made.stderr
