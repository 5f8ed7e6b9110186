"""Reviewers, the coordinator and colleagues: four eyes, extensions, declines, handing over, chasing."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cards.callback_data import unit_code
from bot.context.ports import Inbound
from bot.domain.assignment import State
from bot.domain.person import Person, Post, Role, Roster
from bot.planfile.demo import demo_people
from tests.builders import ZH, City, busy_plan, buttons, city, liaison, small_plan

URBAN = "u02-liaison"
EAST = "c01-liaison"
LEAD = "u01-liaison"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    people = demo_people(small_plan(), ZH).people
    more = liaison("second", "市城市管理局")
    async with city(tmp_path, small_plan(), Roster((*people, more))) as founded:
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-12-18", "10:00")
        yield founded


async def state(town: City) -> State:
    return (await town.milestone("1.1", "市城市管理局")).state


async def submit(town: City) -> None:
    digest = next(m for m in town.phone(URBAN) if m.kind == "digest")
    await town.press(URBAN, "提交复核", digest)


async def test_the_coordinator_passes_what_waits_in_the_inbox(town: City) -> None:
    await submit(town)
    await town.say("coordinator", "待办")
    await town.press("coordinator", "待复核（1）")
    await town.press("coordinator", "1")
    card = await town.press("coordinator", "通过")
    assert card.title.startswith("已复核通过：市城市管理局")
    assert await state(town) is State.CLOSED


async def test_of_two_colleagues_who_press_at_one_moment_one_submits_and_the_other_is_told(
    town: City,
) -> None:
    item = await town.milestone("1.1", "市城市管理局")
    presses = [Inbound("browser", f"both-{who}", who, button=f"sub:{item.id}") for who in (URBAN, "second")]
    await asyncio.gather(*(town.chat.receive(one, town.now) for one in presses))
    await town.play.settle()
    titles = sorted(m.card.title for m in town.sent if "both-" in m.message_id)
    assert len(titles) == 2
    assert titles[0].startswith("已提交复核")
    assert titles[1].startswith("该项已由")
    kinds = await town.store.read(dict, "events_by_kind")
    assert {"kind": "submitted", "n": 1} in kinds


async def test_several_are_passed_together(tmp_path: Path) -> None:
    async with city(tmp_path, busy_plan(12)) as busy:
        await busy.go_live("2023-11-01")
        await busy.sleep_until("2023-12-18", "10:00")
        digest = busy.phone(URBAN)[-1]
        for item in digest.card.assignments[:3]:
            await busy.press_payload(URBAN, f"sub:{item}")
        await busy.press_payload("reviewer", "in:reviews:0")
        await busy.press("reviewer", "全部通过")
        card = await busy.press("reviewer", "确认通过3项")
        assert card.title == "已复核通过3项"
        assert sum(a.state is State.CLOSED for a in await busy.assignments()) == 3


async def test_nobody_reviews_their_own_unit(town: City) -> None:
    await submit(town)
    item = await town.milestone("1.1", "市城市管理局")
    card = await town.press_payload("second", f"pass:{item.id}:0")
    assert "须由他人复核" in card.text
    assert await state(town) is State.SUBMITTED


async def test_a_return_for_rework_needs_its_reason_and_the_old_button_to_pass_is_dead(town: City) -> None:
    await submit(town)
    item = await town.milestone("1.1", "市城市管理局")
    await town.press_payload("coordinator", f"rework:{item.id}:0")
    await town.say("coordinator", "缺少验收材料")
    assert await state(town) is State.REWORK
    shown = await town.press_payload(URBAN, f"card:{item.id}")
    assert any("缺少验收材料" in line for line in shown.lines)
    card = await town.press_payload("coordinator", f"pass:{item.id}:0")
    assert "按最新一次提交复核" in card.text
    assert await state(town) is State.REWORK


async def test_a_question_left_unanswered_is_forgotten_with_the_next_press(town: City) -> None:
    await submit(town)
    item = await town.milestone("1.1", "市城市管理局")
    await town.press_payload("coordinator", f"rework:{item.id}:0")
    await town.press_payload("coordinator", f"pass:{item.id}:0")
    await town.say("coordinator", "辛苦各位，材料很全")
    assert await state(town) is State.CLOSED


async def test_an_extension_takes_a_date_and_a_reason_and_shows_the_original_date_for_ever(
    town: City,
) -> None:
    item = await town.milestone("1.1", "市城市管理局")
    await town.press_payload(URBAN, f"ext:{item.id}")
    assert "请再写明延期理由。" in (await town.say(URBAN, "1月31日前")).lines
    asked = await town.say(URBAN, "设备到货推迟")
    assert asked.title.startswith("已申请延期至2024年1月31日（周三）")
    await town.press_payload("coordinator", "in:extensions:0")
    await town.press("coordinator", "1")
    granted = await town.press("coordinator", "同意延期至2024年1月31日")
    assert granted.title.startswith("已同意延期")
    shown = await town.press_payload(URBAN, f"card:{item.id}")
    assert any("原定12月31日，已同意延期至2024年1月31日（周三）" in line for line in shown.lines)


async def test_a_button_grants_the_date_that_stands_on_it(town: City) -> None:
    item = await town.milestone("1.1", "市城市管理局")
    await town.say(URBAN, "/extend 1.1 1月31日前，设备到货推迟")
    card = await town.press_payload("coordinator", f"extok:{item.id}:20240315")
    assert "申请的日期已改为2024年1月31日" in card.text
    assert (await town.milestone("1.1", "市城市管理局")).due == item.due


async def test_a_decline_waits_for_the_coordinator(town: City) -> None:
    item = await town.milestone("1.1", "市城市管理局")
    await town.press_payload(URBAN, f"dec:{item.id}")
    await town.say(URBAN, "锅炉监管属市场监管部门职责")
    assert await state(town) is State.OPEN
    await town.press_payload("coordinator", f"decok:{item.id}")
    assert await state(town) is State.EXCUSED


async def test_an_old_button_after_handing_over_changes_nothing_and_says_why(town: City) -> None:
    item = await town.milestone("1.1", "市城市管理局")
    digest = next(m for m in town.phone(URBAN) if m.kind == "digest")
    await town.press_payload(URBAN, f"hand:{item.id}:0")
    await town.press(URBAN, "1")
    before = await town.milestone("1.1", "市城市管理局")
    card = await town.press(URBAN, "无变化", digest)
    assert "该项已由市城市管理局联络员于12月18日 10:00转交" in card.text
    assert "该项已转交second办理。" in card.text
    assert await town.milestone("1.1", "市城市管理局") == before


async def test_the_clock_moves_to_the_unit_that_is_waited_for_and_comes_back_with_its_answer(
    town: City,
) -> None:
    item = await town.milestone("1.1", "市城市管理局")
    await town.press_payload(URBAN, f"wait:{item.id}:0")
    await town.press(URBAN, "1")
    assert (await town.milestone("1.1", "市城市管理局")).holder == "市生态环境局"
    await town.press_payload(LEAD, f"say:{item.id}")
    await town.say(LEAD, "监测数据已提供")
    assert (await town.milestone("1.1", "市城市管理局")).holder == "市城市管理局"


async def test_chasing_reaches_the_liaison_at_once_and_once_a_day(town: City) -> None:
    card = await town.say("coordinator", "催办 1.1")
    assert "即刻发送：second、市城市管理局联络员" in card.lines
    await town.sleep_until("2023-12-18", "10:02")
    assert "方案督办部门现予催办" in town.last(URBAN).text
    assert "该项今日已催办过" in (await town.say("coordinator", "催办 1.1")).text
    assert "此项操作由方案督办部门办理" in (await town.say(URBAN, "催办 1.1")).text


async def test_a_proposal_is_read_and_put_to_the_leader_who_sees_it_in_the_weekly_report(town: City) -> None:
    await town.sleep_until("2024-01-10", "10:00")
    draft = await town.press("coordinator", "约谈建议")
    assert draft.title == "约谈建议（代拟稿）：燃煤锅炉全部淘汰"
    assert "该单位尚未反馈进展。" in draft.text
    await town.press("coordinator", "呈报领导")
    await town.sleep_until("2024-01-16", "10:00")
    week = town.last("leader")
    assert week.lines[3].startswith("请决定1：市城市管理局第1项“燃煤锅炉全部淘汰”逾期")
    assert "约谈建议（代拟稿）" in (await town.press("leader", "事项1详情")).title


async def test_what_had_passed_before_golive_is_asked_once_and_climbs_when_the_coordinator_says_so(
    tmp_path: Path,
) -> None:
    async with city(tmp_path, small_plan(), start="2024-02-01") as late:
        await late.go_live("2024-02-01")
        await late.sleep_until("2024-02-02", "10:00")
        asked = next(m.card for m in late.phone(URBAN) if "原定2023年12月31日" in m.card.text)
        assert {"已完成，提交复核", "申请调整时限"} <= {one.text for one in buttons(asked)}
        item = await late.milestone("1.1", "市城市管理局")
        assert item.state is State.PAST
        await late.press_payload("coordinator", f"start:{item.id}")
        assert (await late.milestone("1.1", "市城市管理局")).state is State.OPEN


async def test_several_roles_in_one_person_are_checked_each_by_itself(tmp_path: Path) -> None:
    both = Person(
        "both", "兼职人员", (Post(Role.COORDINATOR, "市生态环境局"), Post(Role.LIAISON, "市城市管理局"))
    )
    async with city(
        tmp_path, small_plan(), Roster((both, Person("r", "复核人", (Post(Role.REVIEWER),))))
    ) as tiny:
        await tiny.go_live("2023-11-01")
        await tiny.sleep_until("2023-12-18", "10:00")
        item = await tiny.milestone("1.1", "市城市管理局")
        await tiny.press_payload("both", f"sub:{item.id}")
        assert "须由他人复核" in (await tiny.press_payload("both", f"pass:{item.id}:0")).text
        await tiny.press_payload("r", f"pass:{item.id}:0")
        assert (await tiny.milestone("1.1", "市城市管理局")).state is State.CLOSED


async def test_an_answer_that_gave_an_item_back_is_taken_back_as_a_whole(town: City) -> None:
    """The answer and the return of the clock are two events of one action."""
    item = await town.milestone("1.1", "市城市管理局")
    await town.press_payload(URBAN, f"on:{item.id}:{unit_code('市生态环境局')}")
    await town.press_payload(LEAD, f"say:{item.id}")
    await town.say(LEAD, "监测数据已提供")
    assert (await town.milestone("1.1", "市城市管理局")).holder == "市城市管理局"
    assert (await town.say(LEAD, "/undo")).title.startswith("已撤销")
    undone = await town.milestone("1.1", "市城市管理局")
    assert (undone.holder, undone.reported_at) == ("市生态环境局", None)


async def test_a_question_that_was_asked_gives_no_right_after_the_item_was_handed_on(town: City) -> None:
    item = await town.milestone("1.1", "市城市管理局")
    await town.press_payload(URBAN, f"say:{item.id}")
    await town.press_payload("second", f"to:{item.id}:second")
    refused = await town.say(URBAN, "已完成80%")
    assert "该项已转交second办理。" in refused.text
    assert (await town.milestone("1.1", "市城市管理局")).percent is None


async def test_a_county_asks_for_a_date_past_the_plans_end_and_the_coordinator_decides(town: City) -> None:
    """G40: the chase offers an extension; that it ends after the plan is for a person to judge, not a refusal."""
    item = await town.milestone("2.1", "东县")
    asked = await town.say(EAST, "/extend 2.1 2025年3月31日前，采购延后")
    assert asked.title.startswith("已申请延期至2025年3月31日")
    granted = await town.press_payload("coordinator", f"extok:{item.id}:20250331")
    assert granted.title.startswith("已同意延期")
    assert f"{(await town.milestone('2.1', '东县')).due}" == "2025-03-31"


async def test_a_talk_with_the_coordinators_own_bureau_is_put_before_the_reviewer(town: City) -> None:
    await town.sleep_until("2024-07-10", "10:00")
    a = await town.milestone("2.1", "市生态环境局")
    told = {m.person for m in town.sent if m.kind == "proposal" and a.id in m.card.assignments}
    endorsing = {m.person for m in town.sent if f"up:{a.id}" in {one.payload for one in buttons(m.card)}}
    assert (told, endorsing) == ({"coordinator", "reviewer"}, {"reviewer"})
    assert "约谈建议" in (await town.press("reviewer", "约谈建议")).title
    refused = await town.press_payload("coordinator", f"up:{a.id}")
    assert "按回避要求" in refused.text
    await town.press_payload("reviewer", f"up:{a.id}")
    assert (await town.by_id(a.id)).endorsed_on == town.today
