"""The final state of a pressed card: one rule for every channel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.callback_data import Shape, Verb
from bot.cards.card import Button, Card
from bot.cards.pressed import ACT_KEYS, PROMPTS, CardPress, acts, ended, final_state
from bot.i18n import Language

SHOWS = [verb for verb in Verb if not acts(verb)]
EXAMPLE = {
    Shape.ITEM: "7",
    Shape.COUNT: "0",
    Shape.UNIT: "0a1b2c3d",
    Shape.DAY: "20231231",
    Shape.WORD: "w",
    Shape.PAPER: "7",
    Shape.TICKET: "7",
}


def payload(verb: Verb, item: int = 7) -> str:
    written = [str(item) if shape is Shape.ITEM else EXAMPLE[shape] for shape in verb.arguments]
    return ":".join((verb.value, *written))


def pressed(payload: str, *items: int, line: str = "✓") -> CardPress:
    return CardPress("m", payload, items, line)


def left(card: Card, *presses: CardPress) -> list[str]:
    return [button.payload for row in final_state(card, presses).buttons for button in row]


def card(*payloads: str) -> Card:
    return Card("题", ("一行",), tuple((Button(one, one),) for one in payloads))


def test_a_card_of_one_item_keeps_what_only_shows() -> None:
    asked = card("say:7", "same:7", "sub:7", "ext:7", "card:7", "hist:7:0", "whym")
    assert left(asked, pressed("same:7", 7)) == ["card:7", "hist:7:0", "whym"]


def test_a_card_of_several_items_loses_those_of_the_item() -> None:
    asked = card("same:7", "sub:7", "card:7", "same:8", "sub:8", "walk:0")
    assert left(asked, pressed("same:7", 7)) == ["card:7", "same:8", "sub:8", "walk:0"]
    assert left(asked, pressed("same:7", 7), pressed("sub:8", 8)) == ["card:7", "walk:0"]


def test_what_was_done_stands_below_the_words_in_its_order() -> None:
    asked = card("same:7", "same:8")
    shown = final_state(asked, [pressed("same:8", 8, line="✓ 八"), pressed("same:7", 7, line="✓ 七")])
    assert shown.lines == ("一行", "✓ 八", "✓ 七") and shown.title == "题" and shown.buttons == ()


def test_a_forgotten_persons_press_shows_no_line() -> None:
    shown = final_state(card("same:7"), [pressed("same:7", 7, line="")])
    assert (shown.lines, shown.buttons) == (("一行",), ())


def test_a_batch_takes_the_buttons_of_all_its_items() -> None:
    asked = card("pass:7:0", "rework:7:0", "pass:8:0", "pass:9:0", "allok:0")
    assert left(asked, pressed("allok:0", 7, 8)) == ["pass:9:0"]


def test_the_rest_of_a_return_ends_its_filling() -> None:
    asked = card(
        "fill:0a1b2c3d:20240108:0",
        "rest:0a1b2c3d:20240108",
        "fill:0a1b2c3d:20240206:0",
        "ret:0a1b2c3d:20240108:0",
    )
    assert left(asked, pressed("rest:0a1b2c3d:20240108", 1, 2)) == [
        "fill:0a1b2c3d:20240206:0",
        "ret:0a1b2c3d:20240108:0",
    ]


def test_a_question_is_answered_once_or_taken_back_with_its_answers() -> None:
    asked = card("this:7", "this:8", "drop", "list:1")
    assert left(asked, pressed("this:8", 8)) == ["list:1"]
    assert left(asked, pressed("drop")) == ["list:1"]
    assert left(card("same:7", "drop"), pressed("same:7", 7)) == []


def test_a_link_stays() -> None:
    linked = Card("题", (), ((Button("网页版", "same:7", link="https://example.cn"),),))
    assert final_state(linked, [pressed("same:7", 7)]).buttons == linked.buttons


def test_without_a_press_the_card_is_as_it_was_sent() -> None:
    assert final_state(card("same:7"), []) == card("same:7")


@pytest.mark.parametrize("verb", SHOWS)
def test_what_only_shows_stays_whatever_was_pressed(verb: Verb) -> None:
    button = Button("看", payload(verb))
    assert not any(ended(button, pressed(payload(one), 7)) for one in ACT_KEYS)


@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_every_act_has_its_sentence(code: str) -> None:
    said = {Language(code).say(key) for key in ACT_KEYS.values()}
    assert len(said) == len(set(ACT_KEYS.values())) and not PROMPTS & set(ACT_KEYS)


PAYLOADS = st.sampled_from([payload(verb, item) for verb in Verb for item in (7, 8)])
PRESSES = st.sampled_from([payload(verb, item) for verb in ACT_KEYS for item in (7, 8)])


@given(st.lists(PAYLOADS, unique=True), st.lists(PRESSES, unique=True))
def test_presses_only_take_away_and_the_order_does_not_matter(
    payloads: list[str], presses: list[str]
) -> None:
    rows = [
        pressed(one, int(one.split(":")[1]) if one.split(":")[1:2] in (["7"], ["8"]) else 0)
        for one in presses
    ]
    asked = card(*payloads)
    remaining = left(asked, *rows)
    assert remaining == left(asked, *reversed(rows))
    assert [one for one in payloads if one in remaining] == remaining
    assert not set(presses) & set(remaining)
