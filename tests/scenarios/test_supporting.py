"""A supporting unit sees what it supports and is heard; the lead asks all of them in one act, and sees which counties
are missing."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.builders import City, city, small_plan

ECOLOGY, URBAN, TOBACCO, EAST = "u01-liaison", "u02-liaison", "u03-liaison", "c01-liaison"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan(), start="2023-10-31") as founded:
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-12-18", "10:00")
        yield founded


async def test_tasks_and_summary_show_what_a_unit_supports(town: City) -> None:
    tasks = await town.say(ECOLOGY, "/tasks")
    assert tasks.title.endswith("配合任务1项")
    line = "🟡第1项 锅炉治理（牵头：市城市管理局，12月31日）"
    assert f"3. 配合 {line}" in tasks.lines
    assert f"· {line}" in (await town.say(ECOLOGY, "/summary 市生态环境局")).lines
    card = await town.press(ECOLOGY, "3")
    assert card.title == "配合任务：第1项 锅炉治理"
    assert "本单位尚未反馈配合情况。" in card.lines


async def test_one_act_asks_each_supporter_once_and_the_answer_comes_at_once(town: City) -> None:
    asked = await town.say(URBAN, "请配合单位反馈1")
    assert "已询问：市生态环境局" in asked.lines
    await town.sleep_until("2023-12-18", "10:05")
    question = town.pushed(ECOLOGY)[-1]
    assert "市城市管理局请市生态环境局反馈第1项“锅炉治理”的配合情况" in question.card.text
    answer = await town.say(ECOLOGY, "已完成锅炉监测12台")
    assert "已转牵头单位（市城市管理局联络员）。" in answer.lines
    await town.sleep_until("2023-12-18", "10:10")
    assert "· 市生态环境局（第1项）：已完成锅炉监测12台" in town.pushed(URBAN)[-1].card.lines
    card = await town.say(URBAN, "第1项")
    assert "配合单位：市生态环境局（已反馈）" in card.lines
    again = await town.say(URBAN, "催配合单位1")
    assert "今天已请配合单位反馈" in again.text


async def test_a_reply_to_the_question_is_the_answer_whatever_came_since(town: City) -> None:
    await town.say(URBAN, "请配合单位反馈1")
    await town.sleep_until("2023-12-18", "10:05")
    question = town.pushed(ECOLOGY)[-1]
    await town.say(ECOLOGY, "/tasks")
    card = await town.say(ECOLOGY, "下周一起去现场", reply_to=question.message_id)
    assert card.title == "已记录配合情况：第1项 锅炉治理"


async def test_words_after_the_question_that_name_another_item_are_about_that(town: City) -> None:
    await town.say(URBAN, "请配合单位反馈1")
    await town.sleep_until("2023-12-18", "10:05")
    card = await town.say(ECOLOGY, "2 已联网60%")
    assert card.title.startswith("已记录：第2项")


async def test_nothing_new_is_one_tap_and_outside_working_hours_the_question_waits(town: City) -> None:
    await town.sleep_until("2023-12-18", "18:00")
    await town.say(URBAN, "请配合单位反馈1")
    await town.sleep_until("2023-12-18", "20:00")
    assert "配合情况" not in town.pushed(ECOLOGY)[-1].card.text
    await town.sleep_until("2023-12-19", "09:30")
    card = await town.press(ECOLOGY, "无新情况")
    assert "内容：暂无新的配合情况" in card.lines


async def test_an_unasked_note_is_in_the_leads_next_message_unless_it_is_taken_back(town: City) -> None:
    await town.say(ECOLOGY, "1 锅炉监测已安排")
    await town.sleep_until("2023-12-18", "17:00")
    assert "配合情况" not in town.pushed(URBAN)[-1].card.text
    await town.sleep_until("2023-12-19", "09:30")
    assert "· 市生态环境局（第1项）：锅炉监测已安排" in town.pushed(URBAN)[-1].card.lines
    await town.say(ECOLOGY, "1 又安排了一次")
    await town.say(ECOLOGY, "撤销")
    await town.sleep_until("2023-12-20", "09:30")
    assert "又安排了一次" not in town.pushed(URBAN)[-1].card.text


async def test_only_the_lead_and_the_coordinator_ask(town: City) -> None:
    assert "只有牵头单位和" in (await town.say(TOBACCO, "请配合单位反馈1")).text
    assert "没有为该项任务列配合单位" in (await town.say(ECOLOGY, "请配合单位反馈3")).text
    assert "方案中没有编号" in (await town.say(URBAN, "请配合单位反馈99")).text
    assert "只有牵头单位" in (await town.say(EAST, "请配合单位反馈")).text
    assert "已询问：市生态环境局" in (await town.say("coordinator", "请配合单位反馈1")).lines


async def test_asking_is_not_undone_for_it_was_told(town: City) -> None:
    await town.say(URBAN, "请配合单位反馈")
    assert "已通知对方，不能撤销" in (await town.say(URBAN, "撤销")).text


async def test_a_lead_sees_which_counties_are_missing(town: City) -> None:
    card = await town.say(URBAN, "1还差哪些县")
    assert card.title == "第1项 锅炉治理：还差2个县区（共2个）"
    assert card.lines == ("一组：东县、西县",)
    await town.say(EAST, "1 已淘汰12台")
    assert (await town.say(URBAN, "1哪些县没报")).lines == ("一组：西县",)
    assert "第1项 锅炉治理：1个县区未反馈（西县）" in (await town.say(URBAN, "哪些县没报")).text
    assert "没有需要县区反馈的内容" in (await town.say("coordinator", "2还差哪些县")).text


async def test_the_reviewer_reads_what_the_supporters_said(town: City) -> None:
    await town.say(ECOLOGY, "1 锅炉监测已完成12台")
    await town.say(URBAN, "1 全部完成，验收通过")
    await town.press(URBAN, "提交复核")
    await town.say("coordinator", "/inbox")
    assert "配合情况：市生态环境局“锅炉监测已完成12台”" in (await town.press("coordinator", "待复核")).text


async def test_thanks_between_question_and_answer_and_a_correction_after_it(town: City) -> None:
    await town.say(URBAN, "请配合单位反馈1")
    await town.sleep_until("2023-12-18", "10:05")
    await town.say(ECOLOGY, "收到")
    assert (await town.say(ECOLOGY, "下周一起去现场")).title == "已记录配合情况：第1项 锅炉治理"
    assert (await town.say(ECOLOGY, "改成下周二")).title == "已记录配合情况：第1项 锅炉治理"


async def test_the_lead_asks_who_has_answered_and_chases_the_silent(town: City) -> None:
    card = await town.say(URBAN, "1配合单位反馈了吗")
    assert card.title == "第1项 锅炉治理：配合单位1家，已反馈0家"
    assert "未反馈：市生态环境局" in card.lines
    await town.say(ECOLOGY, "1 监测已安排")
    assert "监测已安排" in (await town.say("coordinator", "1哪些配合单位没反馈")).text
    assert "已询问：市生态环境局" in (await town.say(URBAN, "催一下没反馈的配合单位1")).lines


async def test_what_a_unit_supports_is_asked_in_words(town: City) -> None:
    assert "配合任务1项" in (await town.say(ECOLOGY, "配合任务有哪些")).title
