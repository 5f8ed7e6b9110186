"""The seed plan from February to November 2024, everybody answering: what each unit is asked for."""

import asyncio
from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any

from bot.domain.allocation import holders
from bot.domain.coverage import coverage
from bot.domain.plan import Every, UnitRole
from bot.planfile.demo import demo_people
from bot.simulate.rehearse import Script, rehearse, to_json
from tests.builders import SEED, ZH, calendar, ladders, seed_plan

START, END = date(2024, 2, 1), date(2024, 11, 30)
QUARTERS = {
    "2024-04-08",
    "2024-07-05",
    "2024-10-12",
}  # the fifth workday after each; 10-12 is a worked Saturday


@cache
def asked() -> dict[tuple[str, str], set[str]]:
    """(milestone, unit) → due days of the returns in which its liaison is asked for it."""
    people = demo_people(seed_plan(), ZH)
    document = SEED.read_text(encoding="utf-8")
    script = Script(seed_plan(), document, people, calendar(), ladders(), START, "good", seed=7)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    messages: Any = to_json(script, END, asyncio.run(rehearse(script, END)))["messages"]
    for message in messages:
        for item in message["assignments"] if message["to"]["role"] == "liaison" else ():
            if item["rung"] == "remind":
                found[item["milestone"], item["unit"]].add(item["due"])
    return found


def test_each_lead_unit_is_asked_about_each_of_its_undated_demands_once_a_quarter() -> None:
    carriers = {one.id for row in coverage(seed_plan()) for one in row.carriers if one.every is Every.QUARTER}
    owed = {
        (milestone.id, unit)
        for task in seed_plan().tasks
        for milestone in task.milestones
        for role, unit in holders(task, milestone)
        if role is not UnitRole.LOCAL and milestone.id in carriers
    }
    assert {len(asked()[one]) for one in owed} == {3}
    assert {due for one in owed for due in asked()[one]} == QUARTERS
    bureaus = {unit for _, unit in owed}
    assert (
        len(bureaus) == 15
        and {"市财政局", "市商务局", "市机关事务中心", "市邮政管理局", "市烟草公司"} <= bureaus
    )


def test_a_county_is_asked_for_its_own_plan_and_for_the_works_it_is_named_for() -> None:
    plans = [due for (milestone, _), due in asked().items() if milestone == "S1.1"]
    assert len(plans) == 17 and all(due == QUARTERS for due in plans)
    assert {milestone for milestone, unit in asked() if unit == "内乡县"} >= {
        "6.3",
        "20.4",
        "20.5",
        "20.local",
    }
    assert asked()["20.4", "内乡县"] == QUARTERS


def test_the_official_office_is_asked_for_official_cars_and_for_no_bus() -> None:
    assert {milestone for milestone, unit in asked() if unit == "市机关事务中心"} == {"10.3"}


def test_fireworks_are_asked_before_the_festivals_straw_in_its_seasons_and_coal_in_winter() -> None:
    assert asked()["24.2", "市公安局"] == {"2024-02-22"}  # 元宵节 is 02-24; the days before 春节 were over
    assert asked()["22.2", "市农业农村局"] == {"2024-06-17", "2024-10-25"}
    assert asked()["9.2", "市市场监管局"] == {"2024-03-07", "2024-04-08"}  # February and March
    assert {milestone for milestone, _ in asked() if milestone.startswith("24.")} == {
        "24.1",
        "24.2",
        "24.local",
    }
