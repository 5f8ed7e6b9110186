"""Updates that were handled wrongly once, as Telegram sends them (tests/telegram/updates/), and sends it refuses."""

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.cards.card import Button, Card
from bot.channels.telegram.api import Api
from bot.channels.telegram.spec import NAME
from bot.context.plan_context import ChatAccount
from bot.domain.assignment import Kind, State
from bot.domain.message import MessageKind
from bot.engine.outbox import post
from bot.queries.history import events_of
from tests.builders import busy_plan
from tests.peers.botapi.faults import Reset, Say, too_many
from tests.peers.botapi.server import BotApi
from tests.telegram.builders import TelegramCity, telegram_city
from tests.telegram.test_groups import COORDINATOR, founded

LEAD, LIAISON = "市城市管理局", "u02-liaison"
UPDATES = Path(__file__).parent / "updates"


@pytest.fixture
def mode() -> str:
    return "polling"


@pytest.fixture
async def town(town: TelegramCity) -> TelegramCity:
    """The boilers' second reminder has gone out."""
    await town.sleep_until("2023-12-18", "10:00")
    return town


def updates(town: TelegramCity, name: str, **changes: Any) -> list[dict[str, Any]]:
    """Those of a file, as if the liaison had sent them."""
    told = json.loads((UPDATES / f"{name}.json").read_text(encoding="utf-8"))
    number = town.phone_of(LIAISON).id
    for one in told if isinstance(told, list) else [told]:
        message = next(iter(one.values()))
        message["from"]["id"] = message["chat"]["id"] = number
        message.update(changes)
    return told if isinstance(told, list) else [told]


async def sent(town: TelegramCity, *told: dict[str, Any]) -> list[Card]:
    """The answers to these updates, one after the other."""
    before = len(town.phone(LIAISON))
    for one in told:

        async def inject(one: dict[str, Any] = one) -> None:
            town.server.inject(one)

        await town.does(inject)
    return [message.card for message in town.phone(LIAISON)[before:]]


async def reported(town: TelegramCity, milestone: str = "1.1") -> list[str]:
    a = await town.milestone(milestone, LEAD)
    events = [kept.event for kept in await events_of(town.store, str(a.id), town.calendar)]
    return [event.words for event in events if event.kind in (Kind.REPORTED, Kind.SUBMITTED)]


# ---- T1, T6: content that the library does not know, or that lies behind the words


async def test_a_rich_message_is_read_as_its_words(town: TelegramCity) -> None:
    await sent(town, *updates(town, "rich"))
    assert await reported(town) == ["已完成120套，进度100%"]


async def test_a_checklist_is_read_as_its_lines(town: TelegramCity) -> None:
    tasks = [{"id": 1, "text": "拆除3台", "completion_date": 9}, {"id": 2, "text": "还剩2台"}]
    [told] = updates(town, "rich")
    del told["message"]["rich_message"]
    told["message"]["checklist"] = {"title": "锅炉拆除", "tasks": tasks}
    await sent(town, told)
    assert await reported(town) == ["锅炉拆除\n✓ 拆除3台\n还剩2台"]


UNKNOWN = [
    {"poll": {"id": "1", "question": "完成了吗"}},
    {"hologram": {"file": "x"}},
    {"story": {}},
    {"contact": {"first_name": "王"}},
]


@pytest.mark.parametrize("content", UNKNOWN, ids=lambda one: next(iter(one)))
async def test_content_that_cannot_be_recorded_is_kept_and_said_to_be_so(
    town: TelegramCity, content: dict[str, Any]
) -> None:
    [told] = updates(town, "rich")
    del told["message"]["rich_message"]
    told["message"].update(content)
    [answer] = await sent(town, told)
    assert "没有可以记录的内容" in answer.title
    assert len(town.rows("SELECT raw FROM inbox WHERE raw LIKE ?", f'%"{next(iter(content))}"%')) == 1


async def test_what_the_platform_writes_into_a_chat_is_answered_by_nothing(town: TelegramCity) -> None:
    [told] = updates(town, "rich")
    del told["message"]["rich_message"]
    told["message"]["forum_topic_edited"] = {"name": "x"}
    assert await sent(town, told) == []


async def test_an_address_behind_words_is_kept_with_them(town: TelegramCity) -> None:
    link = {"type": "text_link", "offset": 2, "length": 2, "url": "https://example.cn/a?b=1"}
    [told] = updates(town, "rich", text="见附台账，已开工", entities=[link])
    del told["message"]["rich_message"]
    await sent(town, told)
    assert await reported(town) == ["见附台账，已开工\nhttps://example.cn/a?b=1"]


# ---- T2: whose words


async def test_forwarded_words_are_asked_about_and_recorded_with_their_origin(town: TelegramCity) -> None:
    [asked] = await sent(town, *updates(town, "forward"))
    assert "日报" in asked.title and await reported(town) == []
    assert (await town.milestone("1.1", LEAD)).percent is None
    await town.press(LIAISON, "锅炉")
    [words] = await reported(town)
    assert words.startswith("通报：住建局施工扬尘整治完成率98%") and "转发自：日报" in words


async def test_what_somebody_forwards_of_their_own_is_theirs(town: TelegramCity) -> None:
    [told] = updates(town, "forward", text="正在推进，已开工")
    told["message"]["forward_origin"] = {"type": "user", "date": 1, "sender_user": told["message"]["from"]}
    await sent(town, told)
    assert await reported(town) == ["正在推进，已开工"]


# ---- T4: an edit that changes nothing


async def test_an_edit_of_the_same_text_changes_nothing(town: TelegramCity) -> None:
    first, again = updates(town, "false_edit")
    for one in (first, again):
        next(iter(one.values()))["text"] = "/report 1.1 76%"
    await sent(town, first)
    before = await reported(town)
    assert await sent(town, again) == [] and await reported(town) == before


async def test_after_undo_an_unchanged_edit_says_nothing(town: TelegramCity) -> None:
    first, again = updates(town, "false_edit")
    for one in (first, again):
        next(iter(one.values()))["text"] = "/undo"
    await sent(town, first)
    assert await sent(town, again) == []


# ---- T3, T5: an edit that changes something


async def test_an_edit_that_names_another_item_moves_the_report(town: TelegramCity) -> None:
    first, again = updates(town, "edit_moves_item")
    next(iter(first.values()))["text"] = "/report 1.1 60%，还差设备"
    next(iter(again.values()))["text"] = "/report 2.1 60%，还差设备"
    await sent(town, first)
    assert (await town.milestone("1.1", LEAD)).percent == 60
    [answer] = await sent(town, again)
    assert "已撤回" in answer.text
    assert (await town.milestone("1.1", LEAD)).percent is None
    assert (await town.milestone("2.1", LEAD)).percent == 60
    assert (await reported(town, "2.1"))[-1] == "60%，还差设备"


async def test_an_edited_command_is_read_as_one(town: TelegramCity) -> None:
    first, again = updates(town, "edit_moves_item")
    next(iter(first.values()))["text"] = "/report 1.1 60%"
    next(iter(again.values()))["text"] = "/report 1.1 70%，已到货"
    await sent(town, first, again)
    assert (await town.milestone("1.1", LEAD)).percent == 70
    assert (await reported(town))[-1] == "70%，已到货"


async def test_an_edit_after_the_review_tells_its_author_and_the_reviewer(town: TelegramCity) -> None:
    first, again = updates(town, "edit_moves_item")
    next(iter(first.values()))["text"] = "/done 1.1 全部完成"
    await sent(town, first)
    a = await town.milestone("1.1", LEAD)
    await town.press_payload(COORDINATOR, f"pass:{a.id}:{a.rounds}")
    assert (await town.milestone("1.1", LEAD)).state is State.CLOSED
    next(iter(again.values()))["text"] = "全部完成，另有2台备用"
    [answer] = await sent(town, again)
    assert "已销号" in answer.text
    await town.sleep_until("2023-12-19", "10:00")
    assert any("修改了反馈原文" in m.card.text for m in town.pushed(COORDINATOR))


# ---- T7, T9, T11: sends that are refused or unclear


async def queue(town: TelegramCity, person: str, card: Card, chat: str, name: str) -> None:
    account = ChatAccount(NAME, chat, person, 0)
    await town.store.commit([post(account, card, MessageKind.ANSWER, name, town.now)])
    await town.play.settle()


@pytest.mark.parametrize("refusal", ["message thread not found", "TOPIC_CLOSED"])
async def test_a_post_to_a_topic_that_is_gone_goes_to_the_group(town: TelegramCity, refusal: str) -> None:
    group = await founded(town)
    town.server.faults.add("sendMessage", Say(400, f"Bad Request: {refusal}"))
    await queue(town, COORDINATOR, Card("通报"), f"{group.id}/7", "a.x.0")
    assert group.heard[-1].text == "通报"


async def test_a_post_that_the_group_refuses_comes_in_private_to_who_asked(town: TelegramCity) -> None:
    group = await founded(town)
    phone = town.phone_of(COORDINATOR)
    refusal = Say(400, "Bad Request: not enough rights to send text messages to the chat")
    town.server.faults.add("sendMessage", refusal, times=9, chat=group.id)
    await town.does(lambda: phone.write("/summary@duban_test_bot", group=group))
    await town.play.settle()
    assert "未能发布到群内" in phone.heard[-1].text and "项" in phone.heard[-1].text


async def test_a_pressed_card_says_what_was_done_and_loses_what_it_no_longer_means(
    town: TelegramCity,
) -> None:
    phone = town.phone_of(LIAISON)
    card = next(one for one in reversed(phone.heard) if "无变化" in str(one.buttons))
    words = card.text
    await town.does(partial(phone.press, "无变化", on=card))
    now = next(one for one in phone.heard if one.id == card.id)
    assert [one["text"] for row in now.buttons for one in row] == ["详情", "为何提醒"]
    assert re.fullmatch(re.escape(words) + r"\n✓ 已报无变化 \d+月\d+日 \d\d:\d\d", now.text)


async def test_a_card_whose_press_was_undone_says_so_and_can_be_pressed_again(town: TelegramCity) -> None:
    phone = town.phone_of(LIAISON)
    card = next(one for one in reversed(phone.heard) if "无变化" in str(one.buttons))
    before = card.buttons
    await town.does(partial(phone.press, "无变化", on=card))
    await town.does(lambda: phone.write("/undo"))
    now = next(one for one in phone.heard if one.id == card.id)
    assert now.buttons == before
    assert re.search(r"✓ 已报无变化 .*\n已于\d+月\d+日 \d\d:\d\d撤销$", now.text)


async def test_a_press_that_only_shows_or_is_refused_leaves_the_card(town: TelegramCity) -> None:
    phone = town.phone_of(LIAISON)
    card = next(one for one in reversed(phone.heard) if "无变化" in str(one.buttons))
    seen = (card.text, card.buttons)
    await town.does(partial(phone.press, "详情", on=card))
    await town.does(partial(phone.press_data, "pass:1:0", on=card))
    now = next(one for one in phone.heard if one.id == card.id)
    assert (now.text, now.buttons) == seen


async def test_a_groups_card_says_who_pressed_and_each_takes_their_own(town: TelegramCity) -> None:
    group = await founded(town)
    first, second = [await town.milestone("1.1", LEAD), (await town.assignments("2"))[0]]
    for a in (first, second):
        assert a.running
    rows = tuple(
        (Button(f"{a.task} 催办", f"chase:{a.id}"), Button("详情", f"card:{a.id}")) for a in (first, second)
    )
    await queue(town, LIAISON, Card("逾期2项", (), rows), str(group.id), "a.x.0")
    [card] = [one for one in group.heard if one.text == "逾期2项"]
    coordinator, liaison = town.phone_of(COORDINATOR), town.phone_of(LIAISON)
    await town.does(partial(liaison.press, "1 催办", on=card, group=group))  # not theirs to do
    assert next(one for one in group.heard if one.id == card.id).text == "逾期2项"
    for words in ("1 催办", "2 催办"):
        await town.does(partial(coordinator.press, words, on=card, group=group))
    now = next(one for one in group.heard if one.id == card.id)
    head, *lines = now.text.splitlines()
    assert head == "逾期2项" and len(lines) == 2
    name = (await town.contexts.current()).roster.by_id[COORDINATOR].name
    assert all(line.startswith("✓ 第") and "已催办" in line and line.endswith(name) for line in lines)
    assert [one["text"] for row in now.buttons for one in row] == ["详情", "详情"]


async def test_a_press_that_came_back_after_a_crash_still_changes_the_card(town: TelegramCity) -> None:
    """The process died between the commit and the edit: the platform brings the press again."""
    phone = town.phone_of(LIAISON)
    card = next(one for one in reversed(phone.heard) if "无变化" in str(one.buttons))
    town.server.faults.add("editMessageText", Say(502, "Bad Gateway"), times=1)
    await town.does(partial(phone.press, "无变化", on=card))
    raw = town.rows("SELECT raw FROM inbox WHERE raw LIKE '%callback_query%'")[-1][0]
    assert "✓" not in next(one for one in phone.heard if one.id == card.id).text
    await town.intake.take(json.loads(raw))
    assert "✓ 已报无变化" in next(one for one in phone.heard if one.id == card.id).text


async def test_a_group_that_is_told_to_wait_delays_nobody_else(town: TelegramCity) -> None:
    group = await founded(town)
    heard = len(town.phone_of(LIAISON).heard)
    town.server.faults.add("sendMessage", too_many(30))
    await queue(town, COORDINATOR, Card("通报"), str(group.id), "a.x.0")
    await queue(town, LIAISON, Card("答复"), str(town.phone_of(LIAISON).id), "a.x.1")
    assert [one.text for one in town.phone_of(LIAISON).heard[heard:]] == ["答复"]
    assert group.heard[-1].text != "通报"
    town.clock.now += 31_000
    await town.play.settle()
    assert group.heard[-1].text == "通报"


async def test_buttons_of_both_copies_work_where_the_first_was_never_confirmed(town: TelegramCity) -> None:
    phone = town.phone_of(LIAISON)
    town.server.faults.add("sendMessage", Reset(after=True))
    await town.does(lambda: phone.write("/tasks"))
    first = phone.heard[-1]
    town.clock.now += 60_000
    await town.play.settle()
    again = phone.heard[-1]
    assert first.id != again.id and first.buttons == again.buttons
    label = next(one["text"] for row in first.buttons for one in row if "callback_data" in one)
    for copy in (first, again):
        seen = len(phone.heard)
        await town.does(partial(phone.press, label, on=copy))
        assert "按钮" not in "".join(one.text for one in phone.heard[seen:])
    assert len(town.rows("SELECT raw FROM inbox WHERE raw LIKE '%callback_query%'")) == 2


# ---- T12, T14


async def test_a_quoted_line_of_a_digest_names_the_item(tmp_path: Path, server: BotApi) -> None:
    async with telegram_city(tmp_path, server, "polling", busy_plan(5), start="2023-11-30") as town:
        await town.go_live("2023-12-01")
        await town.sleep_until("2023-12-18", "10:00")
        phone = town.phone_of(LIAISON)
        digest = next(one for one in reversed(phone.heard) if "第4号治理" in one.text)
        line = next(one for one in digest.text.splitlines() if "第4号治理" in one)
        told = await town.does(lambda: phone.write("正在推进，已开工", reply_to=digest.id))
        assert "请点选" in phone.heard[-1].text  # without the quote it may be any of five
        quoted = {**told, "message_id": told["message_id"] + 50, "quote": {"text": line[:12], "position": 0}}

        async def inject() -> None:
            town.server.inject({"message": quoted})

        await town.does(inject)
        a = await town.milestone("4.1", LEAD)
        events = [kept.event for kept in await events_of(town.store, str(a.id), town.calendar)]
        assert [event.words for event in events if event.kind is Kind.REPORTED] == ["正在推进，已开工"]


async def test_a_relative_path_with_the_tokens_folder_is_asked_for_as_it_is(town: TelegramCity) -> None:
    """`/abs/TOKEN/a.txt` is cut to what lies below the folder; `x/TOKEN/a.txt` is a name like any other."""
    asked: list[str] = []

    class Request:
        async def retrieve(self, address: str, read_timeout: float) -> bytes:
            asked.append(address.rpartition("/file/bot")[2])
            return b"x"

    class Client:
        token, base_file_url, request = "1:T", "http://server/file/bot1:T", Request()

    api = Api(Client(), None)  # type: ignore[arg-type]
    await api.fetch("documents/1:T/a.txt")
    await api.fetch("/var/lib/bot/1:T/documents/a.txt")
    assert asked == ["1:T/documents/1:T/a.txt", "1:T/documents/a.txt"]
