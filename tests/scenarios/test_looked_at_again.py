"""回头看, reopening and rounds: a closed item is not closed for ever, and closed by nobody's own hand."""

from bot.domain.assignment import Assignment, Kind, State
from bot.domain.recheck import RecheckRules
from bot.domain.rounds import rounds
from bot.queries.history import events_of
from tests.builders import City, buttons
from tests.scenarios.test_taken_over import BUREAU, LEAD, URBAN

ALL = RecheckRules(days=30, percent=100)


async def closed(town: City, rules: RecheckRules = ALL) -> Assignment:
    town.contexts.use(recheck=rules)
    await town.sleep_until("2023-12-18", "10:00")
    a = await town.milestone("1.1", LEAD)
    await town.press_payload(URBAN, f"sub:{a.id}")
    await town.press_payload("coordinator", f"pass:{a.id}:0")
    return await town.by_id(a.id)


async def asked_again(town: City, person: str = "coordinator") -> int:
    return len([one for one in town.pushed(person) if "回头看" in one.card.text])


async def test_the_reviewer_is_asked_thirty_days_after_closing_and_once(town: City) -> None:
    a = await closed(town)
    await town.sleep_until("2024-01-16", "23:00")
    assert not (await town.by_id(a.id)).rechecking
    await town.sleep_until("2024-01-19", "10:00")
    assert await asked_again(town) == 1
    assert (await town.by_id(a.id)).rechecking
    assert "回头看：1项" in (await town.say("coordinator", "/inbox")).text
    assert "维持销号" in (await town.say("coordinator", "维持销号")).text
    await town.sleep_until("2024-03-19", "10:00")
    assert await asked_again(town) == 1
    assert (await town.by_id(a.id)).state is State.CLOSED


async def test_a_downtime_loses_no_look_and_none_is_taken_before_its_day(town: City) -> None:
    a = await closed(town)
    await town.down_until("2024-02-20")
    await town.sleep_until("2024-02-20", "10:00")
    assert (await town.by_id(a.id)).rechecking
    assert await asked_again(town) == 1


async def test_zero_days_or_no_share_means_by_hand_alone(town: City) -> None:
    a = await closed(town, RecheckRules(days=0, percent=100))
    assert a.recheck_on is None
    await town.sleep_until("2024-03-19", "10:00")
    assert await asked_again(town) == 0


async def test_what_does_not_hold_begins_a_round_with_its_reason_and_days(town: City) -> None:
    a = await closed(town)
    await town.sleep_until("2024-01-18", "10:00")
    asked = town.pushed("coordinator")[-1]
    assert {"维持销号", "重新办理"} <= {one.text for one in buttons(asked.card)}
    await town.press("coordinator", "重新办理", asked)
    await town.say("coordinator", "两台锅炉又烧煤")
    await town.sleep_until("2024-01-18", "14:00")
    assert "两台锅炉又烧煤" in town.pushed(URBAN)[-1].card.text
    await town.sleep_until("2024-01-22", "10:00")
    assert "重新办理的理由：两台锅炉又烧煤" in town.pushed(URBAN)[-1].card.text
    card = (await town.say(URBAN, "1 详情")).text
    assert "第1轮（2023年11月1日至2023年12月18日，47天）" in card
    assert (
        "第2轮（1月18日起，4天）：两台锅炉又烧煤" in card
        or "第2轮（1月18日起，已4天）：两台锅炉又烧煤" in card
    )
    events = [h.event for h in await events_of(town.store, str(a.id), town.calendar)]
    assert [(one.number, one.days(town.today)) for one in rounds(events)] == [(1, 47), (2, 4)]


async def test_an_undone_return_is_no_round(town: City) -> None:
    town.contexts.use(recheck=ALL)
    await town.sleep_until("2023-12-18", "10:00")
    a = await town.milestone("1.1", LEAD)
    await town.press_payload(URBAN, f"sub:{a.id}")
    await town.press_payload("coordinator", f"rework:{a.id}:0")
    await town.say("coordinator", "缺验收表")
    await town.say("coordinator", "撤销")
    events = [h.event for h in await events_of(town.store, str(a.id), town.calendar)]
    assert [one.number for one in rounds(events)] == [1]
    assert (await town.by_id(a.id)).state is State.SUBMITTED


async def test_what_was_excused_by_mistake_is_worked_on_again(town: City) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    a = await town.milestone("1.1", LEAD)
    await town.say(URBAN, "1 不归我们管，锅炉属企业自管")
    await town.say("coordinator", "同意退回")
    assert (await town.by_id(a.id)).state is State.EXCUSED
    await town.sleep_until("2023-12-20", "10:00")
    assert "已重新办理" in (await town.say("coordinator", "重新打开1，经核实属城管职责")).text
    after = await town.by_id(a.id)
    assert (after.state, after.rounds, after.closed_on) == (State.OPEN, 0, None)


async def test_the_bureaus_own_late_item_is_closed_and_reopened_by_the_reviewer_alone(town: City) -> None:
    await town.sleep_until("2024-07-12", "10:00")
    a = await town.milestone("2.1", BUREAU)
    assert a.highest_rung == "propose_talk"
    assert "须由他人" in (await town.press_payload("coordinator", f"up:{a.id}")).text
    await town.press_payload("u01-liaison", f"sub:{a.id}")
    for forged in (f"pass:{a.id}:0", f"rework:{a.id}:0"):
        assert "须由他人" in (await town.press_payload("coordinator", forged)).text
        assert "须由他人" in (await town.press_payload("u01-liaison", forged)).text
    assert (await town.by_id(a.id)).state is State.SUBMITTED
    await town.press_payload("reviewer", f"pass:{a.id}:0")
    assert (await town.by_id(a.id)).state is State.CLOSED
    for forged in (f"reopen:{a.id}:0", f"look:{a.id}", f"keep:{a.id}"):
        assert "须由他人" in (await town.press_payload("coordinator", forged)).text
    await town.press_payload("reviewer", f"look:{a.id}")
    assert "须由他人" in (await town.press_payload("coordinator", f"keep:{a.id}")).text
    await town.press_payload("reviewer", f"keep:{a.id}")
    assert not (await town.by_id(a.id)).rechecking


async def test_a_second_look_is_in_the_history_and_no_report(town: City) -> None:
    a = await closed(town)
    await town.say("coordinator", "回头看1")
    await town.press("coordinator", "维持销号")
    kinds = [h.event.kind for h in await events_of(town.store, str(a.id), town.calendar)]
    assert kinds[-2:] == [Kind.RECHECK_ASKED, Kind.RECHECK_PASSED]
