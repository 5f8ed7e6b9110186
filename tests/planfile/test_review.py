"""A draft under review: what is shown, what each answer writes, and what is never written."""

from pathlib import Path

import pytest

from bot.domain.errors import Invalid, Refused
from bot.planfile.importer.document import Paper
from bot.planfile.review.rows import Json
from bot.planfile.review.session import DraftReview
from bot.planfile.yaml import read_plan
from tests.planfile.files import ZH
from tests.planfile.importer.papers import imported, paper_of

TEXT = """甲市2026年河道整治实施方案
一、主要任务
1.清淤。2026年5月底前完成东片清淤。（市水利局牵头，市财政局配合）
2.补水。年中完成补水。（市住建局、水务之友负责）
3.巡河。安装监控约20个。（市水利局负责）"""
REMARK = "# 张三核对到此处"


@pytest.fixture
def review(tmp_path: Path) -> DraftReview:
    return opened(tmp_path, paper_of(TEXT))


def opened(folder: Path, paper: Paper) -> DraftReview:
    file = folder / "draft.yaml"
    file.write_text(imported(paper).yaml + f"{REMARK}\n", encoding="utf-8")
    return DraftReview(file, paper.blocks, 0, ZH)


def test_the_document_and_the_draft_are_shown_with_their_places(review: DraftReview) -> None:
    state = review.state()
    assert review.document[2] == {"line": 3, "text": TEXT.splitlines()[2]}
    first, second, _ = tasks(state)
    assert first["roles"] == {"lead": ["市水利局"], "support": ["市财政局"], "joint": [], "local": []}
    (milestone,) = rows(first, "milestones")
    assert milestone["quote"] == "2026年5月底前" and milestone["line"] == 3
    assert second["id"] == "2"
    assert state["left"] == state["asked"] == len(rows(state, "questions")) > 1


def test_an_answered_question_is_gone_and_counted(review: DraftReview) -> None:
    before = review.state()
    question = rows(before, "questions")[0]
    after = review.act(str(before["version"]), {"act": "keep", "question": question["path"]})
    assert (after["asked"], after["left"]) == (before["asked"], count(before, "left") - 1)
    assert question["text"] not in [one["text"] for one in rows(after, "questions")]


def test_units_that_could_not_be_read_are_given_their_roles(review: DraftReview) -> None:
    state = review.state()
    question = asked(state, "odd_name")
    roles = {"市住房和城乡建设局": "lead", "水务之友": "support"}
    task = tasks(state)[1]
    after = review.act(str(state["version"]), act("roles", question, task=task["path"], roles=roles))
    given = tasks(after)[1]["roles"]
    assert given == {"lead": ["市住房和城乡建设局"], "support": ["水务之友"], "joint": [], "local": []}
    assert "水务之友" in names(after) and not [q for q in rows(after, "questions") if q["code"] == "odd_name"]


def test_a_day_is_given_where_the_document_has_none(review: DraftReview, tmp_path: Path) -> None:
    state = review.state()
    question, task = asked(state, "no_day"), tasks(state)[1]
    said = act("due", question, task=task["path"], milestone=None, due="2026-06-30", every="")
    review.act(str(state["version"]), said)
    plan = read_plan(tmp_path / "draft.yaml", ZH)
    assert [str(one.due) for one in plan.tasks[1].milestones] == ["2026-06-30"]


def test_a_value_is_edited_in_place_and_everything_else_stays(review: DraftReview, tmp_path: Path) -> None:
    file = tmp_path / "draft.yaml"
    before = file.read_text(encoding="utf-8")
    state = review.state()
    (milestone,) = rows(tasks(state)[0], "milestones")
    due = next(one for one in rows(milestone, "fields") if one["name"] == "due")
    review.act(str(state["version"]), {"act": "edit", "path": due["path"], "value": "2026-05-20"})
    after = file.read_text(encoding="utf-8")
    assert REMARK in after and "due: 2026-05-20" in after
    changed = [one for one in zip(before.splitlines(), after.splitlines(), strict=False) if one[0] != one[1]]
    assert "day_inferred" not in "".join(new for _, new in changed[:1])


def test_a_task_said_twice_goes_with_its_questions(review: DraftReview) -> None:
    state = review.state()
    after = review.act(str(state["version"]), {"act": "remove", "path": tasks(state)[1]["path"]})
    assert [one["id"] for one in tasks(after)] == ["1", "3"]
    assert "2" not in [one["task"] for one in rows(after, "questions")]


def test_two_names_become_one_unit_everywhere(review: DraftReview) -> None:
    state = review.state()
    after = review.act(str(state["version"]), {"act": "one_unit", "gone": "市财政局", "kept": "市水利局"})
    assert "市财政局" not in names(after)
    assert tasks(after)[0]["roles"] == {"lead": ["市水利局"], "support": [], "joint": [], "local": []}


def test_a_file_changed_elsewhere_is_not_written(review: DraftReview, tmp_path: Path) -> None:
    state = review.state()
    file = tmp_path / "draft.yaml"
    theirs = file.read_text(encoding="utf-8").replace("title: 清淤", "title: 清淤疏浚")
    file.write_text(theirs, encoding="utf-8")
    with pytest.raises(Refused, match=r"plan_review\.changed"):
        review.act(str(state["version"]), {"act": "edit", "path": ["title"], "value": "别的"})
    assert file.read_text(encoding="utf-8") == theirs
    assert tasks(review.state())[0]["title"] == "清淤疏浚"


@pytest.mark.parametrize(
    "said",
    [
        {"act": "edit", "path": ["sections", 0, "tasks", 0, "milestones", 0, "due"], "value": "5月底"},
        {"act": "edit", "path": ["sections", 0, "tasks", 0, "id"], "value": "2"},
        {"act": "remove", "path": ["sections", 9]},
        {"act": "remove", "path": []},
        {"act": "remove", "path": ["questions", 0]},
        {"act": "edit", "path": ["status"], "value": "in_force"},
        {"act": "edit", "path": ["sections", 0, "tasks", -1, "title"], "value": "无"},
        {"act": "edit", "path": ["sections", 0, "tasks", True, "title"], "value": "无"},
        {"act": "edit", "path": ["sections", 0, "tasks"], "value": "无"},
        {"act": "keep_group", "group": "of_nothing"},
        {"act": "roles", "task": ["sections", 0, "tasks", 0], "roles": {}},
        {"act": "roles", "task": ["sections", 0, "tasks", 0], "roles": {"市水利局": "boss"}},
        {"act": "drop_unit", "name": "无此单位"},
        {"act": "fly", "path": ["title"]},
        {"act": "roles", "task": ["sections", 0, "tasks", 0], "roles": "市水利局"},
        {"act": "edit"},
        {},
    ],
)
def test_what_would_be_no_plan_is_refused_and_nothing_is_written(
    review: DraftReview, tmp_path: Path, said: dict[str, object]
) -> None:
    file = tmp_path / "draft.yaml"
    before = file.read_bytes()
    with pytest.raises((Refused, Invalid)):
        review.act(str(review.state()["version"]), said)
    assert file.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["draft.yaml"]


def test_the_check_at_the_end_says_what_plan_check_says(review: DraftReview) -> None:
    said = review.findings()
    assert [one["text"] for one in said if one["is_warning"]] == [
        "任务2（补水）没有写明完成时限，按季度（月度）报送进展",
        "任务3（巡河）没有写明完成时限，按季度（月度）报送进展",
    ]
    assert [(one["task"], one["line"]) for one in said if one["is_warning"]] == [("2", 4), ("3", 5)]


def test_an_answer_is_taken_back_to_the_last_character(review: DraftReview, tmp_path: Path) -> None:
    file = tmp_path / "draft.yaml"
    texts = [file.read_bytes()]
    state = review.state()
    for _ in range(3):
        said = act("keep", rows(state, "questions")[0])
        state = review.act(str(state["version"]), said)
        texts.append(file.read_bytes())
    for before in reversed(texts[:-1]):
        state = review.act(str(state["version"]), {"act": "undo"})
        assert file.read_bytes() == before
    assert state["undo"] == 0
    with pytest.raises(Refused, match=r"plan_review\.nothing_to_undo"):
        review.act(str(state["version"]), {"act": "undo"})


def test_what_somebody_else_wrote_is_not_taken_back(review: DraftReview, tmp_path: Path) -> None:
    state = review.state()
    review.act(str(state["version"]), act("keep", rows(state, "questions")[0]))
    file = tmp_path / "draft.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# 李四\n", encoding="utf-8")
    assert review.state()["undo"] == 0


def test_two_reviews_of_one_draft_do_not_overwrite_each_other(review: DraftReview, tmp_path: Path) -> None:
    other = DraftReview(tmp_path / "draft.yaml", paper_of(TEXT).blocks, 0, ZH)
    theirs = other.state()
    state = review.state()
    review.act(str(state["version"]), {"act": "edit", "path": ["title"], "value": "甲"})
    with pytest.raises(Refused, match=r"plan_review\.changed"):
        other.act(str(theirs["version"]), {"act": "edit", "path": ["title"], "value": "乙"})
    assert rows(other.state(), "fields")[0]["value"] == "甲"


@pytest.mark.parametrize("status", ["in_force", "replaced"])
def test_a_plan_in_force_is_no_draft(review: DraftReview, tmp_path: Path, status: str) -> None:
    file = tmp_path / "draft.yaml"
    issued = file.read_text(encoding="utf-8").replace("status: draft", f"status: {status}")
    file.write_text(issued, encoding="utf-8")
    with pytest.raises(Refused, match=r"plan_review\.in_force"):
        DraftReview(file, paper_of(TEXT).blocks, 0, ZH)
    assert file.read_text(encoding="utf-8") == issued


def test_a_plan_that_somebody_has_reviewed_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    drafted = imported(paper_of(TEXT)).yaml
    file.write_text(drafted.partition("questions:")[0], encoding="utf-8")
    assert (
        DraftReview(file, paper_of(TEXT).blocks, 0, ZH).state()["left"] == 0
    )  # a draft without questions is one
    theirs = drafted[drafted.index("\nid:") :].partition("questions:")[0]
    file.write_text(f"# 张三已核{theirs}", encoding="utf-8")
    with pytest.raises(Refused, match=r"plan_review\.reviewed"):
        DraftReview(file, paper_of(TEXT).blocks, 0, ZH)


OTHER = """乙市2026年校园建设实施方案
一、主要任务
1.新建学校。2026年8月底前建成学校3所。（市教育局牵头，市财政局配合）"""


def test_a_draft_of_another_document_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "draft.yaml"
    file.write_text(imported(paper_of(TEXT)).yaml, encoding="utf-8")
    with pytest.raises(Refused, match=r"plan_review\.other_document"):
        DraftReview(file, paper_of(OTHER).blocks, 0, ZH)


def test_a_later_version_of_the_document_and_another_name_of_it_are_taken(tmp_path: Path) -> None:
    file = tmp_path / "draft.yaml"
    file.write_text(imported(paper_of(TEXT)).yaml, encoding="utf-8")
    later = paper_of(TEXT.replace("东片", "西片") + "\n4.宣传。开展宣传。（市水利局负责）")
    assert DraftReview(file, later.blocks, 0, ZH).state()["left"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_file_keeps_its_line_ends_and_its_mark(tmp_path: Path, mark: str, end: str) -> None:
    file = tmp_path / "draft.yaml"
    before = (mark + imported(paper_of(TEXT)).yaml.replace("\n", end)).encode()
    file.write_bytes(before)
    review = DraftReview(file, paper_of(TEXT).blocks, 0, ZH)
    state = review.state()
    state = review.act(str(state["version"]), act("keep", rows(state, "questions")[0]))
    after = file.read_bytes()
    assert after.startswith(mark.encode()) and after.count(b"\r") == (
        after.count(b"\n") if end == "\r\n" else 0
    )
    review.act(str(state["version"]), {"act": "undo"})
    assert file.read_bytes() == before


def test_what_a_link_leads_to_is_written(tmp_path: Path) -> None:
    real = tmp_path / "real.yaml"
    real.write_text(imported(paper_of(TEXT)).yaml, encoding="utf-8")
    link = tmp_path / "draft.yaml"
    link.symlink_to(real)
    review = DraftReview(link, paper_of(TEXT).blocks, 0, ZH)
    state = review.state()
    review.act(str(state["version"]), act("keep", rows(state, "questions")[0]))
    assert link.is_symlink() and link.read_bytes() == real.read_bytes()
    assert review.state()["left"] == count(state, "left") - 1


def test_a_file_that_is_read_only_stays(review: DraftReview, tmp_path: Path) -> None:
    file = tmp_path / "draft.yaml"
    state, before = review.state(), file.read_bytes()
    file.chmod(0o444)
    with pytest.raises(OSError, match="denied"):
        review.act(str(state["version"]), act("keep", rows(state, "questions")[0]))
    assert file.read_bytes() == before and [one.name for one in tmp_path.iterdir()] == ["draft.yaml"]


def test_a_draft_that_is_put_in_force_meanwhile_is_written_no_more(
    review: DraftReview, tmp_path: Path
) -> None:
    file = tmp_path / "draft.yaml"
    state = review.state()
    issued = file.read_text(encoding="utf-8").replace("status: draft", "status: in_force")
    file.write_text(issued, encoding="utf-8")
    with pytest.raises(Refused, match=r"plan_review\.in_force"):
        review.state()
    with pytest.raises(Refused, match=r"plan_review\.changed"):
        review.act(str(state["version"]), act("keep", rows(state, "questions")[0]))
    assert file.read_text(encoding="utf-8") == issued


def test_a_file_that_is_gone_or_no_plan_is_told(review: DraftReview, tmp_path: Path) -> None:
    file = tmp_path / "draft.yaml"
    file.write_text("id: [", encoding="utf-8")
    with pytest.raises(Invalid):
        review.state()
    file.unlink()
    with pytest.raises(Refused, match=r"plan_review\.cannot_read"):
        review.state()


def test_a_question_whose_dash_stands_alone_is_answered(tmp_path: Path) -> None:
    file = tmp_path / "draft.yaml"
    drafted = imported(paper_of(TEXT)).yaml
    before, questions = drafted.split("questions:\n")
    file.write_text(before + "questions:\n" + questions.replace("  - {", "  -\n    {"), encoding="utf-8")
    review = DraftReview(file, paper_of(TEXT).blocks, 0, ZH)
    while (state := review.state())["left"]:
        review.act(str(state["version"]), act("keep", rows(state, "questions")[0]))
    assert read_plan(file, ZH).tasks


# ---- reading the JSON


def rows(of: Json, name: str) -> list[Json]:
    found = of[name]
    assert isinstance(found, list)
    return found


def tasks(state: Json) -> list[Json]:
    return rows(state, "tasks")


def names(state: Json) -> list[object]:
    found = state["units"]
    assert isinstance(found, list)
    return found


def count(state: Json, name: str) -> int:
    found = state[name]
    assert isinstance(found, int)
    return found


def asked(state: Json, code: str) -> Json:
    return next(one for one in rows(state, "questions") if one["code"] == code)


def act(name: str, question: Json, **said: object) -> dict[str, object]:
    return {"act": name, "question": question["path"], **said}
