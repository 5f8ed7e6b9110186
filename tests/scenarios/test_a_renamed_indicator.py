"""An indicator that a later version of the plan calls otherwise is the same one where its id says so."""

from pathlib import Path
from typing import Any

import pytest

from bot.context.ports import Attachment
from bot.domain.plan import Plan
from bot.planfile.diff import diff, diff_to_json
from bot.planfile.show import plan_to_json
from bot.planfile.yaml import load_plan
from bot.queries.summary import summarize
from tests.builders import SMALL, ZH, City, city

LEAD = "u02-liaison"
NUMBER = 'kind: target, op: ">=", value: 260, unit: 万千瓦, due: 2024-12-31'


def document(indicator: str) -> str:
    """The small plan with an indicator of its first task."""
    indicators = f"indicators: [{{{indicator}, {NUMBER}}}]\n        milestones:"
    return SMALL.replace("milestones:", indicators, 1)


def shown(plan: Plan) -> Any:
    """As `plan show --json` prints it."""
    return plan_to_json(plan, ZH)


def told_of(old: Plan, new: Plan) -> Any:
    """As `plan diff --json` prints it."""
    return diff_to_json(diff(old, new), ZH)


async def last_of(town: City) -> tuple[str, float | None]:
    summary = await summarize(town.store, await town.contexts.current(), town.now)
    (one,) = summary.indicators
    return one.indicator.name, float(one.last.level) if one.last else None


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("name: 风电装机", "name: 风力发电并网规模, id: 风电装机", 235),  # its former name
        ("name: 风电装机, id: wind", "name: 风力发电并网规模, id: wind", 235),
        ("name: 风电装机", "name: 风电装机, id: wind", 235),  # read before it had an id
        ("name: 风电装机", "name: 风力发电并网规模", None),  # nobody says that it is the same
    ],
)
async def test_its_readings_stay_with_it(before: str, after: str, kept: int | None, tmp_path: Path) -> None:
    plan = load_plan(document(before), "small.yaml", ZH)
    async with city(tmp_path, plan, start="2023-11-06", document=document(before)) as town:
        await town.go_live("2023-11-06")
        await town.sleep_until("2023-11-07", "10:00")
        await town.say(LEAD, "1 风电装机235万千瓦")
        assert await last_of(town) == ("风电装机", 235)
        revised = await town.revise(document(after))
        assert await last_of(town) == (revised.tasks[0].indicators[0].name, kept)


async def test_a_file_names_it_as_the_plan_now_does(tmp_path: Path) -> None:
    text = document("name: 风电并网, id: wind")
    async with city(tmp_path, load_plan(text, "small.yaml", ZH), start="2023-11-06", document=text) as town:
        rows = "日期,任务,指标,数值,单位\n2023/11/1,1,风电并网,21.3,亿瓦\n"  # a day as Excel writes it
        await town.say("coordinator", files=(Attachment("wind.csv", "text/csv", rows.encode()),))
        await town.press("coordinator", "导入")
        assert await last_of(town) == ("风电并网", 213)


def test_a_new_name_is_told_as_one_and_today_s_files_keep_their_version() -> None:
    old, new = (
        load_plan(document(one), "small.yaml", ZH)
        for one in ("name: 风电装机", "name: 风力发电并网规模, id: 风电装机")
    )
    told = told_of(old, new)
    assert [one["code"] for task in told["tasks"] for one in task["changes"]] == ["indicator_renamed"]
    assert shown(new)["sections"][0]["tasks"][0]["indicators"][0]["id"] == "风电装机"
    assert old.version == "d9bd5689b786"


def test_a_goal_worded_otherwise_is_the_same_one_where_its_id_says_so() -> None:
    goals = ("空气质量逐年改善", "细颗粒物浓度持续下降")
    old, new = (
        load_plan(
            SMALL.replace("sections:", f"goals: [{{text: {one}, id: air}}]\nsections:", 1), "small.yaml", ZH
        )
        for one in goals
    )
    told = told_of(old, new)
    assert [one["code"] for one in told["goals"]] == ["goal_renamed"]
    assert shown(new)["goals"][0]["id"] == "air"
