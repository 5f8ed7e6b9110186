"""排名通报: drafted by whoever drafts bulletins, by the index alone, marked once a reading corrects a rank it told."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.cards.card import Card
from bot.context.air_numbers import keep_air
from bot.domain.air.air_rules import AirRules
from bot.domain.papers import PaperKind
from tests.builders import ZH, City, city
from tests.chat.test_papers import PLAN, file_of, labels, papers
from tests.chat.test_refusals import refused
from tests.domain.air.given import days, reading, rules, rules_with
from tests.exports.word_reading import tables_of, text_of

EAST, WEST, GROUP = "东县", "西县", "一组"


async def read_air(town: City, month: int, place: str, pm25: int, version: int) -> None:
    """A month of 2024, every day alike."""
    read = [reading(day, place, pm25=pm25, line=n) for n, day in enumerate(days(date(2024, month, 1), 31), 1)]
    read = [one for one in read if one.day.month == month]
    await town.store.commit(keep_air("readings:air", version, read, town.now))


@pytest.fixture
async def april(tmp_path: Path) -> AsyncIterator[City]:
    """Two counties of one group; the last one counts as last."""

    def by() -> AirRules:
        return rules_with(last={GROUP: 1})

    async with city(tmp_path, PLAN, start="2024-04-01") as town:
        town.contexts.use(air_rules=by)
        await town.go_live("2024-04-01")
        await town.sleep_until("2024-04-02", "10:00")
        for n, (month, east, west) in enumerate(((2, 30, 40), (3, 33, 45)), 1):
            await read_air(town, month, EAST, east, 2 * n)
            await read_air(town, month, WEST, west, 2 * n + 1)
        yield town


async def issued(town: City, words: str) -> Card:
    await town.say("coordinator", words)
    for gap in ("请各县区对照差距，落实责任。", "市政府办公室"):
        await town.say("coordinator", gap)
    await town.press("coordinator", "签发")
    return await town.press("coordinator", "确认签发")


async def test_ranks_are_drafted_as_a_paper_and_only_a_person_issues_it(april: City) -> None:
    draft = await april.say("coordinator", "出一份3月空气质量排名通报")
    body = (await file_of(april, draft)).body
    words = text_of(body)
    assert "2024年3月环境空气质量" in words and "一组：东县第1名（" in words
    assert "一组末位：西县（连续2期）。" in words and "一组末位为排名后1名。" in words
    assert tables_of(body)[0][1:] == [
        [GROUP, "1", EAST, "3.29", ""],
        [GROUP, "2", WEST, "3.63", "末位，连续2期"],
    ]
    assert "签发" not in labels(draft) and not [
        m for m in april.sent if m.person != "coordinator" and m.card.files
    ]
    done = await issued(april, "/bulletin rank 2024-03")
    assert "城环〔2024〕1号" in done.title
    await april.sleep_until("2024-04-02", "11:00")
    assert [m.card.files for m in april.phone("c01-liaison") if m.card.files] == [done.files]
    assert [(one.kind, one.number is not None) for one in await papers(april)] == [(PaperKind.RANKS, True)]


async def test_nobody_is_called_last_where_nobody_decided_how_many_are(april: City) -> None:
    april.contexts.use(air_rules=rules)
    draft = await april.say("coordinator", "/bulletin rank")
    words = text_of((await file_of(april, draft)).body)
    assert "末位" not in words and "2024年3月" in words


async def test_a_corrected_rank_is_marked_and_the_next_bulletin_says_so_once(april: City) -> None:
    await issued(april, "/bulletin rank 2024-02")
    assert "已更正" not in (await april.say("coordinator", "/papers")).text
    await april.sleep_until("2024-04-02", "11:00")
    await read_air(april, 2, EAST, 60, 9)
    assert "（已更正：东县、西县）" in (await april.say("coordinator", "/papers")).text
    one = await april.press_payload("coordinator", "paper:1")
    assert "1号通报的2024年2月东县综合指数3.21、第1名，更正为综合指数4.06、第2名。" in one.text
    draft = await april.say("coordinator", "3月排名通报")
    words = text_of((await file_of(april, draft)).body)
    assert "已更正：城环〔2024〕1号通报的2024年2月东县" in words
    await issued(april, "3月排名通报")
    again = await april.say("coordinator", "3月排名通报")
    assert "已更正" not in text_of((await file_of(april, again)).body)


async def test_only_who_drafts_bulletins_drafts_ranks(april: City) -> None:
    office = (await april.contexts.current()).plan.office or ZH.say("office.unnamed")
    await refused(april, "u02-liaison", "3月排名通报", "refused.not_the_coordinator", office=office)


async def test_praise_names_the_first_and_who_improved_most_and_waits_for_a_person(april: City) -> None:
    read = [reading(day, WEST, pm25=70, line=n) for n, day in enumerate(days(date(2023, 3, 1), 31), 1)]
    await april.store.commit(keep_air("readings:air", 9, read, april.now))
    draft = await april.say("coordinator", "3月表扬通报")
    words = text_of((await file_of(april, draft)).body)
    assert "东县2024年3月环境空气质量综合指数3.29，一组排名第一。" in words
    assert "西县2024年3月综合指数3.63，同比由4.35下降最多，为一组改善幅度最大。" in words
    assert "签发" not in labels(draft) and len(await papers(april)) == 1
