"""Looking around: commands in both tongues, the summary and its doors, lists that lose nothing."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.cards.callback_data import Verb
from bot.chat.callbacks import SUBJECTS, VERBS
from bot.chat.commands import COMMANDS
from bot.context.ports import Rehearsal
from bot.domain.drawn import Drawable
from bot.domain.language.commands import PLAIN
from tests.builders import City, buttons, city, seed_plan, small_plan
from tests.played import played


async def ten_weeks_of_silence(nanyang: City) -> None:
    await nanyang.go_live("2023-11-01")
    await nanyang.sleep_until("2024-01-11", "10:00")


@pytest.fixture
async def nanyang(tmp_path: Path) -> AsyncIterator[City]:
    async with played(tmp_path, "silence", city, ten_weeks_of_silence) as (going_on, _):
        yield going_on


def test_every_plain_word_is_a_command() -> None:
    assert set(PLAIN.values()) <= COMMANDS.keys()


def test_every_verb_does_something() -> None:
    """In one subject each."""
    assert set(VERBS) == set(Verb)
    assert sum(map(len, SUBJECTS)) == len(VERBS)


async def test_the_summary_is_one_screen_when_nobody_has_answered(nanyang: City) -> None:
    card = await nanyang.say("coordinator", "摘要")
    assert len(card.text.splitlines()) <= 25
    assert card.lines[1].startswith("31项任务：")
    assert card.lines[2].startswith("17个县区：")
    assert sum(line[:2] in ("1.", "2.", "3.", "4.", "5.", "6.", "7.") for line in card.lines) == 7


async def test_each_number_of_the_summary_has_a_door(nanyang: City) -> None:
    await nanyang.say("coordinator", "/summary")
    assert (await nanyang.press("coordinator", "逾期事项")).title == "逾期任务2项，涉及4家单位"
    assert (await nanyang.press("coordinator", "未报单位")).title.startswith("进展未报的单位（32家")
    assert (await nanyang.press("coordinator", "按单位")).title.startswith("按单位（32家）")
    assert "范围：第4部分" in (await nanyang.press("coordinator", "第4部分")).text


async def test_what_a_part_counts_its_buttons_open(nanyang: City) -> None:
    card = await nanyang.say("coordinator", "/summary 13")
    assert "逾期任务1项，涉及1家单位：" in card.lines
    assert "2023年第四季度进展：应报18家18项，已报0家，未报18家18项" in card.text
    assert (await nanyang.press("coordinator", "逾期事项")).title == "逾期任务1项，涉及1家单位"
    await nanyang.say("coordinator", "/summary 13")
    opened = await nanyang.press("coordinator", "未报单位")
    assert opened.title.startswith("进展未报的单位（18家，18项）")
    assert opened.lines[0] == "1. 市生态环境局：2023年第四季度，1项，迟报3天"
    await nanyang.say("coordinator", "/summary 2023年12月")
    assert (await nanyang.press("coordinator", "未报单位")).title == "进展未报的单位（2家，3项）"


NARROWED = {
    "/summary 13": "范围：第13项 推进重点行业超低排放改造",
    "摘要 市财政局": "范围：市财政局",
    "/summary 西峡": "范围：西峡县",
    "/summary 能源结构": "范围：第2部分 深入推进能源结构优化调整",
    "/summary 2023-12-01..2023-12-31": "2023年12月1日至2023年12月31日：",
    "/summary 上月": "2023年12月1日至2023年12月31日：",
}


async def test_the_summary_is_narrowed_by_words(nanyang: City) -> None:
    cards = {words: await nanyang.say("coordinator", words) for words in NARROWED}
    assert {words: scope in cards[words].text for words, scope in NARROWED.items()} == dict.fromkeys(
        NARROWED, True
    )
    assert max(len(card.text.splitlines()) for card in cards.values()) <= 25


async def test_a_word_that_fits_several_parts_offers_them_and_one_that_fits_none_says_so(
    nanyang: City,
) -> None:
    assert "请选择要查看的单位或任务：" in (await nanyang.say("coordinator", "/summary 污染")).title
    assert "没有找到相符的" in (await nanyang.say("coordinator", "/summary 火星")).title


async def test_a_liaison_sees_the_own_unit_and_a_lead_the_counties_of_its_tasks(nanyang: City) -> None:
    own = await nanyang.say("u12-liaison", "/summary")
    assert "范围：市财政局" in own.lines
    assert "不在您的查看范围内" in (await nanyang.say("u12-liaison", "/summary 市商务局")).title
    county = await nanyang.say("u09-liaison", "/summary 西峡县")
    assert "范围：西峡县" in county.lines


async def test_a_list_loses_nothing(nanyang: City) -> None:
    await nanyang.say("coordinator", "/summary")
    card = await nanyang.press("coordinator", "未报单位")
    seen = list(card.lines)
    while any(one.text == "下一页" for one in buttons(card)):
        card = await nanyang.press("coordinator", "下一页")
        seen += card.lines
    assert len(seen) == len(set(seen)) == 32
    assert seen[0].startswith("1. 市生态环境局：2023年第四季度，")


async def test_a_list_of_a_message_loses_nothing(nanyang: City) -> None:
    card = await nanyang.press("c01-liaison", "查看清单")
    seen = [card]
    while any(one.text == "下一页" for one in buttons(card)):
        card = await nanyang.press("c01-liaison", "下一页")
        seen.append(card)
    (unit,) = (await nanyang.contexts.current()).roster.by_id["c01-liaison"].units()
    owed = sorted(a.id for a in await nanyang.assignments(unit=unit) if a.period == "2023-Q4")
    assert len(owed) > 20
    opened = [one.payload for page in seen for one in buttons(page) if one.text.isdecimal()]
    assert sorted(opened) == sorted(f"card:{id_}" for id_ in owed)


async def test_pages_take_the_place_of_the_answer_but_never_of_a_reminder(nanyang: City) -> None:
    await nanyang.press("coordinator", "查看清单")
    assert nanyang.phone("coordinator")[-1].replaces == ""
    first = nanyang.phone("coordinator")[-1].message_id
    await nanyang.press("coordinator", "下一页")
    assert nanyang.phone("coordinator")[-1].replaces == first


async def test_why_names_rung_ladder_clock_sentence_and_who_was_told(nanyang: City) -> None:
    digest = next(m for m in nanyang.phone("u12-liaison") if m.message_id.endswith("2024-01-04"))
    card = await nanyang.press("u12-liaison", "为何提醒", digest)
    assert "所处环节：督办（期限后第3个工作日）" in card.lines
    assert "计时起点：2023年12月31日（周日），最后工作日2023年12月29日" in card.lines
    assert "依据：方案原文第21行“2023年年底前”" in card.lines
    assert any("已发出" in line for line in card.lines)


async def test_the_language_changes_with_its_own_answer(nanyang: City) -> None:
    assert (await nanyang.say("u12-liaison", "/lang en")).title == "The language is now English."
    assert (await nanyang.say("u12-liaison", "/help")).title == "How to use this:"
    assert (await nanyang.say("u12-liaison", "/lang zh")).title == "已切换为简体中文。"
    assert "可选" in (await nanyang.say("u12-liaison", "/lang tlh")).title


async def test_acknowledging_takes_one_tap_and_counts_once(nanyang: City) -> None:
    first = nanyang.phone("u12-liaison")[0]
    assert (await nanyang.press("u12-liaison", "签收", first)).title == "已签收，谢谢。"
    assert "您已于1月11日 10:00签收" in (await nanyang.press("u12-liaison", "签收", first)).title
    assert "已签收1/38人" in (await nanyang.say("coordinator", "摘要")).text


async def test_an_unknown_command_is_named(nanyang: City) -> None:
    assert "没有“dance”这个命令" in (await nanyang.say("u12-liaison", "/dance")).title


async def test_the_picture_follows_the_summary_and_its_text_does_not_wait(tmp_path: Path) -> None:
    drawn: list[Drawable] = []

    async def draw(wanted: Drawable, language: str) -> bytes:
        drawn.append(wanted)
        return b"\x89PNG"

    async with city(tmp_path, small_plan(), draw=draw) as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2023-11-02", "10:00")
        card = await town.say("coordinator", "/summary")
        assert card.picture == ""
        while town.chat.pending:
            await town.chat.pending.pop()
        await town.play.settle()
        assert len(drawn) == 1
        assert town.last("coordinator").picture


async def test_golive_shows_what_it_would_send_and_waits_for_a_yes(tmp_path: Path) -> None:
    async def rehearse(golive: date) -> Rehearsal:
        return Rehearsal(
            golive, date(2024, 1, 31), 254, (("u01-liaison", 9), ("coordinator", 6)), (date(2024, 1, 2), 21)
        )

    async with city(tmp_path, small_plan(), rehearse=rehearse) as town:
        card = await town.say("coordinator", "上线 2023年12月1日")
        assert "如无人反馈，2023年12月1日至2024年1月31日共发送254条消息。" in card.lines
        assert "· 市生态环境局联络员：9条" in card.lines
        assert (await town.contexts.current()).golive is None
        await town.press("coordinator", "确认上线")
        assert (await town.contexts.current()).golive == date(2023, 12, 1)
        assert "此项操作由方案督办部门办理" in (await town.say("u01-liaison", "/golive 2023-12-01")).title


async def test_a_draft_plan_only_rehearses(tmp_path: Path) -> None:
    async with city(tmp_path, seed_plan(), exempt=False) as draft:
        assert "征求意见稿只能推演" in (await draft.say("coordinator", "/golive 2023-12-01")).title
