"""Story 23: somebody reads WeCom inside WeChat, where no card is shown."""

import pytest

from bot.engine.pressed_cards import pressed_card
from tests.wecom.city import WeComCity

LIAISON = "u02-liaison"


@pytest.fixture
async def town(town: WeComCity) -> WeComCity:
    town.phone_of(LIAISON).member.wechat_only = True
    return town


def words(town: WeComCity) -> list[str]:
    return [one.words for one in town.phone_of(LIAISON).heard() if one.words]


async def test_story_23_plain_words_with_numbers_that_work(town: WeComCity) -> None:
    await town.say(LIAISON, "文字版")
    assert "回复编号" in words(town)[-1]
    await town.sleep_until("2023-12-04", "12:00")
    asked = words(town)[-1]
    assert "请反馈进展" in asked and "【2】无变化" in asked
    await town.say(LIAISON, "２")
    assert (await town.milestone("1.1", "市城市管理局")).reported_at is not None
    assert words(town)[-1].startswith("已记录") and "【1】" in words(town)[-1]
    assert all(one.msgtype == "text" for one in town.phone_of(LIAISON).heard()[-3:])


async def test_a_number_that_answers_a_question_is_its_answer(town: WeComCity) -> None:
    await town.say(LIAISON, "文字版")
    await town.sleep_until("2023-12-04", "12:00")
    await town.say(LIAISON, "1")
    assert "请" in words(town)[-1]
    await town.say(LIAISON, "60%")
    assert (await town.milestone("1.1", "市城市管理局")).percent == 60


async def test_a_number_beyond_the_last_is_named(town: WeComCity) -> None:
    await town.say(LIAISON, "文字版")
    await town.sleep_until("2023-12-04", "12:00")
    await town.say(LIAISON, "77")
    assert "没有这个编号，请回复1至" in words(town)[-1]


async def test_buttons_come_back(town: WeComCity) -> None:
    """On a phone with WeCom itself."""
    town.phone_of(LIAISON).member.wechat_only = False
    await town.say(LIAISON, "文字版")
    await town.say(LIAISON, "文字版 关")
    await town.sleep_until("2023-12-04", "12:00")
    assert town.phone_of(LIAISON).heard()[-1].msgtype == "template_card"


async def test_the_card_that_a_number_pressed_is_pressed_wherever_it_is_seen(town: WeComCity) -> None:
    """Its act is not offered again, and taking it back offers it again."""
    await town.say(LIAISON, "文字版")
    await town.sleep_until("2023-12-04", "12:00")
    asked = next(m for m in reversed(town.phone(LIAISON)) if "请反馈进展" in m.card.text)
    await town.say(LIAISON, "2")
    done = await pressed_card(town.store, asked.message_id)
    assert done and "✓ 已报无变化" in done.shown.text
    assert "无变化" not in [button.text for row in done.shown.buttons for button in row]
    await town.say(LIAISON, "撤销")
    again = await pressed_card(town.store, asked.message_id)
    assert again and "撤销" in again.shown.lines[-1] and again.shown.buttons == again.sent.buttons
