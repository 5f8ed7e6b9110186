"""`plan show --json`: the shape that scripts and the importer's users rely on; and the schema for editors."""

import json

from bot.domain.coverage import coverage, indicators_measured
from bot.domain.lists.work_list import WorkList
from bot.domain.plan import Strength
from bot.planfile.schema import PlanRow
from bot.planfile.show import coverage_to_json, plan_to_json
from bot.planfile.yaml import load_plan, plan_schema
from tests.planfile.files import EN, ZH, seed, small_with

SHOWN = json.loads(json.dumps(plan_to_json(seed(), ZH)))
TASKS = {task["id"]: task for section in SHOWN["sections"] for task in section["tasks"]}


def test_every_part_has_the_keys_of_the_design() -> None:
    assert list(SHOWN) == [
        "title",
        "status",
        "period",
        "units",
        "goals",
        "sections",
        "safeguards",
        "findings",
    ]
    assert SHOWN["period"] == {"start": "2023-01-01", "end": "2025-12-31"}
    assert {tuple(unit) for unit in SHOWN["units"]} == {("name", "kind")}
    assert {tuple(goal) for goal in SHOWN["goals"]} == {
        ("scope", "text", "due", "strength", "indicators", "id")
    }
    assert {tuple(task) for task in TASKS.values()} == {
        ("id", "number", "title", "roles", "milestones", "indicators")
    }
    assert {tuple(one) for one in SHOWN["safeguards"]} == {tuple(task) for task in TASKS.values()}
    assert {tuple(finding) for finding in SHOWN["findings"]} == {("level", "code", "line", "message")}


def test_a_milestone_is_shown_whole() -> None:
    assert TASKS["13"]["milestones"][2] == {
        "id": "13.3",
        "kind": "result",
        "text": "钢铁、水泥、焦化企业清洁运输改造完成",
        "due": "2025-09-30",
        "every": None,
        "inferred": False,
        "strength": "must",
        "where": [],
        "quote": "2025年9月底前",
    }


def test_the_coverage_says_of_each_demand_who_carries_it() -> None:
    kilns = WorkList("13-1", "水泥企业", "13", "13.2", None, ())
    n = indicators_measured(seed())
    shown = json.loads(json.dumps(coverage_to_json(coverage(seed(), [kilns]), n, 1)))
    assert list(shown) == ["demands", "uncarried", "indicators", "lists"] and shown["uncarried"] == 0
    thresholds = sum(one["kind"] == "threshold" for task in TASKS.values() for one in task["indicators"])
    of_tasks = sum(len(task["indicators"]) for task in TASKS.values())
    of_goals = sum(len(goal.indicators) for goal in seed().goals)
    assert n == of_tasks - thresholds + of_goals and thresholds
    listed = [row["quote"] for row in shown["demands"] if row["lists"] == ["13-1"]]
    assert listed == ["水泥有组织和无组织超低排放改造"]
    by_quote = {(row["line"], row["quote"]): row for row in shown["demands"]}
    assert by_quote[24, "新购买公务用车基本实现新能源化"] == {
        "line": 24,
        "quote": "新购买公务用车基本实现新能源化",
        "task": "10",
        "carried_by": ["10.3"],
        "asked_of": ["市机关事务中心"],
        "every": "quarter",
        "due": None,
        "lists": [],
    }
    plan = by_quote[51, "空气质量改善方案"]
    assert (plan["task"], plan["carried_by"], len(plan["asked_of"])) == (None, ["S1.1"], 17)
    assert by_quote[10, "邓州市实现环境空气质量二级达标"]["asked_of"] == ["邓州市"]
    assert by_quote[28, "南阳汉冶特钢有限公司"]["due"] == "2023-12-31"


def test_a_demand_that_nobody_carries_is_a_finding() -> None:
    plan = load_plan(
        small_with("source: ", 'demands: [{line: 3, quote: 甲要求, task: "1", by: []}]\nsource: '), "p", ZH
    )
    (left,) = [f for f in plan_to_json(plan, ZH)["findings"] if f["code"] == "uncarried"]  # type: ignore[attr-defined]
    assert left["line"] == 3 and left["message"].startswith("“甲要求”")
    assert coverage_to_json(coverage(plan), 0, 0)["uncarried"] == 1


def test_numbers_are_numbers() -> None:
    assert TASKS["5"]["indicators"][0]["value"] == 260
    assert [i["value"] for goal in SHOWN["goals"] for i in goal["indicators"]] == [76.5, 0.8]
    assert TASKS["11"]["indicators"][2]["direction"] == "decrease"


def test_units_are_named_in_full() -> None:
    assert TASKS["3"]["roles"]["support"] == ["市交通运输局", "中国铁路郑州局集团有限公司南阳车务段"]
    assert len(TASKS["3"]["roles"]["local"]) == 17


def test_findings_speak_the_readers_language() -> None:
    english = plan_to_json(seed(), EN)["findings"]
    assert isinstance(english, list)
    (lead,) = [f["message"] for f in SHOWN["findings"] if f["code"] == "no_lead" and f["line"] == 21]
    assert lead == "任务8（持续推进农用领域清洁能源替代）没有明确牵头单位，需指定汇总单位"
    assert [f["message"] for f in english if f["code"] == "no_lead"][2].startswith("task 8 ")
    assert len(english) == len(SHOWN["findings"])


def test_the_schema_names_every_key_and_choice() -> None:
    schema = json.loads(json.dumps(plan_schema()))
    assert set(schema["properties"]) == set(PlanRow.model_fields)
    assert schema["$defs"]["Strength"]["enum"] == [strength.value for strength in Strength]
    assert schema["$defs"]["IndicatorRow"]["properties"]["op"]["enum"] == [">=", "<=", "=", "<", ">"]
    assert all(
        part.get("additionalProperties") is False for part in schema["$defs"].values() if "properties" in part
    )
