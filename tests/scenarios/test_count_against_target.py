"""39 of 200 misses 20 per cent and 40 of 200 meets it: for who reports, who reviews, and in the batch."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.assignment import Assignment, State
from bot.planfile.yaml import load_plan as parse_plan
from tests.builders import SMALL, ZH, City, city

URBAN, TOBACCO = "u02-liaison", "u03-liaison"
INDICATORS = """
        indicators:
          - {name: 工地抽查率, kind: target, op: ">=", value: 20, unit: "%", due: 2024-06-30, quote: 20%, line: 3}
      - id: "3"
"""
PLAN = SMALL.replace('      - id: "3"\n', INDICATORS.removeprefix("\n"), 1)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, parse_plan(PLAN, "small.yaml", ZH), start="2024-05-01") as founded:
        await founded.go_live("2024-05-01")
        await founded.sleep_until("2024-06-12", "10:00")
        yield founded


async def submitted(town: City, person: str, unit: str, words: str) -> Assignment:
    await town.say(person, words)
    item = await town.milestone("2.1", unit)
    await town.press_payload(person, f"sub:{item.id}")
    return item


async def passed(town: City) -> set[str]:
    return {a.unit for a in await town.assignments(task="2") if a.state is State.CLOSED}


async def test_39_of_200_fails_and_40_of_200_passes(town: City) -> None:
    short = await submitted(town, URBAN, "市城市管理局", "2.1 抽查工地39/200")
    await submitted(town, TOBACCO, "市烟草公司", "2.1 抽查工地40/200")
    page = await town.say("coordinator", "待复核")
    assert "工地抽查率39/200（19.5%），未达到20%，差1" in page.lines
    assert "工地抽查率40/200（20%），已达到20%" in page.lines
    assert [one.item for one in page.batch] == []  # a single row is no batch
    asked = await town.press_payload("coordinator", f"pass:{short.id}:0")
    assert "工地抽查率39/200（19.5%），未达到20%，差1" in asked.lines
    await town.say("coordinator", "市烟草公司2.1通过")
    assert await passed(town) == {"市烟草公司"}


async def test_one_more_is_enough_and_one_too_few_is_not_rounded_up(town: City) -> None:
    await submitted(town, URBAN, "市城市管理局", "2.1 抽查工地499/2500")
    page = await town.say("coordinator", "待复核")
    assert "工地抽查率499/2500（19.96%），未达到20%，差1" in page.lines
    await town.say(URBAN, "2.1 更正：抽查工地500/2500")
    page = await town.say("coordinator", "待复核")
    assert "工地抽查率500/2500（20%），已达到20%" in page.lines
