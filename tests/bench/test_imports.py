"""What an import finds is counted beside a truth written by hand, in every form of the document."""

from pathlib import Path

import pytest

from tests.bench.forms import FORMS, LIST, forms, plan_in
from tests.bench.found import counted
from tests.bench.imports import PLANS, Row, long_document, shown
from tests.bench.truth import KINDS, Truth, as_list, truth_of, truths

LINES = (
    "云溪市河湖整治方案（2026年）",
    "一、主要目标",
    "2026年，全市水质优良比例达到85%以上。",
    "二、重点任务",
    "1.清淤。2026年5月底前清淤20公里以上。（市水利局牵头，市财政局配合）",
    "2.补水。持续补水，补水率不低于30%。（市财政局、市水利局等有关部门按职责分工负责）",
)
SAID = {
    "document": "clean.html",
    "title": "云溪市河湖整治方案（2026年）",
    "period": ["2026-01-01", "2026-12-31"],
    "sections": [2],
    "goals": [{"scope": "全市", "due": "2026-12-31", "number": ">= 85 %"}],
    "tasks": {
        1: {
            "title": 2,
            "lead": "市水利局",
            "support": "市财政局",
            "due": ["2026-05-31"],
            "numbers": [">= 20 公里 by 2026-05-31"],
        },
        2: {"title": 2, "joint": "市财政局 市水利局 有关部门*", "numbers": [">= 30 %"]},
    },
}


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "clean.html"
    file.write_text("".join(f"<p>{line}</p>" for line in LINES), encoding="utf-8")
    return file


def _differences(file: Path, truth: Truth) -> list[str]:
    return Row("it", "clean", counted(plan_in(file), truth), ()).differences


def test_every_form_of_a_document_is_counted_beside_what_is_true(document: Path, tmp_path: Path) -> None:
    truth = truth_of(SAID)
    assert [truth.facts[kind].total() for kind in KINDS] == [3, 2, 2, 4, 2, 3]
    folder = tmp_path / "forms"
    folder.mkdir()
    made = forms(document, folder, truth)
    assert set(made) <= set(FORMS) and len(made) >= 4
    for form, path in made.items():
        assert not _differences(path, as_list(truth) if form == LIST else truth), form


@pytest.mark.parametrize(
    ("printed", "instead", "differences"),
    [
        ("市水利局牵头", "市公安局牵头", ["wrong 1 lead 市公安局", "missed 1 lead 市水利局"]),
        ("2026年5月底前清淤", "2026年6月底前清淤", ["wrong 1 2026-06-30 must", "missed 1 2026-05-31 must"]),
        ("不低于30%", "不低于31%", ["wrong 2 reach >= 31 %", "missed 2 reach >= 30 %"]),
        ("85%以上", "75%以上", ["wrong goals reach >= 75 %", "missed goals reach >= 85 %"]),
        ("1.清淤。", "1.清淤补水。", ["tasks: wrong 1 4", "tasks: missed 1 2"]),
    ],
)
def test_what_the_truth_does_not_say_is_wrong_and_what_the_draft_lacks_is_missed(
    document: Path, printed: str, instead: str, differences: list[str]
) -> None:
    document.write_text(document.read_text(encoding="utf-8").replace(printed, instead), encoding="utf-8")
    row = Row("it", "clean", counted(plan_in(document), truth_of(SAID)), ())
    assert all(any(one in found for found in row.differences) for one in differences)
    text, wrong = shown([row])
    assert wrong >= 1 and row.differences[0] in text


def test_a_question_excuses_its_own_kind_of_fact_only(document: Path) -> None:
    """市水利局等有关部门 is asked about, which says nothing of a number in the same task."""
    said = document.read_text(encoding="utf-8")
    document.write_text(said.replace("市财政局、市水利局等", "市公安局、市水利局等"), encoding="utf-8")
    assert not _differences(document, truth_of(SAID))
    document.write_text(said.replace("不低于30%", "不低于31%"), encoding="utf-8")
    assert len(_differences(document, truth_of(SAID))) == 2


@pytest.mark.skipif(not PLANS.exists(), reason="the documents lie beside the checkout, not in it")
def test_a_real_document_is_read_as_by_hand() -> None:
    truth = next(one for one in truths() if one.document.startswith("08"))
    assert _differences(PLANS / truth.document, truth) == []


def test_the_truths_are_of_six_documents() -> None:
    assert [len(truth.marks) for truth in truths()] == [21, 20, 18, 30, 31, 21]


def test_the_long_document_made_here_is_read_as_it_was_made(tmp_path: Path) -> None:
    file, truth = long_document(tmp_path, 65)
    assert _differences(file, truth) == []
