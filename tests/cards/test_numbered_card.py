"""Buttons as numbers, for whoever sees words only."""

import pytest

from bot.cards.card import Button, Card
from bot.cards.numbered_card import number_in, numbered, pressable
from tests.builders import ZH

CARD = Card(
    "请反馈",
    ("1. 锅炉",),
    (
        (Button("1 反馈", "say:1"), Button("1 无变化", "same:1")),
        (Button("打开", "", link="https://city.example"),),
    ),
)


def test_buttons_are_numbers_and_links_addresses() -> None:
    told = numbered(CARD, ZH)
    assert told.buttons == ()
    assert (
        told.text == "请反馈\n1. 锅炉\n回复编号办理：\n【1】1 反馈\n【2】1 无变化\n打开 https://city.example"
    )
    assert [button.payload for button in pressable(CARD)] == ["say:1", "same:1"]
    assert numbered(Card("谢谢"), ZH) == Card("谢谢")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *[("2", 2), (" ２ ", 2), ("2.", 2), ("12。", 12)],
        *[("0", None), ("100", None), ("2个", None), ("80%", None), ("", None), ("二", None)],
    ],
)
def test_a_number_alone_is_an_answer(text: str, number: int | None) -> None:
    assert number_in(text) == number
