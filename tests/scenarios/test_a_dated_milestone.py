"""The boilers of the small town (1.1): due on Sunday 2023-12-31, led by 市城市管理局, reviewed by the coordinator."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.context.ports import Inbound, Outgoing
from bot.domain.assignment import State
from bot.domain.person import Person, Post, Role, Roster
from bot.planfile.demo import demo_people
from bot.queries.history import NoticeOutcome
from bot.queries.summary import summarize
from tests.builders import ZH, City, buttons, city, small_plan

LEAD = "市城市管理局"
LIAISON, HEAD = "u02-liaison", "u02-head"


async def boilers(town: City) -> tuple[State, date, int]:
    a = await town.milestone("1.1", LEAD)
    return a.state, a.due, a.version


async def test_without_an_answer_the_rungs_follow_day_by_day(town: City) -> None:
    await town.sleep_until("2024-01-12")
    reminded = ["2023-12-04", "2023-12-18", "2023-12-25", "2023-12-29"]
    assert await town.days_about("1.1", LIAISON) == [*reminded, "2024-01-02", "2024-01-04"]
    assert await town.days_about("1.1", HEAD) == ["2024-01-02", "2024-01-04"]
    assert await town.days_about("1.1", "coordinator") == ["2024-01-04", "2024-01-10"]
    assert await town.days_about("1.1", "u01-liaison") == []  # supports: informed once, asked never


async def test_down_for_three_workdays_over_the_due_day_one_late_message_is_sent(town: City) -> None:
    await town.sleep_until("2023-12-28")
    await town.down_until("2024-01-03", "15:00")
    await town.sleep_until("2024-01-03", "23:00")
    for person in (LIAISON, HEAD):
        (message,) = [m for m in await town.about("1.1", person) if town.day(m) > "2023-12-28"]
        assert town.calendar.local(message.created_at).strftime("%m-%d %H:%M") == "01-03 15:01"
    await town.sleep_until("2024-01-12")
    assert await town.days_about("1.1", HEAD) == ["2024-01-03", "2024-01-04"]
    assert await town.days_about("1.1", "coordinator") == ["2024-01-04", "2024-01-10"]


async def test_after_two_weeks_of_downtime_the_unit_is_told_before_a_talk_is_proposed(town: City) -> None:
    """Each person hears once: the highest of the missed rungs that addresses them."""
    await town.sleep_until("2023-12-28")
    await town.down_until("2024-01-11", "10:05")
    await town.sleep_until("2024-01-12")
    for person in (LIAISON, HEAD, "coordinator"):
        assert [day for day in await town.days_about("1.1", person) if day > "2023-12-28"] == ["2024-01-11"]


async def test_killed_between_two_turns_nothing_is_sent_twice(town: City) -> None:
    for day in ("2023-12-04", "2023-12-18", "2023-12-29", "2024-01-02", "2024-01-04"):
        for clock in ("00:00", "08:45", "08:59", "12:00"):
            await town.down_until(day, clock)
            await town.play.settle()
    for person in (LIAISON, HEAD, "coordinator"):
        days = [town.day(message) for message in town.pushed(person)]
        assert len(days) == len(set(days))
    assert await town.days_about("1.1", HEAD) == ["2024-01-02", "2024-01-04"]


async def test_a_report_silences_the_next_remind_only(town: City) -> None:
    await town.sleep_until("2023-12-04")
    (first,) = await town.about("1.1", LIAISON)
    await town.say(LIAISON, "完成60%，进展顺利", reply_to=first.message_id)
    await town.sleep_until("2023-12-29")
    assert await town.days_about("1.1", LIAISON) == ["2023-12-04", "2023-12-25", "2023-12-29"]


async def test_a_report_after_t_minus_5_does_not_silence_the_last_day(town: City) -> None:
    await town.sleep_until("2023-12-25")
    await town.press(LIAISON, "无变化")
    await town.sleep_until("2023-12-29")
    assert (await town.days_about("1.1", LIAISON))[-1] == "2023-12-29"


async def test_submitted_on_the_last_day_and_reviewed_a_week_later_the_liaison_is_not_chased(
    town: City,
) -> None:
    await town.sleep_until("2023-12-29", "10:00")
    await town.press(LIAISON, "提交复核")
    await town.sleep_until("2024-01-05", "10:00")
    assert (await boilers(town))[0] is State.SUBMITTED
    await town.press("coordinator", "通过")
    await town.sleep_until("2024-01-31")
    assert (await boilers(town))[0] is State.CLOSED
    assert (await town.days_about("1.1", LIAISON))[-2:] == [
        "2023-12-29",
        "2024-01-05",
    ]  # 2024-01-05: it passed
    assert await town.days_about("1.1", HEAD) == []
    assert (await town.days_about("1.1", "coordinator"))[:2] == [
        "2024-01-02",
        "2024-01-04",
    ]  # waits; +3 of review


async def test_rework_gets_at_least_three_workdays(town: City) -> None:
    await town.sleep_until("2023-12-29", "10:00")
    await town.press(LIAISON, "提交复核")
    await town.sleep_until("2024-01-05", "10:00")
    await town.press("coordinator", "退回")
    await town.say("coordinator", "缺少拆除后的照片")
    assert (await boilers(town))[:2] == (State.REWORK, date(2024, 1, 10))
    await town.sleep_until("2024-01-12")
    (told,) = [m for m in await town.about("1.1", LIAISON) if town.day(m) == "2024-01-05"]  # at once
    assert "缺少拆除后的照片" in told.card.text or "退回" in told.card.text
    assert [day for day in await town.days_about("1.1", HEAD) if day <= "2024-01-10"] == []
    assert (await town.days_about("1.1", HEAD)) == ["2024-01-11"]


async def test_an_extension_granted_the_old_date_is_never_quoted_as_due_again(town: City) -> None:
    await town.sleep_until("2023-12-27", "14:00")
    await town.press_payload(LIAISON, f"ext:{(await town.milestone('1.1', LEAD)).id}")
    await town.say(LIAISON, "设备到货晚，申请延期到2024年3月29日")
    await town.sleep_until("2023-12-28", "10:00")
    await town.press("coordinator", "同意")
    assert (await boilers(town))[1] == date(2024, 3, 29)
    await town.sleep_until("2024-04-03")
    later = [m for m in await town.about("1.1", LIAISON) if town.day(m) > "2023-12-28"]
    # that it was granted was told on that very day; in January the return of 2023-Q4 asks
    assert [town.day(m) for m in later] == ["2024-01-03", "2024-01-08", "2024-01-09", "2024-01-11",
                                            "2024-03-01", "2024-03-15", "2024-03-22", "2024-03-28",
                                            "2024-03-29", "2024-04-01", "2024-04-03"]  # fmt: skip
    a = await town.milestone("1.1", LEAD)
    told = await town.store.read(NoticeOutcome, "notices_about", assignment=a.id)
    assert {
        t.occurrence[:10] for t in told if t.rung and t.created_at > town.instant("2023-12-28", "10:00")
    } == {"2024-01-08", "2024-03-29"}
    for message in later:
        for line in message.card.lines:
            assert "12月31日" not in line or "原" in line
    assert a.first_due == date(2023, 12, 31)
    assert "12月31日" in (await town.press(LIAISON, "详情")).text  # and always shown


async def test_an_item_waiting_for_another_unit_is_asked_of_that_unit(town: City) -> None:
    await town.sleep_until("2023-12-26")
    a = await town.milestone("1.1", LEAD)
    await town.press_payload(LIAISON, f"wait:{a.id}:0")
    await town.press(LIAISON, "1")  # the first of those to choose from: the unit that supports the task
    assert (await town.milestone("1.1", LEAD)).holder == "市生态环境局"
    await town.sleep_until("2024-01-02")
    assert await town.days_about("1.1", "u01-liaison") == ["2023-12-27", "2023-12-29", "2024-01-02"]
    assert await town.days_about("1.1", "u01-head") == ["2024-01-02"]
    assert (await town.days_about("1.1", LIAISON))[-1] == "2023-12-25"
    context = await town.contexts.current()
    assert (await summarize(town.store, context, town.now)).held == {"市生态环境局": 1}
    await town.say(
        "u01-liaison", "拆除名单已提供", reply_to=(await town.about("1.1", "u01-liaison"))[-1].message_id
    )
    assert (await town.milestone("1.1", LEAD)).holder == LEAD


async def test_a_replayed_update_is_no_second_report(town: City) -> None:
    await town.sleep_until("2023-12-04")
    (first,) = await town.about("1.1", LIAISON)
    words = Inbound("browser", "telegram-says-it-twice", LIAISON, "完成60%", message_id=first.message_id)
    for _ in range(3):
        await town.chat.receive(words, town.now)
        await town.play.settle()
    assert (await boilers(town))[2] == 3  # opened, climbed, reported
    assert len([m for m in town.phone(LIAISON) if "telegram-says-it-twice" in m.message_id]) == 1


async def test_an_old_button_after_it_was_handed_over_changes_nothing_and_says_why(tmp_path: Path) -> None:
    plan = small_plan()
    second = Person("u02-second", "城管局李四", (Post(Role.LIAISON, LEAD),))
    people = Roster((*demo_people(plan, ZH).people, second))
    async with city(tmp_path, plan, people, start="2023-10-31") as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2023-12-04")
        (old,) = await town.about("1.1", LIAISON)
        a = await town.milestone("1.1", LEAD)
        await town.press_payload(LIAISON, f"hand:{a.id}:0")
        await town.press(LIAISON, "1")
        before = await boilers(town)
        for button in ("无变化", "提交复核", "反馈进展"):
            answer = await town.press(LIAISON, button, old)
            assert "李四" in answer.text
        assert await boilers(town) == before
        await town.sleep_until("2023-12-18")
        assert (await town.days_about("1.1", "u02-second"))[-1] == "2023-12-18"
        assert (await town.days_about("1.1", LIAISON))[-1] == "2023-12-04"


async def test_a_person_who_blocked_the_bot_counts_as_unreachable_and_the_head_hears_instead(
    town: City,
) -> None:
    await town.sleep_until("2023-12-17")
    town.blocked.add(LIAISON)
    await town.sleep_until("2023-12-29")
    assert await town.days_about("1.1", LIAISON) == ["2023-12-04"]
    assert await town.days_about("1.1", HEAD) == ["2023-12-25", "2023-12-29"]
    a = await town.milestone("1.1", LEAD)
    told = {t.occurrence: t for t in await town.store.read(NoticeOutcome, "notices_about", assignment=a.id)}
    assert [(t.person, t.reached) for t in told.values()] == [
        (LIAISON, True), (LIAISON, False), (HEAD, True), (HEAD, True),
    ]  # fmt: skip
    assert told["2023-12-31-10"].message_state == "failed"
    passed = [m for m in town.pushed("coordinator") if "联络员收不到提醒" in m.card.text]
    assert [town.day(m) for m in passed] == ["2023-12-25"]  # once, not at each rung


async def test_where_neither_liaison_nor_head_can_be_reached_the_rung_is_kept_as_not_delivered(
    town: City,
) -> None:
    await town.sleep_until("2023-12-17")
    town.blocked.update({LIAISON, HEAD})
    await town.sleep_until("2024-01-03")
    a = await town.milestone("1.1", LEAD)
    told = {t.occurrence: t for t in await town.store.read(NoticeOutcome, "notices_about", assignment=a.id)}
    assert told["2023-12-31-5"].message_state == "failed"  # the head's turn to be found out of reach
    assert told["2023-12-31+0"].outcome == "unreachable"
    said = [m for m in town.pushed("coordinator") if "城市管理局" in m.card.text]
    assert town.day(said[0]) == "2023-12-19"
    assert "城市管理局" in (await town.say("coordinator", "/inbox")).text or any(
        "联系不上" in b.text or "无法" in b.text for b in buttons(town.last("coordinator"))
    )


async def test_a_person_who_writes_again_is_reminded_again(town: City) -> None:
    await town.sleep_until("2023-12-17")
    town.blocked.add(LIAISON)
    await town.sleep_until("2023-12-24")
    town.blocked.clear()
    await town.say(LIAISON, "/tasks")
    await town.sleep_until("2023-12-29")
    assert await town.days_about("1.1", LIAISON) == ["2023-12-04", "2023-12-25", "2023-12-29"]


async def test_a_talk_is_put_before_the_leader_only_when_the_coordinator_endorses_it(town: City) -> None:
    await town.sleep_until("2024-01-10")
    before = [m.card.assignments for m in town.pushed("leader")]
    assert not any(before)
    await town.press_payload("coordinator", f"up:{(await town.milestone('1.1', LEAD)).id}")
    await town.sleep_until("2024-01-15")
    assert town.last("leader").assignments == ((await town.milestone("1.1", LEAD)).id,)


async def test_the_coordinators_own_bureau_is_reviewed_by_somebody_else(town: City) -> None:
    await town.sleep_until("2024-06-03")
    a = await town.milestone("2.1", "市生态环境局")
    await town.press_payload("u01-liaison", f"sub:{a.id}")
    assert "复核" in (await town.press_payload("coordinator", f"pass:{a.id}:0")).text
    assert (await town.milestone("2.1", "市生态环境局")).state is State.SUBMITTED
    await town.press_payload("reviewer", f"pass:{a.id}:0")
    assert (await town.milestone("2.1", "市生态环境局")).state is State.CLOSED


async def test_after_downtime_on_monday_the_leader_gets_the_weekly_message_later(town: City) -> None:
    await town.sleep_until("2023-12-03")
    await town.down_until("2023-12-05", "07:00")
    await town.sleep_until("2023-12-15")
    assert [town.day(m) for m in town.pushed("leader")][-2:] == ["2023-12-05", "2023-12-11"]


@pytest.mark.parametrize("n", [1, 3, 4, 10, 11, 40])
async def test_every_late_item_is_reachable_whatever_their_number(tmp_path: Path, n: int) -> None:
    plan = small_plan()
    section = plan.sections[0]
    boilers_ = section.tasks[0].milestones[0]
    many = tuple(replace(boilers_, id=f"1.{k}", text=f"第{k:02d}号锅炉淘汰") for k in range(1, n + 1))
    tasks = (replace(section.tasks[0], milestones=many), *section.tasks[1:])
    plan = replace(plan, sections=(replace(section, tasks=tasks),), version=f"{n} boilers")
    async with city(tmp_path, plan, start="2023-10-31") as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2024-01-10")
        for person in (LIAISON, HEAD, "coordinator"):
            message = (await town.about("1.1", person))[-1]
            assert len(message.card.text.splitlines()) <= 25
            seen = await everything_behind(town, person, message)
            assert [k for k in range(1, n + 1) if f"第{k:02d}号锅炉" not in seen] == []


async def everything_behind(town: City, person: str, message: Outgoing) -> str:
    """What can be read by pressing the buttons of the message: 详情 or a draft of each item, or 逐项处理 and on."""
    cards = [b.payload for b in buttons(message.card) if b.payload.startswith(("card:", "draft:"))]
    seen = "".join([(await town.press_payload(person, card, message.message_id)).text for card in cards])
    if any("逐项处理" in b.text for b in buttons(message.card)):
        seen += (await town.press(person, "逐项处理", message)).text
        while any("下一项" in b.text for b in buttons(town.last(person))):
            seen += (await town.press(person, "下一项", town.phone(person)[-1])).text
    return seen
