"""清单 and 公示: where the plan names them they are asked for by name until they came, and never stand in the way."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.context.ports import Attachment
from bot.domain.assignment import State
from bot.planfile.yaml import load_plan as parse_plan
from tests.builders import SMALL, ZH, City, city

URBAN = "u02-liaison"
LIST = "工地监控联网清单"
PLAN = SMALL.replace("text: 燃煤锅炉全部淘汰", f"text: 燃煤锅炉全部淘汰，建立{LIST}，结果在市政府网站公示")
SHEET = Attachment("联网情况.xlsx", "", b"PK\x03\x04 rows")


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, parse_plan(PLAN, "small.yaml", ZH)) as founded:
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-12-04", "12:00")
        yield founded


def reminder(town: City) -> str:
    return next(m.card.text for m in reversed(town.pushed(URBAN)) if m.kind == "digest")


async def test_the_reminder_asks_for_them_by_name_and_not_for_what_came(town: City) -> None:
    assert f"请一并报送：{LIST}、市政府网站公示。" in reminder(town)
    await town.say(URBAN, "完成40%", files=(SHEET,))
    await town.sleep_until("2023-12-25", "12:00")
    assert "请一并报送：市政府网站公示。" in reminder(town)
    await town.say(URBAN, "完成60%，公示见 https://example.cn/gs/1218.html")
    await town.sleep_until("2024-01-02", "12:00")
    assert "逾期" in reminder(town) and "请一并报送" not in reminder(town)


async def test_what_is_promised_has_not_come(town: City) -> None:
    await town.say(URBAN, "完成40%，清单下周报送，公示材料待提供 https://example.cn/bg", files=())
    await town.sleep_until("2023-12-18", "12:00")
    assert f"{LIST}、市政府网站公示" in reminder(town)


async def test_the_submission_stands_without_them_and_the_reviewer_sees_what_is_missing(town: City) -> None:
    item = await town.milestone("1.1", "市城市管理局")
    done = await town.press_payload(URBAN, f"sub:{item.id}")
    assert f"尚缺：{LIST}、市政府网站公示，可随后直接发来，不影响本次提交。" in done.lines
    page = await town.say("coordinator", "待复核")
    assert f"尚缺：{LIST}、市政府网站公示" in page.lines
    await town.say(URBAN, "附清单", files=(SHEET,))
    assert "尚缺：市政府网站公示" in (await town.say("coordinator", "待复核")).lines
    await town.say("coordinator", "1通过")
    assert (await town.milestone("1.1", "市城市管理局")).state is State.CLOSED


async def test_a_date_that_a_county_is_only_told_asks_for_no_paper(town: City) -> None:
    told = next(m.card.text for m in town.pushed("c01-liaison") if m.kind == "digest")
    assert "请一并报送" not in told
