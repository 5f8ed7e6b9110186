"""挂账: asked, granted, set, ended; the clock stands and nothing is forgotten."""

from datetime import date

from bot.domain.assignment import Assignment, State
from bot.domain.light import Light
from tests.builders import City, buttons
from tests.scenarios.test_taken_over import BUREAU, LEAD, URBAN


async def boilers(town: City) -> Assignment:
    return await town.milestone("1.1", LEAD)


async def suspended(town: City, until: str = "3月15日") -> Assignment:
    await town.sleep_until("2023-12-18", "10:00")
    await town.say("coordinator", f"1挂账到{until}，冬季无法施工")
    return await boilers(town)


async def test_the_day_and_the_reason_may_come_one_after_the_other_and_are_asked_once(town: City) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    assert "恢复日期" in (await town.say(URBAN, "1 申请挂账，冬季无法施工")).text
    assert "已提交挂账申请" in (await town.say(URBAN, "3月15日")).text
    await town.say(URBAN, "撤销")
    assert "挂账理由" in (await town.say(URBAN, "1 申请挂账到3月15日")).text
    assert "已提交挂账申请" in (await town.say(URBAN, "冬季无法施工")).text
    assert (await boilers(town)).suspension == date(2024, 3, 15)


async def test_until_it_is_granted_the_clock_runs_and_a_refusal_goes_back_with_its_reason(town: City) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    await town.say(URBAN, "1 冬季无法施工，申请挂账到3月15日")
    await town.sleep_until("2023-12-26", "10:00")
    assert "2023-12-25" in await town.days_about("1.1", URBAN)
    await town.say("coordinator", "不同意挂账，可先做室内部分")
    await town.sleep_until("2023-12-26", "14:00")
    assert "可先做室内部分" in town.pushed(URBAN)[-1].card.text
    assert (await boilers(town)).state is State.OPEN
    await town.sleep_until("2023-12-29", "10:00")
    assert "未同意挂账的理由：可先做室内部分" in town.pushed(URBAN)[-1].card.text


async def test_its_card_says_why_until_when_and_the_legal_date(town: City) -> None:
    await suspended(town)
    card = (await town.say(URBAN, "1 详情")).text
    assert "挂账理由：1挂账到3月15日，冬季无法施工" in card
    assert "3月15日恢复办理" in card and "期限12月31日" in card
    listed = (await town.say("coordinator", "挂账有哪些")).text
    assert "市城市管理局" in listed and "3月15日恢复" in listed


async def test_a_report_while_it_is_suspended_is_kept_and_the_finished_work_is_handed_in(town: City) -> None:
    a = await suspended(town)
    assert "60%" in (await town.say(URBAN, "1 已完成60%")).text
    assert (await town.by_id(a.id)).state is State.SUSPENDED
    await town.press_payload(URBAN, f"sub:{a.id}")
    after = await town.by_id(a.id)
    assert (after.state, after.suspended_until, after.due) == (State.SUBMITTED, None, date(2023, 12, 31))


async def test_its_unit_ends_it_early_and_who_granted_it_hears_of_it(town: City) -> None:
    a = await suspended(town)
    await town.sleep_until("2024-01-17", "10:00")
    assert (
        "1月30日" in (await town.say(URBAN, "1 恢复办理")).text
    )  # thirty days later than the 31st of December
    after = await town.by_id(a.id)
    assert (after.state, after.due, after.suspended_days) == (State.OPEN, date(2024, 1, 30), 30)
    await town.sleep_until("2024-01-18", "10:00")
    heard = town.pushed("coordinator")[-1].card
    assert "提前恢复办理" in heard.text and not any("提交" in one.text for one in buttons(heard))
    assert "挂账后顺延至1月30日" in (await town.say(URBAN, "1 详情")).text


async def test_the_coordinator_ends_it_and_the_unit_is_told(town: City) -> None:
    await suspended(town)
    await town.sleep_until("2024-01-17", "10:00")
    await town.say("coordinator", "1恢复办理")
    await town.sleep_until("2024-01-17", "14:00")
    assert "已提前恢复办理" in town.pushed(URBAN)[-1].card.text


async def test_a_downtime_over_its_last_day_adds_no_day_to_it(town: City) -> None:
    a = await suspended(town, "1月10日")
    await town.down_until("2024-02-20")
    await town.sleep_until("2024-02-20", "10:00")
    after = await town.by_id(a.id)
    assert (after.state, after.due) == (State.OPEN, date(2024, 1, 23))  # twenty-three days, as granted
    assert after.light is Light.RED


async def test_it_restarts_once_however_often_the_clock_looks(town: City) -> None:
    await suspended(town, "1月10日")
    for minute in ("10:00", "10:01", "10:02"):
        await town.sleep_until("2024-01-10", minute)
    told = [message for message in town.pushed(URBAN) if "挂账期满" in message.card.text]
    assert len(told) == 1


async def test_the_bureaus_own_is_the_reviewers_to_grant(town: City) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    a = await town.milestone("2.1", BUREAU)
    await town.say("u01-liaison", "2.1 冬季无法施工，申请挂账到3月15日")
    assert "没有与此相符" in (await town.say("coordinator", "同意挂账")).text
    assert "须由他人审定" in (await town.press_payload("coordinator", f"susok:{a.id}:20240315")).text
    assert (
        "须由他人审定" in (await town.say("coordinator", "2.1挂账到3月15日，停工")).text
        or (await town.by_id(a.id)).state is State.OPEN
    )
    assert "已同意挂账" in (await town.say("reviewer", "同意挂账")).text
    assert (await town.by_id(a.id)).state is State.SUSPENDED


async def test_a_choice_among_several_asks_neither_day_nor_reason_again(town: City) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    card = await town.say("coordinator", "2挂账到3月15日，停工检修")
    assert len(buttons(card)) > 1
    await town.press("coordinator", "市城市管理局")
    assert (await town.milestone("2.1", LEAD)).suspended_until == date(2024, 3, 15)
