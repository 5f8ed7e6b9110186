"""Papers in the chat: drafted, filled in or edited in Word and sent back, issued under a number, voided, listed."""

import io
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from functools import partial
from pathlib import Path

import pytest
from docx import Document

from bot.cards.card import Card
from bot.context.paper_desk import DOCX
from bot.context.ports import Attachment
from bot.domain.calendar import MINUTE
from bot.domain.paper_life import OfficePaper, PaperState, fold
from bot.domain.papers import PaperKind
from bot.domain.person import Person, Roster
from bot.engine.seal import seal
from bot.engine.verify import verify
from bot.planfile.demo import demo_people
from bot.planfile.yaml import load_plan
from bot.queries.history import events_of
from bot.queries.papers import register
from tests.builders import SMALL, ZH, City, buttons, city
from tests.exports.word_reading import anonymous, text_of
from tests.played import played

PAPERS = "papers: {slip: 城环督, letter: 城环函, bulletin: 城环, talk: 城环, warning: 城环函}\nsource:"
PLAN = load_plan(SMALL.replace("source:", PAPERS, 1), "small.yaml", ZH)
DEMAND = "请查明原因，倒排工期，于1月31日前办结并书面反馈。"


async def file_of(town: City, card: Card) -> Attachment:
    found = await town.store.one(Attachment, "attachment_whole", sha256=card.files[0])
    assert found
    return found


async def papers(town: City) -> list[OfficePaper]:
    return await register(town.store)


def labels(card: Card) -> list[str]:
    return [one.text for one in buttons(card)]


@asynccontextmanager
async def late_boilers(folder: Path, clock: str = "15:10") -> AsyncIterator[tuple[City, int]]:
    opened = partial(city, plan=PLAN, start="2023-12-27")
    async with played(folder, ("late boilers", clock), opened, partial(until_late, clock=clock)) as late:
        yield late


async def until_late(town: City, clock: str = "15:10") -> int:
    """The number of what is late."""
    await town.go_live("2023-12-27")
    await town.sleep_until("2024-01-12", clock)
    return (await town.milestone("1.1", "市城市管理局")).id


async def a_slip(town: City, id_: int) -> Card:
    """Drafted and filled in."""
    await town.press_payload("coordinator", f"slip:{id_}")
    return await town.say("coordinator", DEMAND)


async def issued_slip(town: City, id_: int) -> Card:
    await a_slip(town, id_)
    await town.press("coordinator", "签发")
    return await town.press("coordinator", "确认签发")


async def test_from_what_is_late_to_an_issued_slip_without_leaving_the_chat(tmp_path: Path) -> None:
    async with late_boilers(tmp_path) as (town, id_):
        draft = await town.say("coordinator", "督办单 1")
        assert "待填写1处：【请写明要求和办结、反馈的日期】" in draft.text and "签发" not in labels(draft)
        assert "城环督〔2024〕　号" in text_of((await file_of(town, draft)).body)
        filled = await town.say("coordinator", DEMAND)
        assert labels(filled) == ["签发", "弃用"]
        asked = await town.press("coordinator", "签发")
        assert "编号：城环督〔2024〕1号" in asked.text and "市城市管理局联络员" in asked.text
        assert (await papers(town))[0].state is PaperState.DRAFT
        done = await town.press("coordinator", "确认签发")
        file = await file_of(town, done)
        assert file.name == "督办单-市城市管理局-城环督〔2024〕1号.docx"
        words = text_of(file.body)
        assert "编号：城环督〔2024〕1号" in words and "2024年1月12日" in words
        assert "签发人：" in words and "【" not in words and DEMAND in words
        for person in ("u02-liaison", "u02-head"):
            told = town.last(person)
            assert "印发督办单：城环督〔2024〕1号" in told.text and told.files == done.files
        assert not [m for m in town.sent if m.person == "u01-liaison" and m.card.files]
        listed = await town.say("coordinator", "文书")
        assert "已签发1件，待签发0件" in listed.text and "城环督〔2024〕1号" in listed.text
        assert id_ in town.last("u02-liaison").assignments


async def test_numbers_are_counted_by_series_and_year_and_a_voided_one_stays_given(tmp_path: Path) -> None:
    async with late_boilers(tmp_path) as (town, id_):
        await issued_slip(town, id_)
        await town.press("coordinator", "作废")
        assert (await papers(town))[0].state is PaperState.ISSUED
        gone = await town.press("coordinator", "确认作废")
        assert gone.title == "督办单城环督〔2024〕1号已作废。"
        assert town.last("u02-liaison").title == "督办单城环督〔2024〕1号已作废。"
        again = await issued_slip(town, id_)
        assert "城环督〔2024〕2号" in again.title
        letter = await town.press_payload("coordinator", f"warn:{id_}")
        assert "待填写1处" in letter.text
        await town.say("coordinator", "请加快进度。")
        await town.press("coordinator", "签发")
        assert "城环函〔2024〕1号" in (await town.press("coordinator", "确认签发")).title


async def test_a_draft_edited_in_word_comes_back_as_a_reply(tmp_path: Path) -> None:
    async with late_boilers(tmp_path) as (town, id_):
        draft = await town.press_payload("coordinator", f"slip:{id_}")
        message = town.phone("coordinator")[-1].message_id
        edited = _edited(
            (await file_of(town, draft)).body, "【请写明要求和办结、反馈的日期】", "三日内书面说明。"
        )
        back = await town.say("coordinator", reply_to=message, files=(Attachment("改.docx", DOCX, edited),))
        assert back.title.startswith("已换成您发回的文稿") and "签发" in labels(back)
        assert back.files != draft.files
        without = await town.say("coordinator", files=(Attachment("再改.docx", DOCX, edited),))
        assert without.title.startswith("已换成您发回的文稿")  # known by the mark of the draft in the file


async def test_a_word_file_that_tells_nothing_of_itself_is_asked_about(tmp_path: Path) -> None:
    async with late_boilers(tmp_path) as (town, id_):
        await a_slip(town, id_)
        asked = await town.say("coordinator", files=(Attachment("文.docx", DOCX, anonymous()),))
        assert asked.title == "收到Word文稿。它是哪一份文书的修改稿？"
        back = await town.press("coordinator", "督办单")
        assert back.title.startswith("已换成您发回的文稿")
        await town.press("coordinator", "签发")
        done = await town.press("coordinator", "确认签发")
        assert text_of((await file_of(town, done)).body) == "编号：城环督〔2024〕1号\n2024年1月12日"


async def test_who_does_not_issue_sends_the_draft_to_who_does(tmp_path: Path) -> None:
    people = tuple(
        Person(p.id, p.name, p.posts, p.language, issues=p.id == "leader")
        for p in demo_people(PLAN, ZH).people
    )
    async with city(tmp_path, PLAN, Roster(people), start="2023-12-27") as town:
        id_ = await until_late(town)
        filled = await a_slip(town, id_)
        assert labels(filled) == ["送签", "弃用"]
        assert "签发、作废由名册中指定的签发人" in (await town.press_payload("coordinator", "issue:1")).text
        sent = await town.press("coordinator", "送签")
        assert sent.title == "已送领导签发。"
        await town.press("leader", "签发")
        done = await town.press("leader", "确认签发")
        assert "城环督〔2024〕1号" in done.title
        assert "签发人：领导" in text_of((await file_of(town, done)).body)


async def test_nobody_issues_a_paper_to_their_own_unit(tmp_path: Path) -> None:
    async with city(tmp_path, PLAN, start="2023-12-27") as town:
        await town.go_live("2023-12-27")
        await town.sleep_until("2024-07-12", "15:10")
        own = await town.milestone("2.1", "市生态环境局")
        filled = await a_slip(town, own.id)
        assert labels(filled) == ["送签", "弃用"]
        refused = await town.press_payload("coordinator", "issue:1")
        assert "该文书发给您所在的市生态环境局，请由其他签发人签发（回避）。" in refused.text


async def test_a_letter_and_a_talk_come_as_files_with_the_texts_of_the_chat(tmp_path: Path) -> None:
    async with late_boilers(tmp_path) as (town, id_):
        draft = await town.press_payload("coordinator", f"draft:{id_}")
        words = text_of((await file_of(town, draft)).body)
        for line in draft.lines:
            for label in ("事由：", "情况："):
                if line.startswith(label):
                    assert line.removeprefix(label) in words
        assert "是否约谈，请审定。" in words
        for gap in ("个别约谈，不公开", "市环委办、市纪委监委", "1月18日"):
            await town.say("coordinator", gap)
        await town.press("coordinator", "签发")
        done = await town.press("coordinator", "确认签发")
        assert "不在平台发送，只登记留存。" in done.text
        assert not [m for m in town.phone("u02-liaison") if m.card.files]
        leader = await town.press_payload("leader", f"draft:{id_}")
        assert leader.files == ()  # reads the proposal; drafts nothing


async def test_what_changed_after_it_was_confirmed_is_not_issued(tmp_path: Path) -> None:
    async with late_boilers(tmp_path) as (town, id_):
        await a_slip(town, id_)
        await town.press("coordinator", "签发")
        confirm = town.phone("coordinator")[-1]
        message = next(m for m in town.phone("coordinator") if m.card.files)
        file = await file_of(town, confirm.card)
        edited = _edited(file.body, DEMAND, "另行通知。")
        await town.say(
            "coordinator", reply_to=message.message_id, files=(Attachment("改.docx", DOCX, edited),)
        )
        refused = await town.press("coordinator", "确认签发", on=confirm)
        assert "文稿已有改动，请核对后再签发。" in refused.text
        assert (await papers(town))[0].number is None


async def test_the_register_is_the_fold_of_its_events(tmp_path: Path) -> None:
    async with late_boilers(tmp_path) as (town, id_):
        await issued_slip(town, id_)
        await town.press("coordinator", "作废")
        await town.press("coordinator", "确认作废")
        await town.press_payload("coordinator", f"slip:{id_}")
        await town.press_payload("coordinator", f"slip:{id_}")  # the one before, untouched, is discarded
        for paper in await town.store.read(OfficePaper, "all_papers"):
            events = await events_of(town.store, paper.stream, town.calendar)
            assert fold(paper.id, (one.event for one in events)) == paper
        assert [paper.id for paper in await papers(town)] == [3, 1]


async def test_night_and_weekend_wait_for_the_next_workday(tmp_path: Path) -> None:
    async with late_boilers(tmp_path, "20:00") as (town, id_):  # a Friday
        await issued_slip(town, id_)
        assert not [m for m in town.phone("u02-liaison") if m.card.files]
        await town.sleep_until("2024-01-15", "09:10")
        told = [m for m in town.phone("u02-liaison") if m.card.files]
        assert [town.calendar.local(town.now).date().isoformat() for _ in told] == ["2024-01-15"]


def _edited(body: bytes, was: str, becomes: str) -> bytes:
    """As somebody changes a text in Word."""
    from bot.exports.word_text import paragraphs, replace, text_of

    document = Document(io.BytesIO(body))
    for paragraph in paragraphs(document):
        import re

        if found := re.search(re.escape(was), text_of(paragraph)):
            replace(paragraph, found, becomes)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


async def test_verify_finds_a_number_that_was_changed_and_a_file_that_is_gone(tmp_path: Path) -> None:
    async with late_boilers(tmp_path) as (town, id_):
        done = await issued_slip(town, id_)
        await seal(town.store, town.now + 3 * MINUTE)
        well = await verify(town.store, town.calendar, town.now + 3 * MINUTE)
        assert well.discrepancies == ()
        with closing(sqlite3.connect(tmp_path / "city.db")) as db, db:
            db.execute("UPDATE paper SET n = 7")
            db.execute("DELETE FROM attachment WHERE sha256 = ?", done.files)
        found = await verify(town.store, town.calendar, town.now + 3 * MINUTE)
        assert [(one.key, *one.args.values()) for one in found.discrepancies] == [
            ("verify.row", "paper:1"),
            ("verify.file_missing", done.files[0][:12]),
        ]


@pytest.mark.parametrize(
    ("words", "demand"),
    [
        ("督办单 1 请于1月31日前办结", "请于1月31日前办结"),
        ("督办单 1 市城市管理局 请于1月31日前办结", "请于1月31日前办结"),
        ("督办单 1 城市管理局，请于1月31日前办结", "请于1月31日前办结"),
        ("/slip 1.1 市城市管理局", ""),
        ("督办单 市城市管理局", ""),
    ],
)
async def test_the_demand_may_stand_behind_the_number(tmp_path: Path, words: str, demand: str) -> None:
    async with late_boilers(tmp_path) as (town, _):
        card = await town.say("coordinator", words)
        read = text_of((await file_of(town, card)).body)
        assert "市城市管理局" in card.title
        assert demand in read and ("【请写明要求" in read) is not bool(demand)
        assert f"\n{demand}\n" in read or not demand


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("通报", "2024年1月8日至14日"),
        ("出一份上周的通报", "2024年1月1日至7日"),
        ("12月通报", "2023年12月"),
        ("帮我起草本月通报", "2024年1月"),
        ("月通报", "2024年1月"),
        ("/bulletin 2023年四季度", "2023年第四季度"),
        ("draft the weekly bulletin", "2024年1月8日至14日"),
    ],
)
async def test_a_bulletin_is_asked_for_in_words(tmp_path: Path, words: str, title: str) -> None:
    async with late_boilers(tmp_path) as (town, _):
        card = await town.say("coordinator", words)
        assert f"关于{title}小城空气质量行动任务进展情况的通报" in card.title


async def test_other_words_about_bulletins_ask_for_none(tmp_path: Path) -> None:
    async with late_boilers(tmp_path) as (town, _):
        for words in ("收到通报", "已按通报整改", "谢谢"):
            assert not (await town.say("u02-liaison", words)).files
        assert await papers(town) == []


async def test_a_reply_to_the_draft_fills_its_gap_whatever_came_between(tmp_path: Path) -> None:
    async with late_boilers(tmp_path) as (town, id_):
        await town.press_payload("coordinator", f"slip:{id_}")
        message = town.phone("coordinator")[-1].message_id
        await town.say("coordinator", "/late")
        await town.press_payload("coordinator", f"card:{id_}")
        filled = await town.say("coordinator", DEMAND, reply_to=message)
        assert filled.title.startswith("已填入") and "签发" in labels(filled)


async def test_a_wish_for_another_paper_does_not_fill_the_gap_of_the_draft(tmp_path: Path) -> None:
    async with late_boilers(tmp_path) as (town, _):
        await town.say("coordinator", "出一份本周的通报")
        slip = await town.say("coordinator", "1的督办单")
        assert "督办单" in slip.title
        await town.say("coordinator", "发一份台账 市城市管理局")
        kinds = {(one.kind, one.edited) for one in await papers(town)}
        assert kinds == {(PaperKind.BULLETIN, False), (PaperKind.SLIP, False)}
