"""An edited message about items of a list corrects it; a county's word about its item counts for the lead unit too."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.context.ports import Inbound
from tests.builders import City
from tests.chat.permission_situations import EAST, URBAN, town
from tests.scenarios.test_lists_in_chat import FIRST, file, items


@pytest.fixture
async def kilns(tmp_path: Path) -> AsyncIterator[City]:
    """市城市管理局 leads 1.1 with three kilns, two of them in 东县."""
    async with town(tmp_path) as there:
        await there.sleep_until("2023-12-18", "10:00")
        await there.say(URBAN, files=file(FIRST))
        await there.press(URBAN, "导入")
        yield there


async def write(there: City, text: str, n: int, *, person: str = URBAN, edited: bool = False) -> str:
    """A message, or its edited text: each is an update of its own."""
    inbound = Inbound("browser", f"l{n}", person, text=text, platform_id="70", edited=edited)
    await there.chat.receive(inbound, there.now)
    await there.play.settle()
    return there.phone(person)[-1].card.text


async def done(there: City) -> set[str]:
    return {id_ for id_, (day, _) in (await items(there)).items() if day}


async def test_another_item_is_meant(kilns: City) -> None:
    assert "完成：2 西岗砖厂" in await write(kilns, "1.1 第2家完成", 1)
    assert await done(kilns) == {"2"}
    said = await write(kilns, "1.1 第3家完成", 2, edited=True)
    assert "南岗砖厂" in said and "原来的记录已撤回" in said
    assert await done(kilns) == {"3"}
    await write(kilns, "1.1 第1家、第3家完成", 3, edited=True)
    assert await done(kilns) == {"1", "3"}
    await write(kilns, "1.1 第1家、第3家完成", 4, edited=True)  # the same again
    assert await done(kilns) == {"1", "3"}
    own = await kilns.milestone("1.1", "市城市管理局")
    assert own.percent == 66


async def test_a_day_is_corrected_and_words_that_say_nothing_of_the_list_take_it_back(kilns: City) -> None:
    await write(kilns, "1.1 第2家12月11日完成", 1)
    await write(kilns, "1.1 第2家12月12日完成", 2, edited=True)
    assert str((await items(kilns))["2"][0]) == "2023-12-12"
    said = await write(kilns, "1.1 正在抓紧整治", 3, edited=True)
    assert "原来的记录已撤回" in said and await done(kilns) == set()
    own = await kilns.milestone("1.1", "市城市管理局")
    assert own.reported_at is not None


async def test_what_was_undone_meanwhile_is_not_undone_again(kilns: City) -> None:
    await write(kilns, "1.1 第2家完成", 1)
    await kilns.say(URBAN, "/undo")
    assert await done(kilns) == set()
    await write(kilns, "1.1 第3家完成", 2, edited=True)
    assert await done(kilns) == {"3"}


async def test_an_edit_that_cannot_stand_changes_nothing(kilns: City) -> None:
    await write(kilns, "1.1 第2家完成", 1)
    said = await write(kilns, "1.1 第9家完成", 2, edited=True)
    assert "已撤回" not in said and await done(kilns) == {"2"}
    await write(kilns, "西岗砖厂完成", 3, person=EAST)  # done already
    assert await done(kilns) == {"2"}


async def test_a_countys_own_item_counts_for_the_lead_unit(kilns: City) -> None:
    await kilns.say(URBAN, "1.1 第3家完成")
    lead = await kilns.milestone("1.1", "市城市管理局")
    shown = await kilns.press_payload("coordinator", f"card:{lead.id}")
    assert "33%" in shown.text
    await kilns.say(EAST, "东岗砖厂完成")
    shown = await kilns.press_payload("coordinator", f"card:{lead.id}")
    assert "66%" in shown.text and "33%" not in shown.text.split("办理")[0]
    await kilns.say(EAST, "/undo")
    shown = await kilns.press_payload("coordinator", f"card:{lead.id}")
    assert "33%" in shown.text and "66%" not in shown.text
