"""催办8: all units of an item in one act: shown first, each once a day, with words, and who is out of reach by name."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.person import Roster
from bot.planfile.demo import demo_people
from tests.builders import ZH, City, buttons, city, small_plan

COORDINATOR, EPB, URBAN, TOBACCO = "coordinator", "u01-liaison", "u02-liaison", "u03-liaison"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    """Task 2 is held by three units, each on its own account; nobody of 市烟草公司 has a chat."""
    async with city(tmp_path, small_plan(), start="2024-05-01") as founded:
        await founded.go_live("2024-05-01")
        await founded.sleep_until("2024-06-12", "10:00")
        founded.blocked.add(TOBACCO)
        yield founded


async def chased(town: City) -> list[str]:
    return sorted(a.unit for a in await town.assignments(task="2") if a.chased_on == town.today)


async def chases(town: City, person: str) -> list[str]:
    await town.sleep_until(town.today.isoformat(), "10:30")
    return [
        m.card.text
        for m in town.pushed(person)
        if town.day(m) == town.today.isoformat() and "催办" in m.card.text
    ]


@pytest.mark.parametrize("words", ["催办2", "催一下2.1", "/remind 2", "催办 2", "第2项催一下"])
async def test_whom_and_how_many_is_shown_and_one_tap_sends_it(town: City, words: str) -> None:
    asked = await town.say(COORDINATOR, words)
    assert "4家单位" in asked.title
    assert "按职责分工：市生态环境局、市城市管理局、市烟草公司" in asked.lines
    assert await chased(town) == []
    await town.press(COORDINATOR, "发送催办（4家）")
    assert await chased(town) == ["东县", "市城市管理局", "市烟草公司", "市生态环境局"]
    assert len(await chases(town, URBAN)) == len(await chases(town, EPB)) == 1


async def test_words_go_along_and_stand_in_each_message(town: City) -> None:
    asked = await town.say(COORDINATOR, "催办2 请今天报数字")
    assert "催办要求：请今天报数字" in asked.lines
    await town.say(COORDINATOR, "确认")
    told = [*await chases(town, URBAN), *await chases(town, EPB)]
    assert len(told) == 2 and all("请今天报数字" in text for text in told)


async def test_a_unit_is_chased_alone_when_it_is_named(town: City) -> None:
    await town.say(COORDINATOR, "催办2 城管局 请今天报数字")
    assert await chased(town) == ["市城市管理局"]
    assert "请今天报数字" in (await chases(town, URBAN))[0]


async def test_each_unit_is_chased_once_a_day(town: City) -> None:
    await town.say(COORDINATOR, "催办2 城管局")
    asked = await town.say(COORDINATOR, "催办2")
    assert "3家单位" in asked.title and "今日已催办，不再重复：市城市管理局" in asked.lines
    await town.press(COORDINATOR, "发送催办")
    assert "今日已催办过" in (await town.say(COORDINATOR, "催办2")).text
    assert len(await chases(town, URBAN)) == 1


async def test_who_has_answered_between_question_and_tap_is_left_out(town: City) -> None:
    await town.say(COORDINATOR, "催办2")
    item = await town.milestone("2.1", "市城市管理局")
    await town.press_payload(URBAN, f"sub:{item.id}")
    done = await town.press(COORDINATOR, "发送催办")
    assert done.title == "已催办3家单位" and any(line.endswith("未再催：市城市管理局") for line in done.lines)


async def test_who_cannot_be_reached_is_named(tmp_path: Path) -> None:
    people = [one for one in demo_people(small_plan(), ZH).people if "市烟草公司" not in one.units()]
    async with city(tmp_path, small_plan(), Roster(tuple(people)), start="2024-05-01") as town:
        await town.go_live("2024-05-01")
        await town.sleep_until("2024-06-12", "10:00")
        asked = await town.say(COORDINATOR, "催办2")
        assert "尚未明确联络员：市烟草公司，请另行通知。" in asked.lines
        done = await town.press(COORDINATOR, "发送催办")
        assert "即刻发送：市生态环境局、市城市管理局、东县" in done.lines


async def test_a_forged_or_old_tap_sends_nothing(town: City) -> None:
    for payload in ("chaseall:3:0:0", "chaseall:3:1:0"):
        assert (await town.press_payload(COORDINATOR, payload)).title.startswith("此消息已失效")
    await town.say(COORDINATOR, "催办2 请今天报数字")
    asked = town.phone(COORDINATOR)[-1]
    await town.press_payload(COORDINATOR, "help")  # the words are forgotten with the question
    assert (await town.press(COORDINATOR, "发送催办", asked)).title.startswith("此消息已失效")
    assert await chased(town) == []


async def test_a_lead_chases_its_counties_and_nobody_else_does(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2024-01-09", "10:00")
        asked = await town.say(URBAN, "催办1")
        assert "属地落实：东县、西县" in asked.lines and any("发送催办" in one.text for one in buttons(asked))
        refused = await town.say("c01-liaison", "催办1 西县")
        assert not any(a.chased_on for a in await town.assignments(task="1")), refused.text
        await town.press(URBAN, "发送催办")
        assert {a.unit for a in await town.assignments(task="1") if a.chased_on} == {"东县", "西县"}


async def test_it_is_taken_back_as_one(town: City) -> None:
    await town.say(COORDINATOR, "催办2")
    await town.press(COORDINATOR, "发送催办")
    assert len(await chased(town)) == 4
    await town.say(COORDINATOR, "撤销")
    assert await chased(town) == []


async def test_where_some_are_late_only_these_may_be_chased(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2024-06-01") as town:
        await town.go_live("2024-06-01")
        await town.sleep_until("2024-07-03", "10:00")
        asked = await town.say(COORDINATOR, "催办2")
        assert "属地落实：东县、西县" in asked.lines
        await town.press(COORDINATOR, "只催逾期的（4家）")
        assert await chased(town) == ["东县", "市城市管理局", "市烟草公司", "市生态环境局"]


async def test_an_order_of_somebody_who_may_not_give_it_is_no_report(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2024-01-03", "10:00")
        refused = await town.say("c01-liaison", "催办1")
        assert "此项操作由方案督办部门办理" in refused.text
        assert not any(a.reported_at for a in await town.assignments(unit="东县"))
