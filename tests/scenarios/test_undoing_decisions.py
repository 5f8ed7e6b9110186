"""Officials may err: a decision is undone within half an hour, unless somebody has acted on it since."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.actions.undo import undo
from bot.cards.card import Card
from bot.domain.assignment import Assignment, State
from bot.domain.errors import Refused
from bot.domain.message import MessageKind
from tests.builders import City, busy_plan, buttons, city, small_plan

URBAN, OFFICE = "u02-liaison", "coordinator"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan()) as founded:
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-12-18", "10:05")
        yield founded


async def lead(town: City) -> Assignment:
    return await town.milestone("1.1", "市城市管理局")


async def submitted(town: City) -> Assignment:
    await town.press_payload(URBAN, f"sub:{(await lead(town)).id}")
    return await lead(town)


def outcomes(town: City, person: str = URBAN) -> list[Card]:
    return [m.card for m in town.pushed(person) if m.kind == MessageKind.OUTCOME]


async def test_a_pass_that_was_told_is_undone_and_whoever_was_told_gets_the_correction(town: City) -> None:
    before = await submitted(town)
    await town.press_payload(OFFICE, f"pass:{before.id}:0")
    await town.sleep_until("2023-12-18", "10:20")
    assert "复核通过，已销号" in outcomes(town)[0].text
    undone = await town.press(OFFICE, "撤销")
    assert undone.title.startswith("已撤销")
    await town.sleep_until("2023-12-18", "10:25")
    correction = outcomes(town)[1]
    assert correction.title.startswith("更正")
    assert "更正：统筹已撤回对“第1项 燃煤锅炉全部淘汰”（市城市管理局）的复核通过" in correction.text
    after = await lead(town)
    assert replace(after, version=before.version) == before


async def test_a_return_undone_in_the_same_minute_is_never_told(town: City) -> None:
    before = await submitted(town)
    await town.say(OFFICE, "退回1 缺少验收材料")
    await town.say(OFFICE, "/undo")
    await town.sleep_until("2023-12-18", "11:00")
    assert outcomes(town) == []
    assert replace(await lead(town), version=before.version) == before
    history = await town.press_payload(OFFICE, f"hist:{before.id}:0")
    assert "撤销" in history.text


async def test_an_extension_granted_by_mistake_is_asked_about_again(town: City) -> None:
    await town.say(URBAN, "/extend 1.1 1月31日前，设备到货推迟")
    before = await lead(town)
    await town.press_payload(OFFICE, f"extok:{before.id}:20240131")
    await town.sleep_until("2023-12-18", "10:20")
    await town.say(OFFICE, "/undo")
    assert replace(await lead(town), version=before.version) == before
    refused = await town.press_payload(OFFICE, f"extnofor:{before.id}:20240131:0")
    assert refused.title.startswith("未同意延期")


async def test_undo_says_who_did_what_when_somebody_has_acted_since(town: City) -> None:
    item = await submitted(town)
    await town.say(OFFICE, "退回1 缺少验收材料")
    await town.sleep_until("2023-12-18", "10:12")
    await town.press_payload(URBAN, f"sub:{item.id}")
    refused = await town.say(OFFICE, "/undo")
    assert "市城市管理局联络员已于12月18日 10:12处理该项，不能撤销" in refused.text
    assert (await lead(town)).state is State.SUBMITTED


async def test_the_button_on_an_answer_undoes_that_very_act_not_the_last(town: City) -> None:
    item = await submitted(town)
    joint = await town.milestone("2.1", "市生态环境局")
    await town.press_payload(OFFICE, f"pass:{item.id}:0")
    answer = town.phone(OFFICE)[-1]
    await town.press_payload(OFFICE, f"chase:{joint.id}")
    await town.press(OFFICE, "撤销", answer)
    assert (await lead(town)).state is State.SUBMITTED
    assert (await town.by_id(joint.id)).chased_on == town.today


async def test_a_chase_undone_may_be_sent_again_on_the_same_day(town: City) -> None:
    await town.say(OFFICE, "催办1 请今天报数字")
    await town.sleep_until("2023-12-18", "10:10")
    await town.say(OFFICE, "/undo")
    assert (await town.say(OFFICE, "催办1 请明天报数字")).title.startswith("已向市城市管理局催办")
    await town.sleep_until("2023-12-18", "10:15")
    told = [card.text for card in outcomes(town)]
    assert len(told) == 2
    assert "的催办" in told[1]
    assert "请明天报数字" in told[1]
    assert "请今天报数字" not in told[1]


async def test_of_a_batch_that_was_passed_the_rest_is_undone_and_the_one_acted_on_is_named(
    tmp_path: Path,
) -> None:
    async with city(tmp_path, busy_plan(3)) as busy:
        await busy.go_live("2023-11-01")
        await busy.sleep_until("2023-12-18", "10:05")
        ids = [a.id for a in await busy.assignments() if not a.recurring]
        for id_ in ids:
            await busy.press_payload(URBAN, f"sub:{id_}")
        await busy.press_payload("reviewer", "in:reviews:0")
        await busy.press("reviewer", "全部通过")
        if "已复核通过" not in busy.last("reviewer").title:  # several are confirmed
            await busy.press("reviewer", "通过", busy.phone("reviewer")[-1])
        await busy.say(URBAN, "第1项：验收报告补充两页")
        await busy.press(URBAN, "补充")
        undone = await busy.say("reviewer", "/undo")
        assert "未撤销第1项" in undone.text
        assert "市城市管理局联络员已于12月18日 10:05处理该项" in undone.text
        states = [(await busy.by_id(id_)).state for id_ in ids]
        assert states == [State.CLOSED, State.SUBMITTED, State.SUBMITTED]


async def test_a_reminder_that_fell_due_meanwhile_does_not_stand_in_the_way(town: City) -> None:
    """T-5 begins with 25 December."""
    await town.sleep_until("2023-12-24", "23:50")
    await town.say(URBAN, "/extend 1.1 1月31日前，设备到货推迟")
    before = await lead(town)
    await town.press_payload(OFFICE, f"extok:{before.id}:20240131")
    await town.sleep_until("2023-12-25", "00:10")
    await town.say(OFFICE, "/undo")
    restored = await lead(town)
    assert (restored.due, restored.extension) == (before.due, before.extension)
    await town.sleep_until("2023-12-25", "10:00")
    assert "还有5个工作日" in town.pushed(URBAN)[-1].card.text


async def test_nobody_takes_back_anothers_act_by_naming_it(town: City) -> None:
    item = await submitted(town)
    await town.press_payload(OFFICE, f"pass:{item.id}:0")
    cause = town.rows("SELECT cause FROM event WHERE kind = 'passed'")[0][0]
    context = await town.contexts.current()
    with pytest.raises(Refused, match="nothing_to_undo"):
        await undo(town.store, context, context.roster.by_id["reviewer"], town.now, cause)


async def test_nothing_is_undone_after_half_an_hour(town: City) -> None:
    item = await submitted(town)
    await town.press_payload(OFFICE, f"pass:{item.id}:0")
    await town.sleep_until("2023-12-18", "10:40")
    assert "已超过30分钟" in (await town.press(OFFICE, "撤销")).text
    assert (await lead(town)).state is State.CLOSED
    assert buttons(town.last(OFFICE))
