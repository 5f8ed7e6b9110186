"""A list of twelve plants, closed one by one; the milestone is submitted when all are done, and reviewed with it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.actions.hand_in_list import hand_in_list
from bot.cards.card import Card
from bot.domain.errors import Refused
from bot.domain.lists.work_list import ListedItem, WorkList
from bot.engine.verify import verify
from bot.queries.summary import summarize
from tests.builders import City, buttons, city, small_plan

LEAD, HEAD, COORDINATOR, LEADER = "u02-liaison", "u02-head", "coordinator", "leader"
EAST, WEST, OTHER = "c01-liaison", "c02-liaison", "u03-liaison"
UNIT = "市城市管理局"
YEAR_END = date(2023, 12, 31)
PLANTS = tuple(
    ListedItem(
        str(n), f"{'东' if n % 2 else '西'}岗{n}号砖厂", "东县" if n % 2 else "西县",
        due=date(2023, 11, 30) if n < 3 else None,
    )
    for n in range(1, 13)
)  # fmt: skip
BRICKS = WorkList("1-1", "砖厂治理", "1", "1.1", YEAR_END, PLANTS)
BOILERS = WorkList("1-2", "锅炉拆除", "1", "1.1", YEAR_END, (ListedItem("3", "西岗3号砖厂锅炉", "西县"),))


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan(), start="2023-10-31") as founded:
        await founded.acknowledge()
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-11-06", "10:00")
        await hand_in(founded, BRICKS)
        yield founded


async def hand_in(town: City, file: WorkList, reason: str = "") -> int:
    """The number of changes that it made."""
    context = await town.contexts.current()
    version = await town.store.one(int, "stream_length", stream=f"list:{file.id}") or 0
    changes = hand_in_list(context, file, version, reason, town.now).changes
    await town.store.commit(changes)
    return len(changes)


async def figures(town: City, id_: str = "1-1") -> tuple[int, int, int]:
    """(done, counted, overdue)"""
    summary = await summarize(town.store, await town.contexts.current(), town.now)
    one = next(one for one in summary.lists if one.list == id_)
    return one.done, one.counted, one.overdue


def labels(card: Card) -> list[str]:
    return [button.text for button in buttons(card)]


async def test_twelve_plants_are_closed_one_by_one(town: City) -> None:
    for n in range(1, 12):
        card = await town.say(LEAD, f"1.1 第{n}家完成")
        assert f"完成：{n} " in card.text and f"完成{n}/12" in card.text
        assert "提交复核" not in labels(card)
    assert await figures(town) == (11, 12, 0)
    assert (await town.milestone("1.1", UNIT)).percent == 91
    assert "还有1项未完成：西岗12号砖厂" in (await town.say(LEAD, "/done 1.1 全部完成")).text
    assert "清单全部完成" in (await town.say(LEAD, "西岗12号砖厂验收合格")).text
    await town.press(LEAD, "提交复核")
    assert (await town.milestone("1.1", UNIT)).state == "submitted"
    await town.say(COORDINATOR, "/inbox 复核")
    assert "砖厂治理”：完成12/12" in town.last(COORDINATOR).text
    assert not (await verify(town.store, town.calendar, town.now)).discrepancies


async def test_several_at_once_a_day_in_the_past_and_undo(town: City) -> None:
    card = await town.say(LEAD, "1.1 第3、5家11月3日完成，第7家完成60%")
    assert (
        "完成：3 东岗3号砖厂、5 东岗5号砖厂（11月3日）" in card.text and "进度60%：7 东岗7号砖厂" in card.text
    )
    assert await figures(town) == (2, 12, 0)
    await town.press(LEAD, "撤销")
    assert await figures(town) == (0, 12, 0)
    assert (await town.milestone("1.1", UNIT)).percent is None
    assert "已撤销" in (await town.say(LEAD, "/undo")).text


async def test_a_county_closes_its_own_and_no_other(town: City) -> None:
    text = (await town.say(WEST, "西岗4号砖厂完成")).text
    assert "完成：4 西岗4号砖厂" in text and "完成1/6" in text
    assert "应由市城市管理局、东县报" in (await town.say(WEST, "第3家完成")).text
    assert "应由市城市管理局、东县报" in (await town.say(COORDINATOR, "1.1 第3家完成")).text
    await town.say(OTHER, "1.1 第3家完成")
    assert await figures(town) == (1, 12, 0)
    await town.say(WEST, "/undo")
    assert await figures(town) == (0, 12, 0)


async def test_what_fits_two_lists_is_asked(town: City) -> None:
    await hand_in(town, BOILERS)
    card = await town.say(LEAD, "第3家完成")
    assert card.title == "“3”是哪一项？" and len(labels(card)) == 3
    assert await figures(town) == (0, 12, 0)
    assert "完成：3 西岗3号砖厂锅炉" in (await town.press(LEAD, "锅炉拆除")).text
    assert await figures(town, "1-2") == (1, 1, 0)
    assert "完成：5 东岗5号砖厂" in (await town.say(LEAD, "第5家完成")).text  # only one list has a fifth
    await town.say(LEAD, "第3家完成")
    assert "完成：3 东岗3号砖厂" in (await town.say(LEAD, "1")).text


async def test_a_month_that_is_not_over_is_asked_about(town: City) -> None:
    card = await town.say(LEAD, "1.1 第3家本月完成")
    assert labels(card)[:2] == ["已经完成", "还没完成"]
    await town.press(LEAD, "还没完成")
    assert await figures(town) == (0, 12, 0)
    await town.say(LEAD, "1.1 第3家本月完成")
    await town.say(LEAD, "已完成")
    assert await figures(town) == (1, 12, 0)


async def test_nobody_closes_what_is_done_or_is_not_there(town: City) -> None:
    await town.say(LEAD, "1.1 第3家完成")
    assert "已于2023年11月6日完成" in (await town.say(LEAD, "1.1 第3家完成")).text
    assert "没有第13项" in (await town.say(LEAD, "1.1 第13家完成")).text
    await town.say(LEAD, "1.1 第3家未完成")
    assert await figures(town) == (0, 12, 0)


async def test_a_total_that_shrinks_keeps_its_reason(town: City) -> None:
    assert "请写明原因" in (await town.say(LEAD, "1.1 第3家不纳入")).text
    await town.say(LEAD, "1.1 第3家已于2023年10月关停，不再纳入")
    assert await figures(town) == (0, 11, 0)
    assert "11月6日总数12→11：东岗3号砖厂（" in (await town.say(LEAD, "/list")).text
    fewer = replace(BRICKS, items=PLANTS[:-1])
    with pytest.raises(Refused):
        await hand_in(town, fewer)
    assert await hand_in(town, fewer, "12号砖厂划入西县重点项目")
    text = (await town.say(COORDINATOR, "/list")).text
    assert "总数11→10：12号砖厂划入西县重点项目" in text
    assert await hand_in(town, fewer) == 0


async def test_almost_done_is_submitted_by_naming_what_is_open(town: City) -> None:
    for n in range(1, 11):
        await town.say(LEAD, f"1.1 第{n}家完成")
    assert "还有2项未完成" in (await town.say(LEAD, "/done 1.1 基本完成，东岗11号砖厂未完成")).text
    await town.say(LEAD, "/done 1.1 基本完成，东岗11号砖厂、第12家未完成")
    assert (await town.milestone("1.1", UNIT)).state == "submitted"
    await town.say(COORDINATOR, "/inbox 复核")
    assert "未完成：东岗11号砖厂、西岗12号砖厂" in town.last(COORDINATOR).text
    assert "先由复核人退回整改" in (await town.say(LEAD, "1.1 第3家未完成")).text


async def test_everybody_sees_their_part(town: City) -> None:
    whole = (await town.say(LEAD, "清单")).text
    assert "完成0/12" in whole and "东岗1号砖厂（东县）" in whole
    east = (await town.say(EAST, "/list")).text
    assert "完成0/6" in east and "西岗2号砖厂" not in east
    assert "没有与您有关的清单" in (await town.say(OTHER, "/list")).text
    await hand_in(town, BOILERS)
    card = await town.say(LEADER, "/list")
    assert card.title == "清单2个" and "完成0/12，未完成12" in card.text
    assert "西岗2号砖厂" in (await town.press(LEADER, "1")).text
    assert "完成0/6" in (await town.say(COORDINATOR, "/list 东县")).text


async def test_a_reminder_counts_what_is_open(town: City) -> None:
    await town.say(LEAD, "1.1 第1家完成")
    await town.sleep_until("2023-12-18", "12:00")
    told = [m.card.text for m in await town.about("1.1", LEAD)]
    assert "清单“砖厂治理”：完成1/12，未完成11，逾期1" in told[-1] and "东岗3号砖厂" not in told[-1]


async def test_what_was_said_in_chat_stays_when_the_file_comes_again(town: City) -> None:
    await town.sleep_until("2023-11-07", "10:00")
    await town.say(LEAD, "1.1 第3家完成")
    later = replace(BRICKS, items=(*PLANTS[:4], replace(PLANTS[4], done=date(2023, 11, 2)), *PLANTS[5:]))
    await hand_in(town, later)
    assert await figures(town) == (2, 12, 0)
    context = await town.contexts.context_at(town.instant("2023-11-06", "10:00"))
    assert [len(one.worklist.open_items) for one in context.lists] == [12]
