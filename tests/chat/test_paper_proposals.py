"""What the air of the counties suggests: told once, drafted with a tap, gone once drafted or not wanted, sent by
nobody but the person who issues it."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.context.air_numbers import keep_air
from bot.domain.air.air_rules import AirRules
from bot.domain.assessment import ProposalRules
from bot.domain.papers import PaperKind
from tests.builders import City, city
from tests.chat.test_papers import PLAN, file_of, labels, papers
from tests.chat.test_rank_bulletins import EAST, GROUP, WEST, issued, read_air
from tests.domain.air.given import days, reading, rules_with
from tests.exports.word_reading import text_of


def _rules(warning: int | None, talk: int | None) -> AirRules:
    return rules_with(last={GROUP: 1}, warning=ProposalRules(warning, None), talk=ProposalRules(talk, None))


@pytest.fixture
async def march(tmp_path: Path) -> AsyncIterator[City]:
    """The last workday of March, before any reading is entered; a warning after two months among the last."""
    async with city(tmp_path, PLAN, start="2024-03-25") as town:
        town.contexts.use(air_rules=lambda: _rules(2, 3))
        await town.go_live("2024-03-25")
        await town.sleep_until("2024-04-01", "10:00")
        yield town


async def two_months(town: City) -> None:
    for n, (month, east, west) in enumerate(((2, 30, 40), (3, 33, 45)), 1):
        await read_air(town, month, EAST, east, 2 * n)
        await read_air(town, month, WEST, west, 2 * n + 1)


async def proposed(town: City) -> str:
    return (await town.press_payload("coordinator", "in:papers:0")).text


async def issue(town: City) -> None:
    await town.say("coordinator", "请于4月20日前报送整改方案。")
    await town.press("coordinator", "签发")
    await town.press("coordinator", "确认签发")


async def test_without_readings_nothing_is_proposed(march: City) -> None:
    assert "可起草" not in (await march.say("coordinator", "/inbox")).text


async def test_a_complete_month_is_told_in_the_next_message_and_drafted_with_a_tap(march: City) -> None:
    await two_months(march)
    assert "可起草的文书：3份" in (await march.say("coordinator", "/inbox")).text
    said = await proposed(march)
    assert "1. 2024年3月排名通报" in said and "2. 2024年3月表扬通报" in said
    assert "3. 对西县的预警提醒（到2024年3月已连续2个月为本组末位）" in said
    await march.sleep_until("2024-04-03", "10:00")
    told = [m for m in march.phone("coordinator") if "以下3份文书可以起草" in m.card.text]
    assert len(told) == 1  # and is not told again on the third
    draft = await march.press("coordinator", "起草2024年3月排名通报", on=told[0])
    assert draft.files and "签发" not in labels(draft)
    left = await proposed(march)
    assert "排名通报" not in left and "表扬通报" in left and "西县" in left
    assert not [m for m in march.sent if m.person != "coordinator" and m.card.files]


async def test_what_was_drafted_in_words_is_proposed_no_more(march: City) -> None:
    await two_months(march)
    await march.say("coordinator", "3月表扬通报")
    await march.say("coordinator", "出一份3月空气质量排名通报")
    left = await proposed(march)
    assert "通报" not in left and "对西县的预警提醒" in left
    await march.sleep_until("2024-04-02", "10:00")
    told = [m.card.text for m in march.phone("coordinator") if "可以起草" in m.card.text]
    assert len(told) == 1 and "排名通报" not in told[0]


async def test_what_nobody_wants_is_proposed_no_more(march: City) -> None:
    await two_months(march)
    await proposed(march)
    done = await march.press("coordinator", "3不起草")
    assert "已不再提示：对西县的预警提醒" in done.text
    assert "西县" not in await proposed(march)
    again = await march.press("coordinator", "3不起草")
    assert "已经起草、已不再提示" in again.text
    assert not await papers(march)


async def test_a_correction_is_proposed_again(march: City) -> None:
    await two_months(march)
    await issued(march, "/bulletin rank 2024-03")
    assert "排名通报" not in await proposed(march)
    await read_air(march, 3, EAST, 60, 9)
    said = await proposed(march)
    assert "2024年3月排名通报（读数已更正，名次有变）" in said
    await march.press("coordinator", "1")
    assert "排名通报" not in await proposed(march)


async def test_a_warning_names_each_month_and_the_gap_and_only_a_person_sends_it(march: City) -> None:
    await two_months(march)
    await proposed(march)
    draft = await march.press("coordinator", "3")
    words = text_of((await file_of(march, draft)).body)
    assert (
        "西县已连续2个月为一组末位：2024年2月综合指数3.49，参加排名的2个县区中第2名；2024年3月综合指数3.63"
        in words
    )
    assert "最近一个月综合指数比前一名东县高0.34。" in words
    assert "西县2024年截至3月31日：" in words and "并于2024年4月" in words
    only = [(one.kind, one.unit) for one in await papers(march)]
    assert only == [(PaperKind.WARNING, WEST)]
    await issue(march)
    await march.sleep_until("2024-04-01", "11:00")
    assert [m for m in march.phone("c02-liaison") if m.card.files]
    assert not [m for m in march.phone("c01-liaison") if m.card.files]


async def test_at_the_longer_streak_a_talk_is_proposed_instead_and_names_the_warnings(march: City) -> None:
    await two_months(march)
    await proposed(march)
    await march.press("coordinator", "3")
    await issue(march)
    await march.sleep_until("2024-04-30", "10:00")
    for place, value in ((EAST, 33), (WEST, 50)):
        read = [
            reading(one, place, pm25=value, line=n) for n, one in enumerate(days(date(2024, 4, 1), 30), 1)
        ]
        await march.store.commit(keep_air("readings:air", 30 + value, read, march.now))
    said = await proposed(march)
    assert "约谈西县的建议（到2024年4月已连续3个月为本组末位）" in said and "预警提醒" not in said
    draft = await march.press("coordinator", "3")
    words = text_of((await file_of(march, draft)).body)
    assert "关于建议约谈西县的请示" in words and "2024年4月1日已印发城环函〔2024〕1号" in words
    assert "连续3个月为本组末位的，提出约谈建议" in words


async def test_nothing_about_a_county_is_proposed_where_nobody_decided_when(march: City) -> None:
    march.contexts.use(air_rules=lambda: _rules(None, None))
    await two_months(march)
    assert "西县" not in await proposed(march) and "排名通报" in await proposed(march)
