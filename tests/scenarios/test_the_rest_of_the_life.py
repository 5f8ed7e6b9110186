"""Taken over, suspended, reopened, looked at again: no item has a dead end."""

from datetime import date

from bot.domain.assignment import Assignment, State
from bot.domain.holding_time import SUSPENDED, days_by_holder
from bot.domain.light import Light, Reason
from bot.queries.history import events_of
from tests.builders import City, buttons

LEAD, BUREAU, TOBACCO = "市城市管理局", "市生态环境局", "市烟草公司"
URBAN, TOBACCO_LIAISON, BUREAU_LIAISON = "u02-liaison", "u03-liaison", "u01-liaison"


async def boilers(town: City, unit: str = LEAD) -> Assignment:
    return await town.milestone("1.1", unit)


async def held(town: City, a: Assignment) -> dict[str, int]:
    events = [h.event for h in await events_of(town.store, str(a.id), town.calendar)]
    return dict(days_by_holder(events, town.today))


async def test_a_unit_names_whose_it_is_and_that_unit_has_it_with_date_and_history(town: City) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    before = await boilers(town)
    await town.say(URBAN, "1 已摸底20台锅炉")
    said = await town.say(URBAN, "1 这事归烟草公司")
    assert TOBACCO in said.text
    await town.sleep_until("2023-12-19", "10:00")
    asked = town.pushed("coordinator")[-1]
    assert "建议由市烟草公司承担" in asked.card.text
    await town.press("coordinator", "同意，转市烟草公司", asked)
    after = await town.by_id(before.id)
    assert (after.unit, after.due, after.taken_from) == (TOBACCO, before.due, LEAD)
    await town.sleep_until("2023-12-20", "10:00")
    told = town.pushed(TOBACCO_LIAISON)[-1]
    assert "市城市管理局" in told.card.text and "12月31日" in told.card.text
    card = await town.press(TOBACCO_LIAISON, "签收", told)
    assert "已签收" in card.text
    assert not (await town.by_id(before.id)).unsigned
    card = await town.press(TOBACCO_LIAISON, "详情")
    assert "已摸底20台锅炉" in card.text
    assert await held(town, before) == {LEAD: 48, TOBACCO: 1}
    await town.sleep_until("2024-01-02", "23:00")
    assert len([a for a in await town.assignments() if a.milestone == "1.1" and not a.told_only]) == 1


async def test_a_suspended_item_is_grey_and_goes_on_where_it_stood(town: City) -> None:
    await town.sleep_until("2024-01-03", "10:00")  # three days late
    said = await town.say(URBAN, "1 冬季无法施工，申请挂账到3月15日")
    assert "3月15日" in said.text
    await town.sleep_until("2024-01-04", "10:00")
    await town.press("coordinator", "同意挂账")
    a = await boilers(town)
    assert (a.state, a.light, a.reason, a.due) == (
        State.SUSPENDED, Light.GREY, Reason.SUSPENDED, date(2023, 12, 31),
    )  # fmt: skip
    heard = len(await town.about("1.1", URBAN))
    summary = await town.say("coordinator", "/summary")
    assert "挂账1项" in summary.text and "逾期任务" not in summary.text
    await town.sleep_until("2024-03-14", "23:00")
    assert len(await town.about("1.1", URBAN)) <= heard + 1  # that it is suspended
    await town.sleep_until("2024-03-15", "10:00")
    a = await boilers(town)
    assert (a.state, a.due, a.first_due) == (State.OPEN, date(2024, 3, 11), date(2023, 12, 31))
    assert "恢复办理" in town.pushed(URBAN)[-1].card.text
    assert (await held(town, a))[SUSPENDED] == 71
    await town.sleep_until("2024-03-20", "10:00")  # the rung after the one it had reached
    assert "约谈" in town.pushed("coordinator")[-1].card.text


async def test_a_closed_item_is_reopened_by_its_reviewer_with_a_reason(town: City) -> None:
    await closed(town)
    said = await town.say("coordinator", "重新打开1，验收材料不实")
    assert "重新办理" in said.text
    a = await boilers(town)
    assert (a.state, a.rounds, a.due) == (State.REWORK, 1, date(2023, 12, 31))
    card = await town.say(URBAN, "1 详情")
    assert "第2轮" in card.text and "验收材料不实" in card.text


async def test_a_closed_item_is_looked_at_again_by_hand_and_kept_closed(town: City) -> None:
    await closed(town)
    card = await town.say("coordinator", "回头看 1")
    assert {"维持销号", "重新办理"} <= {one.text for one in buttons(card)}
    await town.press("coordinator", "维持销号")
    a = await boilers(town)
    assert a.state is State.CLOSED and not a.rechecking


async def closed(town: City) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    a = await boilers(town)
    await town.press_payload(URBAN, f"sub:{a.id}")
    await town.press_payload("coordinator", f"pass:{a.id}:0")


async def test_a_unit_that_helped_before_it_was_told_is_not_asked_again(town: City) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    await town.say(URBAN, "1 等烟草公司接电")
    assert (await boilers(town)).holder == TOBACCO
    await town.say(TOBACCO_LIAISON, "1 已接电，配合完成")
    assert (await boilers(town)).holder == LEAD
    await town.sleep_until("2023-12-20", "10:00")
    assert not await town.days_about("1.1", TOBACCO_LIAISON)
