"""投诉建议: anybody bound writes one, it reaches who answers at once and is listed until it is answered."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.engine.verify import verify
from tests.builders import City, city, small_plan

EAST, URBAN = "c01-liaison", "u02-liaison"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan(), start="2023-10-31") as founded:
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-12-18", "10:00")
        yield founded


async def test_it_reaches_the_coordinator_at_once_and_the_answer_goes_back_at_once(town: City) -> None:
    card = await town.say(EAST, "建议：提醒改为每周一次")
    assert card.title == "已受理：建议（第1件）"
    assert "办理人会看到您的姓名。" in card.lines
    await town.sleep_until("2023-12-18", "10:05")
    told = town.pushed("coordinator")[-1]
    assert "建议（第1件），东县联络员：“提醒改为每周一次”" in told.card.text
    assert "投诉建议：1项" in (await town.say("coordinator", "/inbox")).text
    answered = await town.say("coordinator", "已改为每周一次", reply_to=told.message_id)
    assert answered.title == "已答复建议（第1件），并告知东县联络员。"
    await town.sleep_until("2023-12-18", "10:10")
    assert "您的建议（第1件）已答复：已改为每周一次" in town.pushed(EAST)[-1].card.text
    assert "投诉建议" not in (await town.say("coordinator", "/inbox")).text
    assert "答复：已改为每周一次" in (await town.say(EAST, "投诉建议")).text


async def test_one_about_the_office_itself_goes_to_the_reviewer_alone(town: City) -> None:
    card = await town.say(EAST, "投诉（回避）：办公室反复要求报同一张表")
    assert any("复核人" in line for line in card.lines)
    await town.sleep_until("2023-12-18", "10:05")
    assert all("同一张表" not in m.card.text for m in town.pushed("coordinator"))
    assert "同一张表" in town.pushed("reviewer")[-1].card.text
    assert "投诉建议" not in (await town.say("coordinator", "/inbox")).text
    assert "无权查看" in (await town.press_payload("coordinator", "cmpl:1")).text
    assert "同一张表" in (await town.press_payload("reviewer", "cmpl:1")).text


async def test_at_night_it_waits_for_the_morning_and_may_be_withdrawn_until_answered(town: City) -> None:
    await town.sleep_until("2023-12-18", "21:00")
    await town.say(EAST, "我要投诉：每天都催")
    assert (await town.say(EAST, "撤销")).title == "已撤回投诉建议"
    await town.sleep_until("2023-12-19", "12:00")
    assert all("每天都催" not in m.card.text for m in town.pushed("coordinator"))
    assert "投诉建议" not in (await town.say("coordinator", "/inbox")).text


async def test_words_after_the_command_are_one_and_a_report_that_begins_alike_is_none(town: City) -> None:
    assert "国办函〔2026〕12号" in (await town.say(EAST, "/complain")).title
    assert (await town.say(EAST, "短信太多了")).title == "已受理：意见（第1件）"
    assert (await town.say(URBAN, "投诉 你们天天催")).title == "已受理：投诉（第2件）"
    assert (await town.say(URBAN, "有个建议：少发短信")).title == "已受理：建议（第3件）"
    assert (await town.say(URBAN, "1 建议企业淘汰锅炉，完成60%")).title.startswith("已记录：第1项")


async def test_a_coordinators_own_goes_to_the_reviewer(town: City) -> None:
    await town.say("coordinator", "投诉：县区报送不及时")
    await town.sleep_until("2023-12-18", "10:05")
    assert "县区报送不及时" in town.pushed("reviewer")[-1].card.text


async def test_complaints_are_sealed_as_every_event_is(town: City) -> None:
    await town.say(EAST, "建议：提醒改为每周一次")
    await town.say("coordinator", "答复1：已改")
    await town.sleep_until("2023-12-19", "10:00")
    assert (await verify(town.store, town.calendar, town.now)).discrepancies == ()
