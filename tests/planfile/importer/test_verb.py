"""`duban plan import` as a person at a terminal meets it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import run
from tests.planfile.importer.papers import as_docx

LINES = [
    "青山市清洁行动方案（2024—2025年）",
    "一、重点任务",
    "1.整治河道。2024年6月底前完成整治，达标率达到90%以上。（市水利局牵头，市发改委、财政局配合）",
    "2.整治道路。每月巡查。（市交通运输局牵头）",
]


Duban = Callable[..., tuple[int, str, str]]  # exit code, standard output, standard error


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.docx").write_bytes(as_docx(LINES))
    return tmp_path


@pytest.fixture
def duban(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Duban:
    """The command, called in the folder by somebody who reads English."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DUBAN_LANGUAGE", "en")
    return lambda *words: run(capsys, *words)


def test_a_draft_is_made_checked_and_never_overwritten(folder: Path, duban: Duban) -> None:
    code, out, err = duban("plan", "import", "plan.docx", "-o", "plan.yaml")
    assert (code, out) == (0, "")
    assert "2 tasks, 4 units, 0 counties, 1 with a date, 1 without, 1 targets" in err
    draft = (folder / "plan.yaml").read_text(encoding="utf-8")
    code, out, err = duban("plan", "check", "plan.yaml")
    assert (code, err) == (0, "")
    assert "alias" in out
    code, out, err = duban("plan", "import", "plan.docx", "-o", "plan.yaml")
    assert (code, out) == (1, "")
    assert "--force" in err
    (folder / "plan.yaml").write_text("mine", encoding="utf-8")
    assert duban("plan", "import", "plan.docx", "-o", "plan.yaml", "--force")[0] == 0
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == draft


def test_editors_find_the_schema_beside_the_draft(folder: Path, duban: Duban) -> None:
    duban("plan", "import", "plan.docx", "-o", "plan.yaml")
    first = (folder / "plan.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=plan.schema.json"
    schema = json.loads((folder / "plan.schema.json").read_text(encoding="utf-8"))
    assert {"units", "sections", "questions"} <= schema["properties"].keys()


def test_json_is_one_document_and_what_show_prints_of_the_draft(folder: Path, duban: Duban) -> None:
    _, made, told = duban("plan", "import", "plan.docx", "-o", "plan.yaml", "--json")
    _, shown, _ = duban("plan", "show", "plan.yaml", "--json")
    assert json.loads(made) == json.loads(shown)
    assert "questions" in told


def test_without_a_name_the_draft_goes_to_standard_output(folder: Path, duban: Duban) -> None:
    """As a program of its own, which another one reads: nothing else may be there."""
    command = [sys.executable, "-m", "bot", "plan", "import", "plan.docx"]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True)
    (folder / "copy.yaml").write_text(made.stdout, encoding="utf-8")
    assert duban("plan", "check", "copy.yaml")[0] == 0
    assert sorted(path.name for path in folder.iterdir()) == ["copy.yaml", "plan.docx"]


def test_names_of_the_place_are_read_from_an_aliases_file(folder: Path, duban: Duban) -> None:
    (folder / "names.yaml").write_text("发改委: 发展和改革局\n", encoding="utf-8")
    _, made, _ = duban("plan", "import", "plan.docx", "--json", "--aliases", "names.yaml")
    assert "市发展和改革局" in [unit["name"] for unit in json.loads(made)["units"]]


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
    words: tuple[str, ...], code: int, told: str, folder: Path, duban: Duban
) -> None:
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4")
    (folder / "bad.yaml").write_text("- 发改委\n", encoding="utf-8")
    ended, out, err = duban("plan", "import", *words)
    assert (ended, out) == (code, "")
    assert told in err
