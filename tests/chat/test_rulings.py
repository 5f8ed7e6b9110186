"""Rulings of the coordinator: who sums up, which county, how often — by buttons and in words, with what follows."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cards.callback_data import unit_code
from bot.domain.assignment import State
from bot.planfile.demo import demo_people
from bot.planfile.yaml import load_plan
from tests.builders import SMALL, ZH, City, buttons, city

PLAN = SMALL.replace(
    'roles: {lead: [市城市管理局], support: [市生态环境局]}\n        milestones:',
    'roles: {lead: [市城市管理局], support: [市生态环境局]}\n        milestones:\n'
    '          - {id: "1.2", text: 东厂锅炉改造完成, due: 2024-03-31, which_county: [东方锅炉厂], '
    "quote: 2024年3月底前, line: 2}",
)  # fmt: skip
URBAN, TOBACCO, EAST = "u02-liaison", "u03-liaison", "c01-liaison"


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[City]:
    plan = load_plan(PLAN, "small.yaml", ZH)
    async with city(tmp_path, plan, demo_people(plan, ZH)) as founded:
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-12-19", "10:00")
        yield founded


async def test_the_unit_that_sums_up_is_named_by_a_tap_from_the_inbox(there: City) -> None:
    await there.say("coordinator", "/inbox")
    await there.press("coordinator", "未写明牵头单位的任务")
    asked = await there.press("coordinator", "1")
    assert "第2项“扬尘治理”由哪个单位汇总？" in asked.title
    assert [one.text for one in buttons(asked)][:3] == ["1", "2", "3"]
    card = await there.press("coordinator", "2")
    assert card.title == "已明确：第2项由市城市管理局汇总"
    context = await there.contexts.current()
    assert context.plan.task["2"].roles.leads == ("市城市管理局",)
    assert context.as_written.task["2"].roles.leads == ()
    assert "未写明牵头单位" not in (await there.say("coordinator", "/inbox")).text
    await there.sleep_until("2023-12-20", "10:00")
    assert "由市城市管理局汇总。请汇总各责任单位进展" in there.pushed(URBAN)[-1].card.text
    assert "由市城市管理局汇总，市烟草公司原有责任不变" in there.pushed(TOBACCO)[-1].card.text


@pytest.mark.parametrize(
    "words",
    ["2由城管局汇总", "第2项由市城市管理局汇总，扬尘归其主管", "2 汇总单位为城管局", "第2项由城管局牵头"],
)
async def test_the_unit_that_sums_up_is_named_in_words(there: City, words: str) -> None:
    card = await there.say("coordinator", words)
    assert "已明确：第2项由市城市管理局汇总" in card.text
    shown = await there.say("coordinator", "/summary 2")
    assert "裁定：第2项由市城市管理局汇总" in shown.text
    assert ("扬尘归其主管" in shown.text) is ("主管" in words)


async def test_who_sums_up_reviews_the_counties_and_sees_the_others(there: City) -> None:
    await there.say("coordinator", "2由城管局汇总")
    a = await there.milestone("2.1", "东县")
    await there.press_payload(EAST, f"sub:{a.id}")
    assert (await there.by_id(a.id)).holder == "市城市管理局"
    card = await there.press_payload(URBAN, f"pass:{a.id}:0")
    assert card.title.startswith("已复核通过"), card.text
    others = await there.milestone("2.1", "市烟草公司")
    shown = await there.press_payload(URBAN, f"card:{others.id}")
    assert "市烟草公司" in shown.text
    refused = await there.say("coordinator", "/undo")
    assert "市城市管理局联络员" in refused.text  # who acted on it
    history = await there.press_payload("coordinator", f"hist:{others.id}:0")
    assert "明确第2项由市城市管理局汇总" in history.text


async def test_a_named_work_gets_its_county_and_the_county_its_item(there: City) -> None:
    await there.say("coordinator", "/inbox")
    await there.press("coordinator", "未写明所在县区的项目")
    asked = await there.press("coordinator", "1")
    assert "“东方锅炉厂”（第1项）在哪个县区？" in asked.title
    card = await there.say("coordinator", "西县")
    assert "已明确：第1项“东方锅炉厂”由西县承担属地责任" in card.text
    a = await there.milestone("1.2", "西县")
    assert a.state is State.OPEN
    assert a.due.isoformat() == "2024-03-31"
    await there.sleep_until("2023-12-20", "10:00")
    assert "第1项“东方锅炉厂”由西县承担属地责任，已列入在办事项" in there.pushed("c02-liaison")[-1].card.text
    why = await there.press_payload("c02-liaison", f"why:{a.id}")
    assert "裁定：第1项“东方锅炉厂”由西县承担属地责任（12月19日" in why.text


async def test_another_county_takes_the_place_and_undo_gives_it_back(there: City) -> None:
    await there.say("coordinator", "第1项在东县")
    await there.say("coordinator", "东方锅炉厂在西县")
    assert (await there.milestone("1.2", "东县")).dropped
    assert not (await there.milestone("1.2", "西县")).dropped
    assert "已撤销该项裁定" in (await there.say("coordinator", "/undo")).text
    assert not (await there.milestone("1.2", "东县")).dropped
    assert (await there.milestone("1.2", "西县")).dropped


async def test_a_rhythm_changes_the_periods_opened_from_then_on(there: City) -> None:
    card = await there.say("coordinator", "3改为按月报")
    assert "已明确：第3项按月报送" in card.text, card.text
    await there.sleep_until("2024-02-20", "10:00")
    rows = await there.assignments(task="3", unit="市生态环境局")
    assert [a.period for a in rows] == ["2023-Q4", "2024-01", "2024-02"]
    assert not any(a.dropped for a in rows)
    await there.say("coordinator", "第3项恢复按季报送")
    await there.sleep_until("2024-05-20", "10:00")
    rows = await there.assignments(task="3", unit="市生态环境局")
    assert [a.period for a in rows] == ["2023-Q4", "2024-01", "2024-02", "2024-Q1", "2024-Q2"]


async def test_a_later_version_of_the_plan_that_says_it_itself_takes_the_place_of_the_ruling(
    there: City,
) -> None:
    await there.say("coordinator", "2由城管局汇总")
    await there.revise(
        PLAN.replace("{joint: [市生态环境局, 市城市管理局,", "{lead: [市生态环境局], joint: [市城市管理局,")
    )
    context = await there.contexts.current()
    assert context.plan.task["2"].roles.leads == ("市生态环境局",)
    assert "裁定" not in (await there.say("coordinator", "/summary 2")).text


async def test_only_the_coordinator_rules(there: City) -> None:
    code, west = unit_code("市城市管理局"), unit_code("西县")
    payloads = (
        "sumup:2:0", f"sumis:2:{code}:1", "where:1.2:0:0", f"lies:1.2:0:{west}", "rhythm:3", "every:3:month:1",
    )  # fmt: skip
    for person in ("leader", "reviewer", URBAN, EAST, "u02-head"):
        for payload in payloads:
            await there.press_payload(person, payload)
        for words in ("2由城管局汇总", "第1项在西县", "3改为按月报"):
            await there.say(person, words)
    assert (await there.contexts.current()).ruled == 0


async def test_a_ruling_that_departs_from_the_plan_is_confirmed_and_keeps_its_reason(there: City) -> None:
    asked = await there.say("coordinator", "2由市生态环境局汇总，其负责扬尘")
    assert asked.title.startswith("已明确"), asked.text  # one of the task's own units
    asked = await there.say("coordinator", "3由城管局汇总")
    assert "方案已明确第3项由市生态环境局牵头" in asked.text
    await there.say("coordinator", "/undo")
    plan = (await there.contexts.current()).plan
    assert plan.task["2"].roles.leads == ()


async def test_a_unit_without_a_part_in_the_task_is_named_after_a_confirmation(tmp_path: Path) -> None:
    more = PLAN.replace("  - {name: 东县,", "  - {name: 市财政局, kind: department}\n  - {name: 东县,", 1)
    plan = load_plan(more, "small.yaml", ZH)
    async with city(tmp_path, plan, demo_people(plan, ZH)) as there:
        await there.go_live("2023-11-01")
        await there.sleep_until("2023-12-19", "10:00")
        asked = await there.say("coordinator", "2由财政局汇总，资金归其管理")
        assert "方案未将市财政局列为第2项责任单位" in asked.text
        card = await there.say("coordinator", "确认")
        assert "已明确：第2项由市财政局汇总" in card.text
        assert "理由：资金归其管理" in card.text
        assert (await there.milestone("2.1", "市财政局")).state is State.OPEN
        shown = await there.say("coordinator", "/summary 2")
        assert "理由：资金归其管理" in shown.text


async def test_only_those_who_were_told_of_a_ruling_get_the_correction(there: City) -> None:
    """The unit that is named hears at once, the others with the next day's message."""
    await there.say("coordinator", "2由城管局汇总")
    await there.sleep_until("2023-12-19", "10:20")
    assert "由市城市管理局汇总。请汇总" in there.pushed(URBAN)[-1].card.text
    heard = len(there.pushed(TOBACCO))
    await there.say("coordinator", "/undo")
    await there.sleep_until("2023-12-19", "10:30")
    assert "更正：“第2项由市城市管理局汇总”已撤销" in there.pushed(URBAN)[-1].card.text
    await there.sleep_until("2023-12-20", "10:00")
    assert not any("汇总" in m.card.text for m in there.pushed(TOBACCO)[heard:])
