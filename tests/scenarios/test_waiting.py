"""待配合: a unit named by its short name is told what is asked, answers, and its days are booked to it."""

import pytest

from bot.domain.holding_time import days_by_holder
from bot.queries.history import events_of
from tests.builders import City, buttons
from tests.scenarios.test_taken_over import LEAD, TOBACCO, TOBACCO_LIAISON, URBAN


@pytest.mark.parametrize(
    "words",
    [
        "1 等烟草公司",
        "1等烟草公司供货",
        "1 需要烟草公司先接入",
        "1 我们在等市烟草公司的批复",
        "1 请烟草公司配合拆除",
    ],
)
async def test_short_names_and_short_words_will_do(town: City, words: str) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    assert "已转为待市烟草公司配合" in (await town.say(URBAN, words)).text
    assert (await town.milestone("1.1", LEAD)).holder == TOBACCO


@pytest.mark.parametrize("answer", ["已配合完成", "1 烟站锅炉已拆除，请继续"])
async def test_the_unit_is_told_what_is_asked_answers_and_its_days_are_booked_to_it(
    town: City, answer: str
) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    await town.say(URBAN, "1 等烟草公司拆除烟站锅炉")
    await town.sleep_until("2023-12-19", "10:00")
    told = town.pushed(TOBACCO_LIAISON)[-1].card
    assert "配合事项：等烟草公司拆除烟站锅炉" in told.text
    assert [one.text for one in buttons(told)][:2] == ["已配合完成", "说明情况"]
    await town.sleep_until("2023-12-22", "10:00")
    await town.say(TOBACCO_LIAISON, answer)
    a = await town.milestone("1.1", LEAD)
    assert a.holder == LEAD
    events = [h.event for h in await events_of(town.store, str(a.id), town.calendar)]
    assert days_by_holder(events, town.today) == {LEAD: 47, TOBACCO: 4}
    await town.sleep_until("2023-12-22", "14:00")
    assert "市烟草公司已反馈配合情况" in town.pushed(URBAN)[-1].card.text


async def test_a_unit_typed_where_it_was_asked_for(town: City) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    a = await town.milestone("1.1", LEAD)
    await town.press_payload(URBAN, f"wait:{a.id}:0")
    assert "已转为待市烟草公司配合" in (await town.say(URBAN, "烟草公司")).text


async def test_a_date_after_the_plans_end_is_asked_of_the_coordinator_also_when_it_is_late(
    town: City,
) -> None:
    await town.sleep_until("2024-01-03", "10:00")
    said = await town.say(URBAN, "/extend 1 2025年3月31日前，采购延后")
    assert "已申请延期至2025年3月31日" in said.text
    await town.say(URBAN, "撤销")
    assert "已申请延期至2025年3月31日" in (await town.say(URBAN, "1 请求延至2025年3月31日，采购延后")).text
    await town.sleep_until("2024-01-04", "10:00")
    await town.press("coordinator", "同意延期")
    a = await town.milestone("1.1", LEAD)
    assert (a.due.isoformat(), a.first_due.isoformat()) == ("2025-03-31", "2023-12-31")
