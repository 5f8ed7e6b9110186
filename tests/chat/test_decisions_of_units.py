"""What a unit's people type about decisions: done where they lead, refused with the reason, never kept as a report."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.assignment import State
from tests.builders import City, city, small_plan

URBAN = "u02-liaison"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan()) as founded:
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-12-18", "10:00")
        yield founded


async def reports(town: City) -> int:
    kinds = await town.store.read(dict, "events_by_kind")
    return sum(int(str(one["n"])) for one in kinds if one["kind"] in ("reported", "filed"))


@pytest.mark.parametrize("words", ["通过1.1", "1.1通过"])
async def test_nobody_passes_their_own_result_in_words(town: City, words: str) -> None:
    digest = next(m for m in town.phone(URBAN) if m.kind == "digest")
    await town.press(URBAN, "提交复核", digest)
    card = await town.say(URBAN, words)
    assert card.title == "按回避要求，本人提交或本单位承担的事项须由他人复核。"
    assert (await town.milestone("1.1", "市城市管理局")).state is State.SUBMITTED
    assert await reports(town) == 0


async def test_a_ruling_is_the_offices(town: City) -> None:
    card = await town.say(URBAN, "1由市城市管理局汇总")
    assert card.title == "此项操作由方案督办部门办理。"
    assert await reports(town) == 0


async def test_why_it_was_returned_is_answered_by_its_card(town: City) -> None:
    digest = next(m for m in town.phone(URBAN) if m.kind == "digest")
    await town.press(URBAN, "提交复核", digest)
    await town.say("coordinator", "退回1.1，缺验收单")
    card = await town.say(URBAN, "1.1怎么退回了")
    assert "缺验收单" in "\n".join((card.title, *card.lines))
    assert await reports(town) == 0
