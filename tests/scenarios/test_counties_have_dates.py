"""A county that a date does not name is told it twice, may say 不涉及, is chased once; then its return asks."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cards.callback_data import Verb, payload_for
from bot.domain.assignment import State
from bot.domain.light import Light, Reason
from tests.builders import City, city, small_plan

WEST, HEAD, EAST = "c02-liaison", "c02-head", "c01-liaison"
URBAN = "u02-liaison"  # 市城市管理局, lead of task 1


@pytest.fixture
async def counties(tmp_path: Path) -> AsyncIterator[City]:
    """The boilers (1.1) are due on Sunday 2023-12-31 and name no county; 2.1 names 东县. Live since 12-01."""
    async with city(tmp_path, small_plan(), start="2023-11-30") as founded:
        await founded.go_live("2023-12-01")
        yield founded


async def test_it_hears_on_t_20_t_5_and_plus_1_and_then_in_its_return(nanyang: City) -> None:
    """内乡县, task 8, 2023-12-31."""
    context = await nanyang.contexts.current()
    (person,) = (p.id for p in context.roster.liaisons("内乡县", "8"))
    await nanyang.sleep_until("2024-01-03")
    assert "第8项" in nanyang.pushed(person)[0].card.text  # the assignment shows the date
    assert "12月31日" in nanyang.pushed(person)[0].card.text
    assert await nanyang.days_about("8.1", person) == ["2023-12-04", "2023-12-25", "2024-01-02"]
    assert await nanyang.days_about("8.local", person) == ["2024-01-03"]
    assert await nanyang.days_about("13.1", person) == []  # a named works of no known county


async def test_its_only_head_hears_once_and_nobody_above(counties: City) -> None:
    await counties.sleep_until("2024-02-10")
    assert await counties.days_about("1.1", HEAD) == ["2024-01-02"]
    a = await counties.milestone("1.1", "西县")
    told = [m for m in counties.pushed("coordinator") if a.id in m.card.assignments]
    assert told == []


async def test_one_tap_and_a_reason_that_the_lead_reads(counties: City) -> None:
    await counties.sleep_until("2023-12-04", "10:00")
    await counties.press(WEST, "不涉及")
    answer = await counties.say(WEST, "本县没有燃煤锅炉")
    assert "已记录不涉及" in answer.text
    a = await counties.milestone("1.1", "西县")
    assert (a.state, a.light) == (State.EXCUSED, Light.GREY)
    assert "本县没有燃煤锅炉" in (await counties.press_payload(URBAN, payload_for(Verb.CARD, a.id))).text
    assert (
        "本县没有燃煤锅炉" in (await counties.press_payload(URBAN, payload_for(Verb.HISTORY, a.id, 0))).text
    )
    await counties.sleep_until("2024-01-05")
    assert await counties.days_about("1.1", WEST) == ["2023-12-04"]
    assert await counties.days_about("1.local", WEST) == ["2024-01-03"]  # its local work stays


async def test_who_says_so_is_not_counted_as_silent(counties: City) -> None:
    await counties.sleep_until("2023-12-04", "10:00")
    await counties.say(WEST, "1 不涉及，我县没有燃煤锅炉")
    month = (await counties.say("coordinator", "/summary 2023年12月")).text
    silent = next((line for line in month.splitlines() if "未反馈的单位" in line), "")
    assert "东县" in silent and "西县" not in silent
    assert "逾期" in (await counties.say("leader", "有什么逾期的")).text


async def test_it_is_taken_back_within_half_an_hour(counties: City) -> None:
    await counties.sleep_until("2023-12-04", "10:00")
    await counties.say(WEST, "1 不涉及，本县没有燃煤锅炉")
    assert (await counties.milestone("1.1", "西县")).state is State.EXCUSED
    await counties.say(WEST, "撤销")
    assert (await counties.milestone("1.1", "西县")).state is State.OPEN
    await counties.say(WEST, "1 不涉及，本县没有燃煤锅炉")
    await counties.sleep_until("2023-12-04", "10:40")
    await counties.say(WEST, "撤销")
    assert (await counties.milestone("1.1", "西县")).state is State.EXCUSED


async def test_words_land_on_the_date_while_it_is_told_and_on_the_return_when_that_is_asked(
    counties: City,
) -> None:
    await counties.sleep_until("2023-12-06", "10:00")
    await counties.say(WEST, "1 锅炉淘汰了40%")
    assert (await counties.milestone("1.1", "西县")).percent == 40
    await counties.sleep_until("2024-01-03", "10:00")
    await counties.say(WEST, "1 锅炉淘汰了70%")
    assert (await counties.milestone("1.local", "西县")).state is State.CLOSED
    assert (await counties.milestone("1.1", "西县")).percent == 40


async def test_it_is_never_red_and_counts_only_while_it_is_told(counties: City) -> None:
    seen = {}
    for day in ("2023-12-03", "2023-12-04", "2023-12-05", "2024-01-02", "2024-01-03", "2024-03-01"):
        await counties.sleep_until(day, "12:00")
        a = await counties.milestone("1.1", "西县")
        seen[day] = (a.current, a.light, a.reason)
    assert seen == {
        "2023-12-03": (False, Light.WHITE, Reason.UNASKED),
        "2023-12-04": (True, Light.WHITE, Reason.ASKED),
        "2023-12-05": (True, Light.YELLOW, Reason.SILENT),
        "2024-01-02": (True, Light.YELLOW, Reason.SILENT),
        "2024-01-03": (False, Light.YELLOW, Reason.SILENT),
        "2024-03-01": (False, Light.YELLOW, Reason.SILENT),
    }
    assert "第1项 燃煤锅炉全部淘汰" not in (await counties.say(WEST, "/tasks")).text


async def test_a_county_named_by_the_date_climbs_and_the_others_are_not_told(counties: City) -> None:
    await counties.sleep_until("2023-12-01", "12:00")
    told = {(a.unit, a.told_only) for a in await counties.assignments(task="2") if a.milestone == "2.1"}
    assert ("东县", False) in told
    assert "西县" not in {unit for unit, _ in told}


async def test_it_says_done_and_the_date_is_filed_with_nobody_to_review_it(counties: City) -> None:
    await counties.sleep_until("2023-12-04", "10:00")
    a = await counties.milestone("1.1", "西县")
    said = await counties.press_payload(WEST, payload_for(Verb.SUBMIT, a.id))
    after = await counties.by_id(a.id)
    assert (after.state, after.holder, after.light) == (State.CLOSED, "西县", Light.GREEN)
    assert after.current and not after.sampled and "已记为办结" in said.text
    await counties.say(WEST, "/undo")
    assert (await counties.by_id(a.id)).state is State.OPEN


async def test_goes_live_after_the_date_and_no_county_is_asked(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2024-01-31") as town:
        await town.go_live("2024-02-01")
        await town.sleep_until("2024-02-02")
        assert {a.unit for a in await town.assignments(task="1") if a.milestone == "1.1"} == {"市城市管理局"}
