"""Who comes back to a card sees what they did with it, and is offered only what still means something."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.cards.card import Card
from bot.web.conversations import Conversations
from tests.builders import City, city, small_plan

LIAISON, UNIT = "u02-liaison", "市城市管理局"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan(), start="2023-10-30") as founded:
        await founded.go_live("2023-11-01")
        yield founded


async def looks(town: City, person: str, message_id: str) -> tuple[str, list[str]]:
    """The last line of a card as its reader finds it in the chat, and its buttons."""
    chats = Conversations(town.store, town.contexts, lambda person, language: ())
    [bubble] = [one for one in await chats.history(person, None, 500) if one.id == message_id]
    return bubble.lines[-1], [button.text for row in bubble.buttons for button in row]


async def test_an_acknowledged_plan_says_so(town: City) -> None:
    await town.sleep_until("2023-11-02", "12:00")
    asked = next(m for m in town.phone(LIAISON) if "签收" in str(m.card.buttons))
    kept = (await looks(town, LIAISON, asked.message_id))[1]
    await town.press(LIAISON, "签收", on=asked)
    line, left = await looks(town, LIAISON, asked.message_id)
    assert line == "✓ 已签收 11月2日 12:00"
    assert left == [one for one in kept if one != "签收"]
    await town.press_payload(
        LIAISON, next(iter_payloads(asked.card, "签收")), asked.message_id
    )  # once more: refused
    assert (await looks(town, LIAISON, asked.message_id))[0] == line


async def test_the_rest_of_a_return_in_one_tap(town: City) -> None:
    await town.sleep_until("2024-01-03", "12:00")
    person, asked = next(
        (one, m)
        for one in ("c01-liaison", "c02-liaison", LIAISON)
        for m in reversed(town.phone(one))
        if "rest:" in str(m.card.buttons)
    )
    [payload] = list(iter_payloads(asked.card, "全部无变化"))
    await town.press_payload(person, payload, asked.message_id)
    line, left = await looks(town, person, asked.message_id)
    assert line == "✓ 已报其余无变化 1月3日 12:00"
    assert "逐项填报" not in left and "全部无变化" not in left


async def test_a_question_taken_back_offers_nothing_more(town: City) -> None:
    await town.sleep_until("2023-12-18", "12:00")
    item = await town.milestone("1.1", UNIT)
    await town.press_payload(LIAISON, f"say:{item.id}")
    asked = town.phone(LIAISON)[-1]
    await town.press(LIAISON, "取消", on=asked)
    assert await looks(town, LIAISON, asked.message_id) == ("✓ 已取消 12月18日 12:00", [])


async def test_an_undone_report_says_both(town: City) -> None:
    await town.sleep_until("2023-12-18", "12:00")
    asked = [m for m in town.phone(LIAISON) if "无变化" in str(m.card.buttons)][-1]
    await town.press(LIAISON, "无变化", on=asked)
    told = town.phone(LIAISON)[-1]
    await town.press(LIAISON, "撤销", on=told)
    line, left = await looks(town, LIAISON, asked.message_id)
    assert line == "已于12月18日 12:00撤销" and "无变化" in left
    await town.press(LIAISON, "无变化", on=asked)
    again, left = await looks(town, LIAISON, asked.message_id)
    assert again.startswith("✓ 已报无变化") and "无变化" not in left
    line, left = await looks(town, LIAISON, told.message_id)
    assert line.startswith("✓ 已撤销") and "撤销" not in left and "提交复核" not in left


def iter_payloads(card: Card, words: str) -> Iterator[str]:
    return (one.payload for row in card.buttons for one in row if words in one.text)
