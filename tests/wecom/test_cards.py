"""A card on WeCom: parts that it takes and phones show whole, every word once, every payload reachable."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.card import Button, ButtonStyle, Card
from bot.cards.pressed import CardPress, PressedCard, final_state
from bot.channels.wecom.boards import GO, NOTHING, Transport, pressed_payload
from bot.channels.wecom.cards import CardPart, DocumentPart, FilePart, Part, TextPart, parts
from bot.channels.wecom.final_cards import final_card
from bot.channels.wecom.plain_text import TEXT, neutral
from bot.i18n import Language
from tests.builders import ZH
from tests.wecom.laid_out import misfits, payloads, words

EN = Language.of("en")
LONG = st.sampled_from(
    ["短。", "一句不长不短的话，", "🔴", "a word ", "<a href='x'>", "", "（括号）"]
).flatmap(lambda one: st.sampled_from([1, 3, 9, 80, 300]).map(lambda n: one * n))
LABEL = st.text("好坏ab", min_size=1, max_size=30)
BUTTONS = st.lists(
    st.lists(
        st.builds(
            Button,
            LABEL,
            st.integers(1, 10**9).map(lambda n: f"card:{n}"),
            st.sampled_from(ButtonStyle),
            link=st.sampled_from(["", "", "https://city.example/app"]),
        ),
        max_size=5,
    ).map(tuple),
    max_size=8,
).map(tuple)
SHA = st.just("a" * 64)
CARDS = st.builds(
    Card,
    title=st.just("") | LONG,
    lines=st.lists(LONG, max_size=5).map(tuple),
    buttons=BUTTONS,
    picture=st.just("") | SHA,
    files=st.lists(SHA, max_size=3).map(tuple),
)
BOTH = st.sampled_from(Transport)
LANGUAGES = st.sampled_from([ZH, EN])


@given(CARDS, BOTH, LANGUAGES)
def test_wecom_takes_each_part_and_a_phone_shows_it_whole(
    card: Card, by: Transport, language: Language
) -> None:
    assert misfits(card, by, language) == []
    assert parts(card, by, language) == parts(replace(card), by, language)


@given(CARDS, BOTH, LANGUAGES)
def test_every_word_is_in_them_once_and_in_order(card: Card, by: Transport, language: Language) -> None:
    laid = parts(card, by, language)
    if any(isinstance(part, DocumentPart) for part in laid):
        [document] = [part for part in laid if isinstance(part, DocumentPart)]
        assert "".join(document.body.decode("utf-8-sig").split()).startswith("".join(card.text.split()))
        return
    assert words(laid, language).startswith("".join(neutral(card.text).split()) or words(laid, language))


@given(CARDS, BOTH)
def test_pictures_are_above_the_words_and_files_below(card: Card, by: Transport) -> None:
    laid = parts(card, by)
    assert [part.sha256 for part in laid if isinstance(part, FilePart) and part.picture] == [
        card.picture
    ] * bool(card.picture)
    assert not card.picture or isinstance(laid[0], FilePart)
    below = laid[len(laid) - len(card.files) :] if card.files else []
    assert [part.sha256 for part in below if isinstance(part, FilePart)] == list(card.files)


@given(CARDS, BOTH, st.data())
def test_a_pressed_card_stands_within_what_a_phone_shows(
    card: Card, by: Transport, data: st.DataObject
) -> None:
    """Its other buttons can still be reached; what was done is said."""
    laid = parts(card, by)
    on = [(n, part) for n, part in enumerate(laid) if isinstance(part, CardPart)]
    if not on:
        return
    n, part = data.draw(st.sampled_from(on))
    pressed = [button.payload for button in part.board.all if not button.link]
    gone = pressed[:1]
    shown = replace(
        card,
        lines=(*card.lines, "✓ 已记录 12月4日 09:12"),
        buttons=tuple(tuple(b for b in row if b.payload not in gone) for row in card.buttons),
    )
    body = final_card(PressedCard(card, shown), n, by, ZH)
    assert body and "✓ 已记录 12月4日 09:12" in body["sub_title_text"]
    standing = CardPart(body, part.board)
    left = set(pressed) - set(gone)
    assert set(payloads([standing])) == left or (not left and ("replace_text" in body or by is Transport.APP))
    assert len(body["sub_title_text"]) <= (160 if by is Transport.APP else 112)


# ---- as they are


def digest(items: int) -> Card:
    """As the morning's message to a county."""
    acts = [("反馈", "say", ButtonStyle.PRIMARY), ("无变化", "same", ButtonStyle.PLAIN)]
    acts += [("不涉及", "nc", ButtonStyle.PLAIN), ("详情", "card", ButtonStyle.PLAIN)]
    rows = [
        tuple(Button(f"{n} {text}", f"{verb}:{120 + n}", style) for text, verb, style in acts)
        for n in range(1, items + 1)
    ]
    lines = [
        f"{n}. ⚪第{n}项 大型热电联产机组供热范围内的落后燃煤小热电关停整合完毕（属地落实）"
        for n in range(1, items + 1)
    ]
    return Card(
        "工作提醒（市生态环境保护委员会办公室，2024年12月3日 周二）",
        tuple(lines),
        (*rows, (Button("为何提醒", "whym"),)),
    )


def the_card(laid: list[Part]) -> CardPart:
    [found] = [part for part in laid if isinstance(part, CardPart)]
    return found


def test_thirteen_buttons_are_five_and_a_list() -> None:
    """The acts that are asked for stay buttons; the list begins with an entry that does nothing."""
    laid = parts(digest(3), Transport.APP, ZH)
    assert [type(part) for part in laid] == [TextPart, CardPart]
    body = the_card(laid).body
    pressed = ["1 反馈", "1 无变化", "1 不涉及", "2 反馈", "3 反馈", "办理所选"]
    assert [one["text"] for one in body["button_list"]] == pressed
    options = [one["text"] for one in body["button_selection"]["option_list"]]
    assert options[0] == "请选择" and len(options) == 9
    assert body["button_selection"]["selected_id"] == NOTHING


def test_a_short_card_is_one_message_with_its_title_in_two_lines() -> None:
    card = Card(
        "工作提醒（市生态环境保护委员会办公室，2024年12月3日 周二）",
        ("请反馈第6项。",),
        ((Button("反馈", "say:1"),),),
    )
    [part] = parts(card, Transport.BOT, ZH)
    assert isinstance(part, CardPart)
    assert part.body["main_title"] == {
        "title": "工作提醒",
        "desc": "（市生态环境保护委员会办公室，2024年12月3日 周二）",
    }


def test_labels_that_a_button_cannot_show_stand_whole_in_the_words() -> None:
    names = ["第8项 烟叶烤房电代煤改造全部完成，烟叶烘烤不…", "第8项 烟叶烤房电代煤改造按月抽查"]
    card = Card("请选择", (), tuple((Button(name, f"ch:{n}"),) for n, name in enumerate(names, 1)))
    [part] = parts(card, Transport.APP, ZH)
    assert isinstance(part, CardPart)
    assert [one["text"] for one in part.body["button_list"]] == ["1 第8项 烟叶烤…", "2 第8项 烟叶烤…"]
    assert part.body["sub_title_text"] == "· " + "\n· ".join(names)


def test_a_link_is_a_button_of_the_app_and_words_of_the_bot() -> None:
    card = Card("扬尘", (), ((Button("打开", "", link="https://city.example/app"),),))
    [by_app] = parts(card, Transport.APP, ZH)
    assert isinstance(by_app, CardPart) and by_app.body["button_list"][0]["url"] == "https://city.example/app"
    assert parts(card, Transport.BOT, ZH) == [TextPart("扬尘\n打开 https://city.example/app")]


def test_what_would_be_more_than_six_texts_is_a_file() -> None:
    lines = tuple(f"{n}. 第{n}项：" + "扬尘治理，" * 60 for n in range(1, 60))
    note, document, board = parts(
        Card("很长的一份清单", lines, ((Button("填报", "say:1"),),)), Transport.APP, ZH
    )
    assert note == TextPart("很长的一份清单\n内容较长，全文见附件。")
    assert isinstance(document, DocumentPart) and document.name == "全文.txt"
    assert document.body.decode("utf-8-sig").replace("\r\n", "\n") == "\n".join(("很长的一份清单", *lines))
    assert isinstance(board, CardPart)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("<b>锅炉</b> & a < b", "<b>锅炉</b> & a < b"),
        ("<a href=x>这里</a>", "＜a href=x>这里＜/a>"),
        ("< A\thref>", "＜ A\thref>"),
        ("<@lisi> 请看", "＜@lisi> 请看"),
        ("$userName=lisi$ $5", "＄userName=lisi$ $5"),
        ("$departmentName=1$", "＄departmentName=1$"),
        ("<article>", "<article>"),
    ],
)
def test_only_what_wecom_would_read_as_markup_is_changed(written: str, sent: str) -> None:
    assert neutral(written) == sent


@given(st.lists(LONG, min_size=1, max_size=5))
def test_no_text_is_cut_by_the_platform(lines: list[str]) -> None:
    for part in parts(Card("", tuple(lines)), Transport.APP, ZH):
        assert not isinstance(part, TextPart) or len(part.text.encode()) <= TEXT - 96


@pytest.mark.parametrize(
    ("key", "chosen", "payload"),
    [
        ("same:1", [], "same:1"),
        ("same:1", ["card:2"], "same:1"),
        (GO, ["card:2"], "card:2"),
        (GO, [NOTHING], GO),
        (GO, [], GO),
    ],
)
def test_a_press_means_the_button_or_what_is_chosen(key: str, chosen: list[str], payload: str) -> None:
    assert pressed_payload(key, chosen) == payload


def test_the_last_button_is_grey_and_says_so() -> None:
    card = Card("请反馈", ("期限12月31日",), ((Button("无变化", "same:1"), Button("取消", "drop")),))
    press = CardPress("m", "same:1", (1,), "✓ 已记录无变化 12月4日 09:12")
    after = final_state(card, [press, CardPress("m", "drop", (1,), "✓ 已取消")])
    body = final_card(PressedCard(card, after), 0, Transport.APP, ZH)
    assert body and body["replace_text"] == "已记录"
    assert body["sub_title_text"] == "期限12月31日\n✓ 已记录无变化 12月4日 09:12\n✓ 已取消"


def test_a_card_below_a_long_text_gets_only_what_was_done() -> None:
    card = digest(3)
    after = final_state(card, [CardPress("m", "same:121", (121,), "✓ 第1项：无变化")])
    body = final_card(PressedCard(card, after), 1, Transport.APP, ZH)
    assert body and body["sub_title_text"] == "✓ 第1项：无变化"
    shown = payloads([CardPart(body, the_card(parts(card, Transport.APP, ZH)).board)])
    assert "same:121" not in shown and "same:122" in shown
    assert final_card(PressedCard(card, after), 0, Transport.APP, ZH) is None
