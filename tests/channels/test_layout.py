"""A card on Telegram: parts that Telegram takes, every word and button in them, the same whenever it is laid out."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.cards.card import Button, ButtonStyle, Card
from bot.channels.telegram.channel import _marked as marked
from bot.channels.telegram.layout import ALERT, EMPTY, MessagePart, alert, parts
from bot.channels.telegram.markup import CAPTION, TEXT
from bot.channels.text_cutting import utf16_units as units
from bot.i18n import Language
from tests.peers.botapi import html as reader

LONG = st.sampled_from(["短。", "一句不长不短的话，", "🔴", "a word ", "\t", ""]).flatmap(
    lambda words: st.integers(1, 700).map(lambda n: words * n)
)
BUTTONS = st.lists(
    st.lists(
        st.builds(
            Button,
            st.text("好坏ab", min_size=1, max_size=9),
            st.text("a:1", min_size=1, max_size=64),
            st.sampled_from(ButtonStyle),
        ),
        max_size=3,
    ).map(tuple),
    max_size=4,
).map(tuple)
SHA = st.just("a" * 64)
CARDS = st.builds(
    Card,
    title=st.just("") | LONG,
    lines=st.lists(LONG, max_size=9).map(tuple),
    buttons=BUTTONS,
    picture=st.just("") | SHA,
    files=st.lists(SHA, max_size=3).map(tuple),
    deadlines=st.just((("一句", 86_400_000),)),
)
MARKS = [Language.of(code).say("message.again") for code in ("zh_CN", "en")]


def most(part: MessagePart) -> int:
    return CAPTION if part.picture or part.file else TEXT


@given(CARDS, st.sampled_from(["", *MARKS]), st.booleans())
def test_telegram_takes_each_part(card: Card, mark: str, moments: bool) -> None:
    laid = parts(card)
    assert laid
    for part in laid:
        told = marked(part, mark)
        plain, _ = reader.parse(told.html(moments=moments))
        assert plain == told.plain
        assert units(plain) <= most(part)
        assert plain.strip() or part.picture or part.file


@given(CARDS)
def test_every_word_picture_and_file_is_in_them_once_and_in_order(card: Card) -> None:
    laid = parts(card)
    words = "".join("".join(part.plain for part in laid).split())
    assert words == ("".join(card.text.split()) or ("" if card.picture or card.files else EMPTY))
    assert [part.picture for part in laid if part.picture] == [card.picture] * bool(card.picture)
    assert tuple(part.file for part in laid if part.file) == card.files
    assert laid == parts(replace(card))


@given(CARDS)
def test_all_buttons_are_under_the_last_of_the_text(card: Card) -> None:
    laid = parts(card)
    with_buttons = [n for n, part in enumerate(laid) if part.keyboard]
    wanted = [[(one.text, one.payload) for one in row] for row in card.buttons if row]
    assert len(with_buttons) == bool(wanted)
    for n in with_buttons:
        board = laid[n].keyboard
        assert (
            board
            and [[(one.text, one.callback_data) for one in row] for row in board.inline_keyboard] == wanted
        )
        assert all(part.file for part in laid[n + 1 :])
        assert not laid[n].file or all(part.file for part in laid)


def test_a_short_text_is_the_caption_of_its_picture_and_a_long_one_is_not() -> None:
    short = parts(Card("短", ("文",), picture="p"))
    assert [(part.plain, part.picture) for part in short] == [("短\n文", "p")]
    long = parts(Card("长", ("文" * 1000,), picture="p"))
    assert [bool(part.picture) for part in long] == [True, False]


def test_the_title_is_bold_and_only_once() -> None:
    laid = parts(Card("题", tuple(f"{n}. " + "文" * 900 for n in range(1, 9))))
    assert [part.html().count("<b>") for part in laid] == [1] + [0] * (len(laid) - 1)


@given(LONG)
def test_a_toast_fits_its_place(text: str) -> None:
    assert units(alert(text)) <= ALERT
    assert text.startswith(alert(text).removesuffix("…").rstrip())
