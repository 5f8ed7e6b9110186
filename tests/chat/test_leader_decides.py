"""The leader decides about proposed talks: by the buttons of the weekly message, and in words."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.talk import TalkDecision
from tests.builders import City, busy_plan, buttons, city
from tests.chat.permission_situations import BUREAU, town


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[City]:
    async with town(tmp_path) as founded:
        await founded.sleep_until("2024-01-11", "10:00")
        a = await founded.milestone("1.1", "市城市管理局")
        await founded.press_payload("coordinator", f"up:{a.id}")
        await founded.sleep_until("2024-01-15", "10:00")
        yield founded


async def talk(there: City) -> TalkDecision | None:
    return (await there.milestone("1.1", "市城市管理局")).talk


async def test_a_talk_is_agreed_with_one_tap_and_the_coordinator_has_the_draft(there: City) -> None:
    weekly = there.pushed("leader")[-1].card
    assert any(line.startswith("请决定1：市城市管理局第1项") for line in weekly.lines)
    assert [one.text for one in buttons(weekly)][:4] == ["同意", "不同意", "暂缓", "事项1详情"]
    card = await there.press("leader", "同意")
    assert card.title.startswith("已同意约谈：市城市管理局")
    assert await talk(there) is TalkDecision.AGREED
    await there.sleep_until("2024-01-16", "10:00")
    told = there.pushed("coordinator")[-1].card
    assert "领导已同意约谈市城市管理局" in told.text
    draft = await there.press("coordinator", "约谈建议")
    assert draft.title.startswith("约谈建议（代拟稿）")
    assert "领导已批示：1项" in (await there.say("coordinator", "/inbox")).text


@pytest.mark.parametrize(
    ("words", "decision", "note"),
    [
        ("同意约谈", TalkDecision.AGREED, ""),
        ("同意", TalkDecision.AGREED, ""),
        ("同意，下周一谈", TalkDecision.AGREED, "下周一谈"),
        ("1同意", TalkDecision.AGREED, ""),
        ("不同意，先函告", TalkDecision.REFUSED, "先函告"),
        ("第1项暂缓", TalkDecision.DEFERRED, ""),
        ("都同意", TalkDecision.AGREED, ""),
        ("城管局的先不谈，由分管同志先了解情况", TalkDecision.REFUSED, "由分管同志先了解情况"),
        ("下周再议", TalkDecision.DEFERRED, ""),
    ],
)
async def test_words_decide_as_the_buttons_do(
    there: City, words: str, decision: TalkDecision, note: str
) -> None:
    card = await there.say("leader", words)
    assert await talk(there) is decision, card.text
    assert (f"批示意见：{note}" in card.text) is bool(note)
    await there.sleep_until("2024-01-16", "10:00")
    assert note in there.pushed("coordinator")[-1].card.text


async def test_a_note_follows_a_tap(there: City) -> None:
    await there.press("leader", "不同意")
    card = await there.say("leader", "先发函，月底再看")
    assert "批示意见：先发函，月底再看" in card.text
    a = await there.milestone("1.1", "市城市管理局")
    history = await there.press_payload("coordinator", f"hist:{a.id}:0")
    assert "不同意约谈" in history.text
    assert "先发函，月底再看" in history.text


async def test_what_was_deferred_is_asked_again_next_week_and_what_was_decided_is_not(there: City) -> None:
    await there.press("leader", "暂缓")
    await there.sleep_until("2024-01-22", "10:00")
    again = there.pushed("leader")[-1].card
    assert "（上次暂缓）" in again.text
    await there.press("leader", "同意")
    await there.sleep_until("2024-01-29", "10:00")
    assert "请决定" not in there.pushed("leader")[-1].card.text


async def test_nothing_decided_stays_for_weeks_and_all_of_many_is_within_reach(tmp_path: Path) -> None:
    async with city(tmp_path, busy_plan(5)) as busy:
        await busy.go_live("2023-11-01")
        await busy.sleep_until("2024-01-11", "10:00")
        for a in await busy.assignments(unit="市城市管理局"):
            if not a.recurring:
                await busy.press_payload("reviewer", f"up:{a.id}")
                await busy.press_payload("coordinator", f"up:{a.id}")
        for day in ("2024-01-15", "2024-01-29"):  # asked again while nothing is decided
            await busy.sleep_until(day, "10:00")
            weekly = busy.pushed("leader")[-1].card
            assert sum(line.startswith("请决定") for line in weekly.lines) == 3
            assert "另有2项待您批示" in weekly.text
        card = await busy.say("leader", "第2项暂缓，其余同意")
        assert card.text.count("已同意约谈") == 2, card.text
        rows = [a for a in await busy.assignments(unit="市城市管理局") if a.endorsed_on]
        assert sorted(str(a.talk) for a in rows) == ["None", "None", "agreed", "agreed", "deferred"]
        card = await busy.say("leader", "/undo")
        assert "已撤销" in card.text, card.text
        assert not any(a.talk for a in await busy.assignments(unit="市城市管理局"))


async def test_a_talk_with_the_coordinators_own_bureau_comes_from_and_goes_to_the_reviewer(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as there:
        await there.sleep_until("2024-07-11", "10:00")
        a = await there.milestone("2.1", BUREAU)
        await there.press_payload("reviewer", f"up:{a.id}")
        await there.sleep_until("2024-07-15", "10:00")
        before = len(there.pushed("coordinator"))
        await there.say("leader", "同意约谈生态环境局")
        assert (await there.by_id(a.id)).talk is TalkDecision.AGREED
        await there.sleep_until("2024-07-16", "10:00")
        assert "领导已同意约谈市生态环境局" in there.pushed("reviewer")[-1].card.text
        assert not any(
            "领导已同意约谈市生态环境局" in m.card.text for m in there.pushed("coordinator")[before:]
        )


async def test_a_refused_talk_may_be_put_up_once_more(there: City) -> None:
    await there.press("leader", "不同意")
    a = await there.milestone("1.1", "市城市管理局")
    old = a.endorsed_on
    assert old
    await there.sleep_until("2024-02-20", "10:00")
    await there.press_payload("coordinator", f"up:{a.id}")
    card = await there.press_payload("leader", f"talkok:{a.id}:{old:%Y%m%d}")
    assert "这是较早一次呈报" in card.text
    assert await talk(there) is None


async def test_nobody_but_a_leader_decides(there: City) -> None:
    a = await there.milestone("1.1", "市城市管理局")
    assert a.endorsed_on
    for person in ("coordinator", "reviewer", "u02-liaison", "u02-head"):
        for verb in ("talkok", "talkno", "talkdef"):
            await there.press_payload(person, f"{verb}:{a.id}:{a.endorsed_on:%Y%m%d}")
        await there.say(person, "同意约谈")
    assert await there.by_id(a.id) == a
