"""Risk is not buried: it reaches lead or coordinator in the next message, and is asked about once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.builders import City, city, small_plan

URBAN, EAST, ECOLOGY = "u02-liaison", "c01-liaison", "u01-liaison"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan(), start="2023-10-31") as founded:
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-12-18", "10:00")
        yield founded


def heard(town: City, person: str) -> str:
    return town.pushed(person)[-1].card.text


async def test_a_departments_blocker_is_in_the_coordinators_next_message(town: City) -> None:
    card = await town.say(URBAN, "资金没到位，进度慢")
    assert "请补充：上述问题何时解决？" in card.lines
    await town.sleep_until("2023-12-19", "09:30")
    assert "⚠ 风险提示1项：" in heard(town, "coordinator")
    assert "⚠存在困难问题——“资金没到位，进度慢”" in heard(town, "coordinator")


async def test_a_countys_blocker_is_in_the_leads_next_message(town: City) -> None:
    await town.say(EAST, "1 卡在征地上，还没谈下来")
    await town.sleep_until("2023-12-19", "09:30")
    assert "燃煤锅炉全部淘汰（东县）：⚠存在困难问题" in heard(town, URBAN)
    assert all("风险提示" not in m.card.text for m in town.pushed("coordinator"))
    shown = await town.say(URBAN, "有什么风险")
    assert "东县" in shown.text


async def test_what_was_answered_before_the_message_went_out_is_told_to_nobody(town: City) -> None:
    await town.say(URBAN, "资金没到位，进度慢")
    answer = await town.say(URBAN, "12月20日前拨付")
    assert "预计解决时间：12月20日（周三）" in answer.lines
    await town.sleep_until("2023-12-19", "09:30")
    assert all("风险提示" not in m.card.text for m in town.pushed("coordinator"))
    assert (await town.say("coordinator", "有什么风险")).title == "目前各单位未反映风险。"


async def test_the_mark_stands_on_card_history_and_summary_until_it_is_cleared(town: City) -> None:
    await town.say(URBAN, "资金没到位，进度慢")
    card = await town.press(URBAN, "详情")
    assert "⚠ 风险：存在困难问题（资金没到位，进度慢）" in card.lines
    assert any("反馈进展" in line and "⚠存在困难问题" in line for line in card.lines)
    assert "⚠ 风险1项" in (await town.say("coordinator", "/summary")).lines
    await town.say(URBAN, "1 资金已到位，完成80%")
    assert "⚠ 风险1项" not in (await town.say("coordinator", "/summary")).lines


async def test_nearly_done_stands_in_the_reviewers_row(town: City) -> None:
    await town.say(URBAN, "1 基本完成")
    await town.press(URBAN, "提交复核")
    shown = await town.say("coordinator", "/inbox")
    shown = await town.press("coordinator", "待复核")
    assert "⚠“基本完成”，未列明未完成部分" in shown.text


async def test_undo_takes_the_mark_back(town: City) -> None:
    await town.say(URBAN, "资金没到位，进度慢")
    await town.say(URBAN, "撤销")
    assert (await town.say("coordinator", "/risks")).title == "目前各单位未反映风险。"
    await town.sleep_until("2023-12-19", "09:30")
    assert all("风险提示" not in m.card.text for m in town.pushed("coordinator"))


async def test_a_promise_too_late_offers_a_new_date_which_takes_its_place(town: City) -> None:
    card = await town.say(URBAN, "1 要到明年2月才能完成")
    assert "请补充：时限内不能完成的，能否申请调整时限？" in card.lines
    await town.press(URBAN, "申请延期")
    await town.say(URBAN, "2024年2月29日，设备到货晚")
    assert (await town.say("coordinator", "/risks")).title == "目前各单位未反映风险。"


async def test_no_change_in_the_next_return_leaves_the_risk_of_the_last(town: City) -> None:
    await town.sleep_until("2024-01-03", "10:00")
    await town.say(ECOLOGY, "3 经费没拨下来")
    await town.sleep_until("2024-04-02", "10:00")
    await town.say(ECOLOGY, "无变化")
    assert "存在困难问题" in (await town.say("coordinator", "/risks")).text
    await town.say(ECOLOGY, "3 经费已拨付，巡查照常开展")
    assert (await town.say("coordinator", "/risks")).title == "目前各单位未反映风险。"


async def test_the_words_that_told_of_it_are_quoted_whatever_was_said_since(town: City) -> None:
    await town.say(URBAN, "1 资金没到位，月底完不成")
    card = await town.say(URBAN, "不知道")
    assert not any("请补充" in line for line in card.lines)
    await town.sleep_until("2023-12-19", "09:30")
    assert "——“1 资金没到位，月底完不成”" in heard(town, "coordinator")
    shown = await town.press_payload(
        "coordinator", f"card:{(await town.milestone('1.1', '市城市管理局')).id}"
    )
    assert any("（1 资金没到位，月底完不成）" in line for line in shown.lines)


async def test_a_day_that_will_be_missed_is_no_promise(town: City) -> None:
    card = await town.say(URBAN, "1 12月31日前完不成")
    assert not any("预计完成时间" in line for line in card.lines)
    assert "请补充：时限内不能完成的，能否申请调整时限？" in card.lines
