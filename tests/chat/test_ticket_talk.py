"""What people say about tickets without their number, and what has no place in them."""

from datetime import date
from pathlib import Path

import pytest

from bot.cards.formatter import Formatter
from bot.domain.language.ticket_words import TicketDeed, deed_in, says_picture
from bot.domain.tickets.ticket import TicketState
from tests.builders import ZH, buttons, calendar, small_plan
from tests.chat.permission_situations import EAST
from tests.chat.ticket_town import issued, life_of, ticket_town


@pytest.mark.parametrize(
    ("words", "deed", "rest"),
    [
        ("这件退回去，没附照片", TicketDeed.RETURN, "没附照片"),
        ("该件退回，现场没改", TicketDeed.RETURN, "现场没改"),
        ("把这单打回去", TicketDeed.RETURN, ""),
        ("群众不满意", TicketDeed.DISSATISFIED, "不满意"),
        ("回访群众还是不满意", TicketDeed.DISSATISFIED, "不满意"),
        ("举报人不认可，说还有味", TicketDeed.DISSATISFIED, "不认可，说还有味"),
        ("来电人又投诉了", TicketDeed.DISSATISFIED, "又投诉了"),
        ("延期两天", TicketDeed.EXTEND, "两天"),
        ("申请延期到周五", TicketDeed.EXTEND, "到周五"),
        ("请宽限一天", TicketDeed.EXTEND, "一天"),
        ("延长洒水时间到22点，已安排", TicketDeed.SAY, "延长洒水时间到22点，已安排"),
        ("群众表示满意", TicketDeed.SAY, "群众表示满意"),
        ("正在延长洒水时间", TicketDeed.SAY, "正在延长洒水时间"),
    ],
)
def test_what_words_ask_for(words: str, deed: TicketDeed, rest: str) -> None:
    found = deed_in(words, 1)
    assert (found.deed, found.words) == (deed, rest)


@pytest.mark.parametrize("words", ["已办结，附照片", "整改完成，照片如下", "见附件", "已清扫，附现场图片"])
def test_words_that_promise_a_picture(words: str) -> None:
    assert says_picture(words)


async def test_an_answer_without_a_number_is_offered_its_ticket_and_a_missing_picture_is_said(
    tmp_path: Path,
) -> None:
    async with ticket_town(tmp_path) as there:
        await issued(there)
        await there.say(EAST, "/tasks")
        assert "T1" in (await there.say(EAST, "收到")).text
        card = await there.say(EAST, "已办结，附照片")
        assert buttons(card)[0].payload == "tksay:1"
        card = await there.press(EAST, "T1")
        assert ZH.say("ticket.no_picture", name="T1") in card.text
        assert (await life_of(there)).ticket.state is TicketState.SIGNED


async def test_who_complained_is_not_content(tmp_path: Path) -> None:
    """A return where it waits for review, a reopening where it is closed; the unit only says so."""
    async with ticket_town(tmp_path) as there:
        await issued(there)
        await there.say(EAST, "T1 已清扫，请复核")
        await there.say("coordinator", "T1")
        assert "请写明原因" in (await there.say("coordinator", "群众不满意")).text
        assert (await life_of(there)).ticket.state is TicketState.IN_REVIEW
        for person in (EAST, "c02-liaison", "leader"):
            await there.press_payload(person, "tkbackfor:1:1:0")
        assert (await life_of(there)).ticket.state is TicketState.IN_REVIEW
        await there.press("coordinator", "群众不满意")
        assert (await life_of(there)).ticket.round == 2
        assert "已记录" in (await there.say(EAST, "T1 群众不满意，正在再次清扫")).text
        await there.say(EAST, "T1 已再次清扫，请复核")
        await there.say("coordinator", "T1 通过")
        await there.say("coordinator", "T1 回访群众还是不满意")
        await there.press("coordinator", "现场未整改到位")
        assert (await life_of(there)).ticket.round == 3


@pytest.mark.parametrize(
    ("minutes", "written"),
    [(1, "1分钟"), (59, "59分钟"), (60, "1小时"), (870, "14小时30分"), (2880, "2天"), (4400, "3天1小时")],
)
def test_spans(minutes: int, written: str) -> None:
    fmt = Formatter(ZH, small_plan(), date(2024, 1, 12), calendar())
    assert fmt.span(minutes) == written


async def test_a_township_is_late_no_longer_once_the_ticket_is_closed(tmp_path: Path) -> None:
    async with ticket_town(tmp_path) as there:
        await issued(there)
        await there.say(EAST, "T1 转东岗镇 60分钟")
        await there.sleep_until("2024-01-13", "08:10")
        assert "已超14小时30分" in (await there.say(EAST, "T1")).text
        await there.say(EAST, "T1 已清扫，请复核")
        await there.say("coordinator", "T1 通过")
        await there.sleep_until("2024-01-20", "08:10")
        card = await there.say(EAST, "T1")
        assert "东岗镇（60分钟），至销号未反馈" in card.text and "已超" not in card.text


async def test_the_day_s_message_of_a_county_has_its_open_tickets(tmp_path: Path) -> None:
    async with ticket_town(tmp_path) as there:
        await issued(there)
        await there.sleep_until("2024-02-08", "12:00")
        told = [one.card.text for one in there.pushed(EAST) if "在办交办单1件，超时1件" in one.card.text]
        assert told and "T1 东县" in told[-1]
        others = [one.card.text for one in there.pushed("c02-liaison")]
        assert others and not any("在办交办单" in one for one in others)


@pytest.mark.parametrize("words", ["T1 延期两天", "T1：已完成12台", "T1 进展80%", "t1延期两天"])
async def test_a_number_of_no_ticket_is_refused_where_there_is_none_yet(tmp_path: Path, words: str) -> None:
    """It was placed at an item, and 两天 recorded there."""
    async with ticket_town(tmp_path) as there:
        assert (await there.say(EAST, words)).text == ZH.say("refused.no_such_ticket", name="T1")
