"""A liaison answers: in words, with one tap, to one item or to several, and takes it back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.context.ports import Attachment, Change, Inbound
from bot.domain.assignment import State
from bot.queries.history import events_of
from tests.builders import City, busy_plan, city, small_plan

URBAN = "u02-liaison"  # 市城市管理局: leads task 1, due 2023-12-31
EPB = "u01-liaison"
EAST = "c01-liaison"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan()) as founded:
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-12-18", "10:00")
        yield founded


async def boilers(town: City) -> State:
    return (await town.milestone("1.1", "市城市管理局")).state


async def test_an_answer_to_a_message_about_one_item_belongs_to_it(town: City) -> None:
    card = await town.say(URBAN, "已完成80%，预计12月28日前完成")
    assert "进度：80%" in card.lines
    assert "预计完成时间：12月28日（周四）" in card.lines
    assert (await town.milestone("1.1", "市城市管理局")).percent == 80


async def test_a_reply_to_an_old_message_belongs_to_that_message(town: City) -> None:
    about_boilers = next(m for m in town.phone(URBAN) if m.kind == "digest")
    await town.say(URBAN, "我的任务")
    await town.say(URBAN, "完成60%", reply_to=about_boilers.message_id)
    assert (await town.milestone("1.1", "市城市管理局")).percent == 60


async def test_words_that_may_be_about_several_items_are_kept_until_one_is_chosen(town: City) -> None:
    await town.say(URBAN, "我的任务")
    offered = await town.say(URBAN, "完成40%")
    assert offered.title == "请点选这条反馈对应的事项："
    assert len(offered.assignments) == 2
    await town.press(URBAN, "第2项")
    assert (await town.milestone("2.1", "市城市管理局")).percent == 40
    assert (await town.milestone("1.1", "市城市管理局")).percent is None


async def test_a_second_choice_finds_nothing_kept(town: City) -> None:
    await town.say(URBAN, "我的任务")
    offered = await town.say(URBAN, "完成40%")
    await town.press(URBAN, "第2项")
    assert (
        await town.press_payload(URBAN, offered.buttons[0][0].payload)
    ).title == "待选的内容已失效，请重新发送。"


async def test_done_is_recorded_and_submitting_is_offered_never_silent(town: City) -> None:
    card = await town.say(URBAN, "全部完成，验收通过")
    assert await boilers(town) is State.OPEN
    assert "如已全部完成，请点“提交复核”；提交后不再提醒、催办。" in card.lines
    card = await town.press(URBAN, "提交复核")
    assert card.title.startswith("已提交复核")
    assert await boilers(town) is State.SUBMITTED


async def test_a_button_pressed_twice_says_who_was_faster_and_when(town: City) -> None:
    digest = next(m for m in town.phone(URBAN) if m.kind == "digest")
    await town.press(URBAN, "提交复核", digest)
    card = await town.press(URBAN, "提交复核", digest)
    assert card.title == "该项已由市城市管理局联络员于12月18日 10:00提交"


async def test_a_lower_percentage_is_asked_about_and_recorded(town: City) -> None:
    await town.say(URBAN, "80%")
    card = await town.say(URBAN, "60%")
    assert "请补充：进度由上次的80%降为60%，是否有误？" in card.lines
    assert (await town.milestone("1.1", "市城市管理局")).percent == 60


async def test_the_same_words_again_are_asked_about(town: City) -> None:
    await town.say(URBAN, "正在推进招标工作")
    card = await town.say(URBAN, "正在推进招标工作")
    assert any("与上期内容相同" in line for line in card.lines)


async def test_undo_takes_back_the_last_answer_and_no_more(town: City) -> None:
    await town.say(URBAN, "50%")
    await town.say(URBAN, "70%")
    await town.say(URBAN, "撤销")
    assert (await town.milestone("1.1", "市城市管理局")).percent == 50


async def test_what_nobody_can_take_back_is_said(town: City) -> None:
    assert "没有可撤销的操作" in (await town.say(URBAN, "/undo")).title


async def test_courtesy_is_no_report(town: City) -> None:
    for words in ("谢谢！", "收到", "好的。", "OK"):
        await town.say(URBAN, words)
    assert (await town.milestone("1.1", "市城市管理局")).reported_at is None


async def test_a_photo_without_words_is_a_report(town: City) -> None:
    photo = Attachment("现场.jpg", "image/jpeg", b"\xff\xd8\xff")
    card = await town.say(URBAN, files=(photo,))
    assert "附件：1份" in card.lines
    shown = await town.press(URBAN, "详情")
    assert any("附件1份" in line for line in shown.lines)


async def test_a_photo_waits_for_its_item_like_words(town: City) -> None:
    await town.say(URBAN, "我的任务")
    await town.say(URBAN, files=(Attachment("a.jpg", "image/jpeg", b"\xff\xd8\xffa"),))
    await town.say(URBAN, "现场情况如图，完成30%")
    card = await town.press(URBAN, "第2项")
    assert {"附件：1份", "进度：30%"} <= set(card.lines)


async def test_a_replayed_update_changes_nothing_and_answers_nothing(town: City) -> None:
    inbound = Inbound("browser", "same-one", URBAN, text="90%")
    await town.chat.receive(inbound, town.now)
    before = await town.milestone("1.1", "市城市管理局")
    await town.chat.receive(inbound, town.now + 5000)
    await town.play.settle()
    assert await town.milestone("1.1", "市城市管理局") == before
    assert len([m for m in town.phone(URBAN) if "same-one" in m.message_id]) == 1


async def test_somebody_elses_item_is_refused(town: City) -> None:
    item = await town.milestone("1.1", "市城市管理局")
    card = await town.press_payload(EAST, f"same:{item.id}")
    assert card.title == "该项由市城市管理局承办，不在您的职责范围内。"
    assert (await town.milestone("1.1", "市城市管理局")).version == item.version


# A return is one card.


async def in_january(town: City) -> None:
    await town.sleep_until("2024-01-03", "10:00")


async def owed(town: City, unit: str) -> int:
    return sum(a.running for a in await town.assignments(unit=unit) if a.period == "2023-Q4")


async def test_no_change_in_one_tap_answers_the_whole_return(town: City) -> None:
    await in_january(town)
    assert await owed(town, "西县") == 3
    card = await town.press("c02-liaison", "全部无变化")
    assert card.title == "已报送：西县3项无变化"
    assert await owed(town, "西县") == 0


async def test_no_change_in_words_answers_the_whole_return(town: City) -> None:
    await in_january(town)
    await town.say("c02-liaison", "无变化")
    assert await owed(town, "西县") == 0


async def test_a_return_is_filled_in_item_by_item_and_the_rest_has_not_changed(town: City) -> None:
    await in_january(town)
    first = await town.press("c02-liaison", "逐项填报")
    assert "第1/3项，本期还有3项待报" in first.lines
    second = await town.say("c02-liaison", "排查锅炉12台，淘汰2台")
    assert "第2/3项，本期还有2项待报" in second.lines
    third = await town.press("c02-liaison", "无变化")
    assert "第3/3项，本期还有1项待报" in third.lines
    card = await town.press("c02-liaison", "其余无变化")
    assert card.title == "已报送：西县1项无变化"
    assert await owed(town, "西县") == 0


async def test_all_of_a_return_is_taken_back_at_once(town: City) -> None:
    await in_january(town)
    await town.press("c02-liaison", "全部无变化")
    card = await town.press("c02-liaison", "撤销")
    assert card.title.startswith("已撤销3项")
    assert await owed(town, "西县") == 3


async def test_a_return_filed_twice_says_so(town: City) -> None:
    await in_january(town)
    asked = town.phone("c02-liaison")[-1]
    await town.press("c02-liaison", "全部无变化", asked)
    assert (
        await town.press("c02-liaison", "全部无变化", asked)
    ).title == "本期进展已全部报送，无需重复报送。"


async def test_what_is_written_while_walking_belongs_to_the_item_on_the_screen(tmp_path: Path) -> None:
    async with city(tmp_path, busy_plan(12)) as busy:
        await busy.go_live("2023-11-01")
        await busy.sleep_until("2023-12-18", "10:00")
        await busy.press(URBAN, "逐项处理")
        second = await busy.press(URBAN, "下一项")
        await busy.say(URBAN, "完成35%")
        third = await busy.press(URBAN, "下一项")
        assert "（第2/12项）" in second.lines
        assert "（第3/12项）" in third.lines
        percents = {a.milestone: a.percent for a in await busy.assignments(unit="市城市管理局")}
        assert [m for m, percent in percents.items() if percent == 35] == ["2.1"]


async def test_what_is_in_the_way_is_kept_with_the_words_and_forgotten_with_them(town: City) -> None:
    await town.say(URBAN, "完成40%，困难是设备尚未到货")
    a = await town.milestone("1.1", "市城市管理局")
    reported = (await events_of(town.store, str(a.id), town.calendar))[-1].event
    assert "设备尚未到货" in reported.notes["blocker"]
    assert "设备" not in str(reported.data)
    assert any("设备" in str(row) for row in town.rows("SELECT notes FROM words"))
    await town.store.commit([Change("forget_words", {"person": URBAN}, rows=None)])
    assert (await events_of(town.store, str(a.id), town.calendar))[-1].event.notes == {}


async def test_submitting_invents_no_figure(town: City) -> None:
    await town.press(URBAN, "提交复核")
    a = await town.milestone("1.1", "市城市管理局")
    assert a.state is State.SUBMITTED
    assert a.percent is None
