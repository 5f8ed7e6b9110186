"""Each answer of the review: what it writes into the draft, and that the draft is a plan afterwards."""

from pathlib import Path

import pytest

from bot.domain.errors import Invalid, Refused
from bot.domain.plan import Milestone, Plan, Task, UnitKind
from bot.planfile.importer.about import NumberOffered, due_in, number_in, units_offered
from bot.planfile.questions import QUESTION_LEVELS
from bot.planfile.review.additions import PhraseSource, with_due
from bot.planfile.review.asked import ASKS
from bot.planfile.review.rows import Json
from bot.planfile.review.session import DraftReview
from bot.planfile.yaml import read_plan
from bot.planfile.yaml_tree import parse
from tests.planfile.files import ZH
from tests.planfile.importer.papers import imported, paper_of

TEXT = """甲市城市内涝治理攻坚方案
到2027年底前积水点消除率达到95%以上。各县（市、区）于2026年3月底前制定细则。
一、重点任务
（一）排查管网
1.普查管网。2026年5月底前完成东片排查，年中完成西片排查，检测管网约320公里。（市住建局、水务之友牵头，市财政局等配合）
2.建设泵站。2026年9月底前建成泵站6座，每月报送进展。（牵头单位：市水利局；配合：财政局、各县（市、区）人民政府）
4.清淤疏浚。每周开展巡查。责任：老张、城管
（二）强化应急
5.修订预案。2027年6月底前修订预案。（市应急管理局负责）
三、推进机制
由市水利局负责第1、2项。
各有关单位于2026年4月底前上报方案。"""


class Desk:
    """A review of the draft of TEXT; `do` answers, `plan` is what the file then holds."""

    def __init__(self, file: Path) -> None:
        self.file = file
        file.write_text(imported(paper_of(TEXT)).yaml, encoding="utf-8")
        self.review = DraftReview(file, paper_of(TEXT).blocks, 0, ZH)

    def question(self, code: str) -> Json:
        return next(one for one in self.rows("questions") if one["code"] == code)

    def rows(self, name: str) -> list[Json]:
        found = self.review.state()[name]
        assert isinstance(found, list)
        return found

    def task(self, id_: str) -> Json:
        return next(one for one in self.rows("tasks") if one["id"] == id_)

    def do(self, name: str, question: str = "", /, **said: object) -> Plan:
        answered = {"question": self.question(question)["path"]} if question else {}
        self.review.act(str(self.review.state()["version"]), {"act": name, **answered, **said})
        return read_plan(self.file, ZH)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "draft.yaml")


def task_of(plan: Plan, id_: str) -> Task:
    return next(task for task in plan.tasks if task.id == id_)


def milestone_of(plan: Plan, id_: str) -> Milestone:
    return next(one for task in plan.tasks for one in task.milestones if one.id == id_)


def codes(plan: Plan) -> list[str]:
    return [one.code for one in plan.findings if one.code in QUESTION_LEVELS]


def test_every_question_has_an_answer_of_its_own() -> None:
    assert set(ASKS) == set(QUESTION_LEVELS)


# ---- units


def test_a_role_is_changed_and_the_others_stay(desk: Desk) -> None:
    plan = desk.do("roles", task=desk.task("1")["path"], roles={"市财政局": "lead"})
    assert task_of(plan, "1").roles.lead == ("市住房和城乡建设局", "市财政局")
    assert task_of(plan, "1").roles.support == ()


def test_a_unit_of_no_task_is_in_the_plan_no_more(desk: Desk) -> None:
    plan = desk.do("roles", task=desk.task("5")["path"], roles={"市应急管理局": "none"})
    assert "市应急管理局" not in [unit.name for unit in plan.units]
    back = desk.do("undo")
    assert "市应急管理局" in [unit.name for unit in back.units]


def test_a_county_stays_though_no_task_names_it(desk: Desk) -> None:
    plan = desk.do("roles", task=desk.task("2")["path"], roles={"各县（市、区）人民政府": "none"})
    assert "各县（市、区）人民政府" in [unit.name for unit in plan.units]


def test_a_question_of_no_task_is_answered_at_the_task_that_a_person_names(desk: Desk) -> None:
    question = next(
        one for one in desk.rows("questions") if one["code"] == "unread_clause" and not one["task"]
    )
    assert question["units"] == ["市水利局"]
    said = {"task": desk.task("1")["path"], "roles": {"市水利局": "support"}, "question": question["path"]}
    desk.review.act(str(desk.review.state()["version"]), {"act": "roles", **said})
    assert "市水利局" in task_of(desk.do("keep", "no_day"), "1").roles.support


def test_units_of_the_whole_plan_go_to_each_task_that_names_nobody(desk: Desk) -> None:
    plan = desk.do("roles", task=None, roles={"市城管局": "lead"})
    assert [task.id for task in plan.tasks if "市城管局" in task.roles.lead] == ["4"]


def test_counties_are_listed_where_the_document_says_all(desk: Desk) -> None:
    plan = desk.do("units", "collective", names=["乙县", "丙区", "乙县"], kind="county")
    assert [unit.name for unit in plan.units if unit.kind is UnitKind.COUNTY][-2:] == ["乙县", "丙区"]
    assert "collective" not in codes(plan)


def test_all_counties_are_the_counties_that_are_listed(desk: Desk) -> None:
    desk.do("roles", task=desk.task("2")["path"], roles={"丙区": "lead"})
    said = {"names": ["乙县", "丙区"], "kind": "county", "instead": "各县（市、区）人民政府"}
    plan = desk.do("units", "collective", **said)
    assert task_of(plan, "2").roles.support == ("财政局", "乙县")
    assert task_of(plan, "2").roles.lead == ("市水利局", "丙区")
    assert not [unit for unit in plan.units if unit.name.startswith("各")]


def test_two_names_are_one_unit(desk: Desk) -> None:
    plan = desk.do("one_unit", "unit_alike", gone="财政局", kept="市财政局")
    assert task_of(plan, "2").roles.support[0] == "市财政局"
    assert "财政局" not in [unit.name for unit in plan.units]


def test_one_unit_is_renamed_at_its_places_too(desk: Desk) -> None:
    text = desk.file.read_text(encoding="utf-8")
    quote = '            quote: "2026年9月底前"\n'
    text = text.replace(quote, f"            where: [其中乙县]\n{quote}")
    text = text.replace("units:\n", "units:\n  - {name: 其中乙县, kind: county}\n", 1)
    desk.file.write_text(text, encoding="utf-8")
    plan = desk.do("one_unit", gone="其中乙县", kept="乙县")
    assert milestone_of(plan, "2.1").where == ("乙县",)
    plan = desk.do("drop_unit", name="乙县")
    assert milestone_of(plan, "2.1").where == () and "乙县" not in [unit.name for unit in plan.units]


def test_a_unit_that_is_none_is_deleted_everywhere(desk: Desk) -> None:
    plan = desk.do("drop_unit", name="市水利局")
    assert all("市水利局" not in [*task.roles.lead, *task.roles.support] for task in plan.tasks)
    assert "市水利局" not in [unit.name for unit in plan.units]


def test_a_unit_of_which_the_plan_says_more_stays(desk: Desk) -> None:
    text = desk.file.read_text(encoding="utf-8")
    said = "{name: 市应急管理局, kind: department, group: 市直}"
    desk.file.write_text(text.replace("{name: 市应急管理局, kind: department}", said), encoding="utf-8")
    desk.do("roles", task=desk.task("5")["path"], roles={"市应急管理局": "none"})
    assert said in desk.file.read_text(encoding="utf-8")


def test_roles_in_lines_keep_their_remarks(desk: Desk) -> None:
    text = desk.file.read_text(encoding="utf-8")
    flow = "        roles: {lead: [市水利局], support: [财政局, 各县（市、区）人民政府]}\n"
    lines = "        roles:\n          lead: [市水利局]  # 已核\n          support: [财政局, 各县（市、区）人民政府]\n"
    assert flow in text
    desk.file.write_text(text.replace(flow, lines), encoding="utf-8")
    desk.do("roles", task=desk.task("2")["path"], roles={"财政局": "joint"})
    after = desk.file.read_text(encoding="utf-8")
    assert "          lead: [市水利局]  # 已核\n" in after and "          joint: [财政局]\n" in after


# ---- days


def test_a_day_turns_a_duty_that_was_asked_for_want_of_one_into_a_result(desk: Desk) -> None:
    milestone = next(one for one in rows(desk.task("1"), "milestones") if one["id"] == "1.2")
    task = desk.task("1")["path"]
    plan = desk.do("due", "no_day", task=task, milestone=milestone["path"], due="2026-06-30", every="")
    found = milestone_of(plan, "1.2")
    assert (str(found.due), found.every, found.every_inferred) == ("2026-06-30", None, False)


def test_a_rhythm_turns_a_result_into_a_duty(desk: Desk) -> None:
    milestone = rows(desk.task("5"), "milestones")[0]
    task = desk.task("5")["path"]
    plan = desk.do("due", task=task, milestone=milestone["path"], due="", every="quarter")
    assert (milestone_of(plan, "5.1").due, str(milestone_of(plan, "5.1").every)) == (None, "quarter")


def test_a_day_and_a_rhythm_are_two(desk: Desk) -> None:
    plan = desk.do("due", task=desk.task("4")["path"], milestone=None, due="2026-12-31", every="month")
    added = task_of(plan, "4").milestones[-2:]
    assert [(str(one.due or ""), str(one.every or "")) for one in added] == [
        ("2026-12-31", ""),
        ("", "month"),
    ]
    assert len({one.id for one in task_of(plan, "4").milestones}) == len(task_of(plan, "4").milestones)


def test_a_day_outside_all_tasks_is_a_goal_with_its_numbers(desk: Desk) -> None:
    before = len(desk.rows("goals"))
    question = desk.question("date_elsewhere")
    assert question["due"] == "2026-04-30"
    plan = desk.do("due", "date_elsewhere", task=None, text="4月底前建成泵站3座", due="2026-04-30", every="")
    assert str(plan.goals[before].due) == "2026-04-30"
    assert [(one.name, str(one.value)) for one in plan.goals[before].indicators] == [("泵站", "3")]


def test_the_period_is_set_and_a_term_outside_of_it_is_told(desk: Desk) -> None:
    plan = desk.do("period", "no_period", start="2026-01-01", end="2030-12-31")
    assert str(plan.end) == "2030-12-31"
    with pytest.raises(Invalid, match="2027"):
        desk.do("period", start="2026-01-01", end="2026-12-31")


def test_neither_a_day_nor_a_rhythm_is_no_answer(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk.do("due", "no_day", task=desk.task("1")["path"], milestone=None, due="", every="")
    assert desk.question("no_day")


def test_the_county_of_a_site_is_said(tmp_path: Path) -> None:
    file = tmp_path / "draft.yaml"
    text = TEXT.replace("建成泵站6座", "完成甲泰能源有限公司搬迁改造")
    file.write_text(imported(paper_of(text)).yaml, encoding="utf-8")
    draft = file.read_text(encoding="utf-8").replace("[甲泰能源有限公司]", "[甲泰能源有限公司, 乙泰站]")
    file.write_text(
        draft.replace("units:\n", "units:\n  - {name: 丙区, kind: county}\n", 1), encoding="utf-8"
    )
    review = DraftReview(file, paper_of(text).blocks, 0, ZH)
    for name in ("甲泰能源有限公司", "乙泰站"):
        state = review.state()
        task = next(one for one in rows(state, "tasks") if one["id"] == "2")
        milestone = rows(task, "milestones")[0]
        said = {"act": "county", "path": milestone["path"], "site": name, "county": "丙区"}
        review.act(str(state["version"]), said)
    found = milestone_of(read_plan(file, ZH), "2.1")
    assert (found.where, found.which_county) == (("丙区",), ())


# ---- numbers


def test_a_number_becomes_a_target_with_its_place_in_the_document(desk: Desk) -> None:
    fields = {
        "name": "检测管网",
        "kind": "target",
        "op": "=",
        "value": "320",
        "unit": "公里",
        "quote": "320公里",
    }
    plan = desk.do("number", "unclear_number", task=desk.task("1")["path"], fields=fields)
    found = task_of(plan, "1").indicators[-1]
    assert (found.name, str(found.value), found.unit, found.quote, found.line) == (
        "检测管网",
        "320",
        "公里",
        "320公里",
        5,
    )


def test_a_number_goes_to_the_goal_that_says_it(desk: Desk) -> None:
    fields = {"name": "细则", "kind": "target", "op": "=", "value": "1,200", "unit": "份"}
    fields |= {"quote": "制定细则", "line": "2"}
    plan = desk.do("number", task=None, fields=fields)
    assert [str(one.value) for one in plan.goals[1].indicators] == ["1200"]
    assert len(plan.goals[0].indicators) == 1


def test_a_number_of_no_task_goes_to_the_goal_of_its_line_or_a_new_one(desk: Desk) -> None:
    goals = len(desk.rows("goals"))
    fields = {"name": "满意度", "kind": "target", "op": ">=", "value": "92", "unit": "分", "line": "2"}
    plan = desk.do("number", task=None, fields=fields)
    assert len(plan.goals) == max(goals, 1)
    assert "满意度" in [one.name for goal in plan.goals for one in goal.indicators]
    plan = desk.do("number", task=None, fields=fields | {"name": "知晓率", "line": "1"})
    assert plan.goals[-1].text == "知晓率" and len(plan.goals) == max(goals, 1) + 1


# ---- tasks


def test_a_missing_item_is_added_at_its_place(desk: Desk) -> None:
    question = desk.question("number_gap")
    assert (question["missing"], question["phrase"]) == ("3", "")
    section = desk.rows("sections")[0]["path"]
    said = {"section": section, "number": "3", "title": "改造易涝点", "lead": "市城管局", "due": "2026-10-31"}
    plan = desk.do("task", "number_gap", **said)
    assert [task.id for task in plan.tasks] == ["1", "2", "3", "4", "5"]
    added = task_of(plan, "3")
    assert added.roles.lead == ("市城管局",) and str(added.milestones[0].due) == "2026-10-31"
    assert added.text == "改造易涝点"


def test_several_units_of_a_new_task_are_several(desk: Desk) -> None:
    section = desk.rows("sections")[0]["path"]
    plan = desk.do("task", section=section, number="3", title="标志", lead="市城管局、市气象局", due="")
    assert task_of(plan, "3").roles.lead == ("市城管局", "市气象局")


def test_a_number_that_is_taken_gets_an_id_of_its_own(desk: Desk) -> None:
    section = desk.rows("sections")[1]["path"]
    plan = desk.do("task", section=section, number="2", title="增设标志", lead="", due="")
    assert [task.id for task in plan.tasks] == ["1", "2", "4", "2-2", "5"]


def test_merging_takes_over_what_only_the_other_has(desk: Desk) -> None:
    gone, kept = desk.task("2")["path"], desk.task("1")["path"]
    before = [one.text for one in read_plan(desk.file, ZH).tasks[1].milestones]
    plan = desk.do("merge", gone=gone, kept=kept)
    task = task_of(plan, "1")
    assert [one.id for one in plan.tasks] == ["1", "4", "5"]
    assert set(before) <= {one.text for one in task.milestones}
    assert "市水利局" in task.roles.lead and "财政局" in task.roles.support
    assert {one.task for one in plan.demands if one.task} == {"1", "4", "5"}
    assert all(item.startswith(("1.", "4.", "5.", "G")) for one in plan.demands for item in one.by)


def test_a_task_is_merged_into_one_behind_it_in_its_section(desk: Desk) -> None:
    plan = desk.do("merge", "no_day", gone=desk.task("1")["path"], kept=desk.task("4")["path"])
    assert [one.id for one in plan.tasks] == ["2", "4", "5"]
    assert "2026年5月底前完成东片排查" in [one.text for one in task_of(plan, "4").milestones]
    assert "no_day" not in codes(plan) and {one.task for one in plan.demands if one.task} == {"2", "4", "5"}


def test_a_task_is_deleted_with_what_is_said_of_it(desk: Desk) -> None:
    plan = desk.do("remove", path=desk.task("5")["path"])
    assert [task.id for task in plan.tasks] == ["1", "2", "4"] and len(plan.sections) == 1
    assert "5" not in [one.task for one in plan.demands]


def test_the_last_task_of_a_plan_stays(desk: Desk) -> None:
    for id_ in ("5", "4", "2"):
        desk.do("remove", path=desk.task(id_)["path"])
    with pytest.raises(Refused, match=r"plan_review\.last_task"):
        desk.do("remove", path=desk.task("1")["path"])


def test_a_goal_is_deleted_and_the_demands_name_the_others_rightly(desk: Desk) -> None:
    desk.do("due", "date_elsewhere", task=None, text="上报方案", due="2026-04-30", every="")
    goals = desk.rows("goals")
    assert len(goals) > 1
    plan = desk.do("remove", path=goals[0]["path"])
    assert len(plan.goals) == len(goals) - 1
    assert [one.by for one in plan.demands if not one.task] == [(), ("G1",)]


def test_a_milestone_is_deleted_and_nobody_carries_its_demand(desk: Desk) -> None:
    plan = desk.do("remove", path=rows(desk.task("5"), "milestones")[0]["path"])
    assert [one.by for one in plan.demands if one.task == "5"] == [()]


def test_questions_that_name_a_task_or_its_day_are_about_it(desk: Desk) -> None:
    text = desk.file.read_text(encoding="utf-8")
    more = '  - {code: annex_differs, line: 1, about: "2.建设泵站：市水利局 / 市城管局"}\n'
    more += '  - {code: outside_period, line: 1, about: "2027-06-30"}\n'
    desk.file.write_text(text + more, encoding="utf-8")
    assert desk.question("annex_differs")["task"] == "2"
    assert desk.question("outside_period")["task"] == "5"


@pytest.mark.parametrize("quote", ["待定", "46300", "2026年6月底前", "3｜智慧排水平台｜市大数据局"])
def test_a_time_alone_is_no_words_of_a_milestone(desk: Desk, quote: str) -> None:
    source = PhraseSource(quote, "5")
    tree = parse(desk.file.read_text(encoding="utf-8"))
    edit = with_due(tree, ("sections", 0, "tasks", 2), None, "2026-06-30", "", source)
    ((_, row),) = edit.added
    assert isinstance(row, dict) and row["text"] == "清淤疏浚"


# ---- all at once


def test_the_rest_of_a_kind_is_answered_together_and_taken_back_together(desk: Desk) -> None:
    groups = [one["group"] for one in desk.rows("questions")]
    many = groups.count("of_units")
    assert many > 2
    desk.do("keep_group", group="of_units")
    assert len(desk.rows("questions")) == len(groups) - many
    desk.do("undo")
    assert len(desk.rows("questions")) == len(groups)


def test_a_draft_is_answered_to_its_end(desk: Desk) -> None:
    while asked := desk.rows("questions"):
        desk.do("keep", str(asked[0]["code"]))
    assert not codes(read_plan(desk.file, ZH))
    assert "questions" not in desk.file.read_text(encoding="utf-8").partition("\nid:")[2]


# ---- what an answer is offered


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("取缔占道摊点300余个", NumberOffered("取缔占道摊点", "=", "300", "个", "300余个")),
        ("群众满意度不低于92分", NumberOffered("群众满意度", ">=", "92", "分", "92分")),
        ("接入视频3000路", NumberOffered("接入视频", "=", "3000", "路", "3000路")),
        ("生产总值增长6%左右", NumberOffered("生产总值", "=", "6", "%", "增长6%左右")),
        ("断面为零", NumberOffered()),
        ("PM10控制在75以内", NumberOffered("PM10", "<=", "75", "", "75以内")),
        ("NO2、CO、O3）监测全覆盖", NumberOffered("监测覆盖率", "=", "100", "%", "监测全覆盖")),
        ("SO2、NO2", NumberOffered()),
    ],
)
def test_a_question_about_a_number_offers_what_it_holds(about: str, expected: NumberOffered) -> None:
    assert number_in(about) == expected


@pytest.mark.parametrize(
    ("code", "about", "expected"),
    [
        ("unread_clause", "由市水利局负责第1、2项", ["市水利局"]),
        ("unread_clause", "责任：老张、城管", ["老张", "城管"]),
        ("odd_name", "水务之友", ["水务之友"]),
        ("open_list", "市水利局清淤", ["市水利局"]),
        ("open_list", "清淤疏浚", []),
    ],
)
def test_the_units_that_the_words_name_are_offered(code: str, about: str, expected: list[str]) -> None:
    assert units_offered(code, about, ["市水利局", "水利局"]) == expected


@pytest.mark.parametrize(
    ("about", "due"),
    [
        ("2026年6月底前完成", "2026-06-30"),
        ("6月底前完成", "2026-06-30"),
        ("3月底前、9月底前各一次", ""),
        ("年中", ""),
    ],
)
def test_the_one_day_that_the_words_name_is_offered(about: str, due: str) -> None:
    assert due_in(about, 2026) == due


def rows(of: Json, name: str) -> list[Json]:
    found = of[name]
    assert isinstance(found, list)
    return found
