"""What was decided reaches the unit at once, with the reason, which each later reminder of that round repeats."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cards.card import Card
from bot.domain.assignment import State
from bot.domain.message import MessageKind
from tests.builders import City, buttons, city, small_plan

URBAN, OFFICE = "u02-liaison", "coordinator"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan()) as founded:
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-12-18", "10:00")
        yield founded


async def submitted(town: City) -> int:
    item = await town.milestone("1.1", "市城市管理局")
    await town.press_payload(URBAN, f"sub:{item.id}")
    return item.id


def outcomes(town: City, person: str = URBAN) -> list[Card]:
    return [m.card for m in town.pushed(person) if m.kind == MessageKind.OUTCOME]


async def test_a_return_in_words_reaches_the_unit_within_two_minutes_with_its_reason(town: City) -> None:
    await submitted(town)
    answer = await town.say(OFFICE, "退回1 缺少验收材料")
    assert "理由：缺少验收材料" in answer.lines
    await town.sleep_until("2023-12-18", "10:02")
    (told,) = outcomes(town)
    assert told.title.startswith("办理结果")
    assert "复核退回整改，整改期限12月31日" in told.text
    assert "理由：缺少验收材料" in told.text
    assert "反馈进展" in {one.text for one in buttons(told)}


async def test_each_reminder_of_the_round_repeats_the_reason_and_none_after_it(town: City) -> None:
    item = await submitted(town)
    await town.press_payload(OFFICE, f"rework:{item}:0")
    await town.press(OFFICE, "退回：与现场不符")
    before = len(town.pushed(URBAN))
    await town.sleep_until("2023-12-29", "10:00")
    reminders = [m.card.text for m in town.pushed(URBAN)[before:] if m.kind == MessageKind.DIGEST]
    assert reminders
    assert all("退回整改要求：与现场不符" in one for one in reminders)
    assert "退回整改要求：与现场不符" in (await town.press_payload(URBAN, f"card:{item}")).lines
    await town.press_payload(URBAN, f"sub:{item}")
    assert "退回整改要求" not in (await town.press_payload(URBAN, f"card:{item}")).text
    assert "与现场不符" in (await town.press_payload(URBAN, f"hist:{item}:0")).text


async def test_a_refused_extension_asks_for_its_reason_and_tells_it(town: City) -> None:
    item = await town.milestone("1.1", "市城市管理局")
    await town.say(URBAN, "/extend 1.1 1月31日前，设备到货推迟")
    asked = await town.say(OFFICE, "不同意延期")
    assert "请点选或写明不同意延期的理由" in asked.text
    await town.say(OFFICE, "年底前必须完成")
    await town.sleep_until("2023-12-18", "10:03")
    assert "延期申请未获同意，仍按12月31日" in outcomes(town)[0].text
    assert "理由：年底前必须完成" in outcomes(town)[0].text
    await town.sleep_until("2023-12-25", "10:00")
    assert "未同意延期的理由：年底前必须完成" in town.pushed(URBAN)[-1].card.text
    assert (await town.by_id(item.id)).extension is None


async def test_a_refusal_in_a_round_of_rework_does_not_hide_why_it_was_returned(town: City) -> None:
    await submitted(town)
    await town.say(OFFICE, "退回1 缺少验收材料")
    await town.say(URBAN, "/extend 1.1 1月31日前，验收人员不足")
    await town.say(OFFICE, "不同意延期，时限不作调整")
    await town.sleep_until("2023-12-25", "10:00")
    reminder = town.pushed(URBAN)[-1].card.text
    assert "退回整改要求：缺少验收材料" in reminder
    assert "未同意延期的理由：时限不作调整" in reminder


async def test_a_refused_decline_goes_back_with_its_reason(town: City) -> None:
    item = await town.milestone("1.1", "市城市管理局")
    await town.press_payload(URBAN, f"dec:{item.id}")
    await town.say(URBAN, "锅炉监管属市场监管部门职责")
    await town.say(OFFICE, "不同意退回，方案已明确由你局牵头")
    await town.sleep_until("2023-12-18", "10:03")
    assert "退回未获同意，请继续办理" in outcomes(town)[0].text
    assert "方案已明确由你局牵头" in outcomes(town)[0].text
    assert not (await town.by_id(item.id)).declined


async def test_a_chase_with_words_is_repeated_until_the_unit_answers(town: City) -> None:
    item = await town.milestone("1.1", "市城市管理局")
    await town.say(OFFICE, "催办1 请今天报数字")
    await town.sleep_until("2023-12-18", "10:03")
    assert outcomes(town)[0].title.startswith("催办通知")
    assert "催办要求：请今天报数字" in outcomes(town)[0].text
    await town.sleep_until("2023-12-25", "10:00")
    assert "催办要求：请今天报数字" in town.pushed(URBAN)[-1].card.text
    await town.press_payload(URBAN, f"say:{item.id}")
    await town.say(URBAN, "已完成80%")
    assert "催办要求" not in (await town.press_payload(URBAN, f"card:{item.id}")).text


async def test_what_is_decided_after_hours_goes_out_with_the_next_workdays_message_and_only_there(
    town: City,
) -> None:
    await submitted(town)
    await town.sleep_until("2023-12-22", "17:40")
    joint = await town.milestone("2.1", "市城市管理局")
    later = await town.press_payload(OFFICE, f"chase:{joint.id}")
    assert "现在不是工作时间，12月25日（周一）随当日消息发送" in later.text
    await town.say(OFFICE, "退回1 缺少验收材料")
    await town.sleep_until("2023-12-24", "23:00")
    assert outcomes(town) == []
    await town.sleep_until("2023-12-29", "10:00")
    told = [m for m in town.pushed(URBAN) if "复核退回整改" in m.card.text]
    assert [town.day(m) for m in told] == ["2023-12-25"]


async def test_several_decisions_of_one_minute_are_one_message(town: City) -> None:
    item = await submitted(town)
    joint = await town.milestone("2.1", "市城市管理局")
    await town.press_payload(OFFICE, f"pass:{item}:0")
    await town.press_payload(OFFICE, f"chase:{joint.id}")
    await town.sleep_until("2023-12-18", "10:05")
    (told,) = outcomes(town)
    assert set(told.assignments) == {item, joint.id}
    assert (await town.by_id(item)).state is State.CLOSED
