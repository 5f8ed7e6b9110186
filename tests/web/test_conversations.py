"""What was said is shown page by page, and a file to those who may see it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.context.ports import Attachment
from bot.web.conversations import Conversations
from bot.web.ports import Bubble, BubblePlace
from tests.builders import City, city, small_plan

LIAISON = "u02-liaison"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan(), start="2023-10-31") as founded:
        await founded.go_live("2023-11-01")
        yield founded


def conversations_of(town: City) -> Conversations:
    return Conversations(town.store, town.contexts, lambda person, language: ())


async def test_history_pages_add_up(town: City) -> None:
    chats = conversations_of(town)
    await town.sleep_until("2024-01-12", "12:00")
    for words in ("/tasks", "/summary", "/help"):
        await town.say(LIAISON, words)
    whole = await chats.history(LIAISON, None, 500)
    paged: list[Bubble] = []
    before: BubblePlace | None = None
    while page := await chats.history(LIAISON, before, 2):
        paged = [*page, *paged]
        before = BubblePlace(*page[0].place)
    assert [b.id for b in paged] == [b.id for b in whole]


async def test_a_pressed_card_is_shown_as_its_press_has_left_it(town: City) -> None:
    chats = conversations_of(town)
    await town.sleep_until("2023-12-18", "12:00")
    [card] = [m for m in town.phone(LIAISON) if "无变化" in str(m.card.buttons)][-1:]
    shown = [await chats.pressed(one, card.message_id) for one in (LIAISON, "coordinator")]
    assert shown == [None, None]
    await town.press(LIAISON, "详情", on=card)
    await town.press(LIAISON, "无变化", on=card)
    [bubble] = [b for b in await chats.history(LIAISON, None, 50) if b.id == card.message_id]
    assert bubble.lines == (*card.card.lines, "✓ 已报无变化 12月18日 12:00")
    assert [one.text for row in bubble.buttons for one in row] == ["详情", "为何提醒"]
    assert await chats.pressed(LIAISON, card.message_id) == bubble
    assert await chats.pressed("coordinator", card.message_id) is None
    assert await chats.bubble(card.created_at, card) == bubble


async def test_a_card_whose_press_was_undone_is_shown_again_with_its_buttons(town: City) -> None:
    chats = conversations_of(town)
    await town.sleep_until("2023-12-18", "12:00")
    [card] = [m for m in town.phone(LIAISON) if "无变化" in str(m.card.buttons)][-1:]
    await town.press(LIAISON, "无变化", on=card)
    await town.say(LIAISON, "/undo")
    update = town.phone(LIAISON)[-1].message_id.split(".")[2]
    [bubble] = await chats.released(LIAISON, update)
    assert bubble.lines[-1] == "已于12月18日 12:00撤销"
    assert "无变化" in [one.text for row in bubble.buttons for one in row]
    assert list(await chats.released("coordinator", update)) == []


async def test_another_chats_card_is_not_pressed(town: City) -> None:
    """A client may name any message and any payload."""
    await town.sleep_until("2023-12-18", "12:00")
    item = await town.milestone("1.1", "市城市管理局")
    [card] = [m for m in town.phone(LIAISON) if "无变化" in str(m.card.buttons)][-1:]
    await town.press_payload("u02-head", f"same:{item.id}", card.message_id)
    await town.press_payload(LIAISON, "drop", card.message_id)
    assert town.rows("SELECT * FROM card_press") == []


async def test_a_file_is_seen_by_its_unit_and_by_those_who_see_all(town: City) -> None:
    chats = conversations_of(town)
    await town.sleep_until("2023-12-04", "12:00")
    await town.say(LIAISON, "进度50%", files=(Attachment("验收.pdf", "application/pdf", b"%PDF-1"),))
    sha = town.rows("SELECT sha256 FROM attachment WHERE person_id = ?", LIAISON)[0][0]
    assert (await chats.attachment(sha, LIAISON) or ())[1:] == ("验收.pdf", b"%PDF-1")
    assert await chats.attachment(sha, "coordinator")
    assert await chats.attachment(sha, "c02-liaison") is None
    assert await chats.attachment(sha, "nobody") is None


async def test_a_file_is_seen_where_it_was_shown(town: City) -> None:
    """The lead of its task looks at what a county has sent; the page names it, and fetches it."""
    chats = conversations_of(town)
    await town.sleep_until("2024-01-03", "12:00")
    item = (await town.assignments("1", "东县"))[0]
    await town.press_payload("c01-liaison", f"say:{item.id}")
    await town.say("c01-liaison", "进度50%", files=(Attachment("联网.pdf", "application/pdf", b"%PDF-1"),))
    sha = town.rows("SELECT sha256 FROM attachment WHERE person_id = ?", "c01-liaison")[0][0]
    assert await chats.attachment(sha, "c02-liaison") is None
    card = await town.press_payload(LIAISON, f"files:{item.id}")
    assert card.files == (sha,)
    [shown] = (await chats.history(LIAISON, None, 1))[-1].files
    assert (shown.name, shown.mime, shown.size) == ("联网.pdf", "application/pdf", 6)
    assert (await chats.attachment(sha, LIAISON) or ())[1:] == ("联网.pdf", b"%PDF-1")
    live = await chats.bubble(town.now, town.phone(LIAISON)[-1])
    assert live.files == (shown,)
