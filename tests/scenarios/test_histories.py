"""What happened, by whom, when and in which words: of an item, of a task, and who did it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.builders import SMALL, City, city, small_plan

ECOLOGY, URBAN, TOBACCO, EAST = "u01-liaison", "u02-liaison", "u03-liaison", "c01-liaison"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    """Task 1: done, a supporter's note, returned by the coordinator."""
    async with city(tmp_path, small_plan(), start="2023-10-31") as founded:
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-12-18", "10:00")
        await founded.say(URBAN, "1 完成90%")
        await founded.press(URBAN, "提交复核")
        await founded.say(ECOLOGY, "1 监测已安排")
        await founded.sleep_until("2023-12-19", "10:00")
        await founded.press("coordinator", "退回整改")
        await founded.say("coordinator", "请补充验收材料")
        yield founded


async def test_an_items_history_has_the_notes_of_its_supporters_too(town: City) -> None:
    card = await town.say(URBAN, "1的办理经过")
    assert card.title == "办理记录：第1项 燃煤锅炉全部淘汰"
    newest_first = ("“请补充验收材料”", "“监测已安排”", "提交复核", "反馈进展", "提醒", "提醒", "交办")
    assert len(card.lines) == len(newest_first)
    assert all(what in line for what, line in zip(newest_first, card.lines, strict=True))


async def test_a_tasks_history_is_paged_and_has_messages_and_versions_of_the_plan(town: City) -> None:
    await town.revise(SMALL.replace("淘汰燃煤锅炉。", "淘汰燃煤锅炉，另行公告。"))
    first = await town.say("coordinator", "/history 1")
    assert first.title == "办理记录：第1项 锅炉治理（第1/2页）"
    assert any("方案第2版下达" in line for line in first.lines[:2])
    assert any("退回整改" in line and "（市城市管理局、1.1）" in line for line in first.lines)
    assert any("提醒：已发" in line and "东县联络员" in line for line in first.lines)
    older = await town.press("coordinator", "较早")
    assert any("方案第1版下达" in line for line in (*first.lines, *older.lines))


async def test_everybody_sees_what_they_may(town: City) -> None:
    county = (await town.say(EAST, "/history 1")).text
    assert "东县" in county and "退回整改" not in county and "监测已安排" not in county
    assert "不在您的查看范围" in (await town.say(TOBACCO, "/history 1")).text
    assert "监测已安排" not in (await town.say(TOBACCO, "/history 1")).text


async def test_who_did_it(town: City) -> None:
    await town.say(URBAN, "第1项")
    assert "统筹退回整改：“请补充验收材料”" in (await town.say(URBAN, "谁退回的")).text
    assert "统筹退回整改" in (await town.say("leader", "1是谁退回的？")).text
    assert "没有这类办理记录" in (await town.say("leader", "1是谁转交的")).text
    assert (await town.say(URBAN, "谁负责第1项")).title != "办理记录：第1项 燃煤锅炉全部淘汰"


async def test_rulings_stand_in_the_history_of_their_task(town: City) -> None:
    await town.say("coordinator", "2由城管局汇总")
    text = (await town.say("coordinator", "/history 2")).text
    assert "统筹" in text and "市城市管理局" in text and "汇总" in text
