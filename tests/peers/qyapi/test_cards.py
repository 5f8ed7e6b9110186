"""Template cards: each rule, for the app and for the bot; then what a phone has room for."""

from copy import deepcopy
from typing import Any

import pytest

from tests.peers.wecom import clipping
from tests.peers.wecom.cardrules import Offered, answers_by_code, check, take
from tests.peers.wecom.refusal import Refusal
from tests.peers.wecom.shown import shown
from tests.peers.wecom.switches import Switches
from tests.peers.wecom.world import Posted, Transport, World

LINK = {"type": 1, "url": "https://example.invalid"}
TEXT = {"card_type": "text_notice", "main_title": {"title": "题"}, "card_action": LINK}
NEWS = TEXT | {"card_type": "news_notice", "card_image": {"url": "https://example.invalid/1.png"}}
BUTTONS: dict[str, Any] = {
    "card_type": "button_interaction",
    "main_title": {"title": "今日待办"},
    "button_list": [{"text": "无变化", "key": "same:12"}],
    "task_id": "m1@u02-liaison@1",
}
OPTIONS = [{"id": "card:13", "text": "第13项"}]
LIST = {"question_key": "which", "option_list": OPTIONS}
VOTE: dict[str, Any] = {
    "card_type": "vote_interaction",
    "main_title": {"title": "表决"},
    "checkbox": LIST,
    "submit_button": {"text": "提交", "key": "go"},
    "task_id": "m2",
}
MULTIPLE: dict[str, Any] = {
    "card_type": "multiple_interaction",
    "main_title": {"title": "选择"},
    "select_list": [LIST],
    "submit_button": {"text": "提交", "key": "go"},
    "task_id": "m3",
}
MENU = TEXT | {"task_id": "m4", "action_menu": {"action_list": [{"text": "不再提醒", "key": "off"}]}}
GOOD = [TEXT, NEWS, BUTTONS, VOTE, MULTIPLE, MENU]


def world(**switches: object) -> World:
    return World(lambda: 0, {}, Switches().turned(**switches))


def refused(
    card: dict[str, Any], transport: Transport = "app", callback: bool = True, **switches: object
) -> int:
    """The code; 0 where the card passes."""
    try:
        check(Offered(deepcopy(card), transport, world(**switches), callback=callback))
    except Refusal as no:
        return no.errcode
    return 0


@pytest.mark.parametrize("transport", ["app", "bot"])
@pytest.mark.parametrize("card", GOOD, ids=lambda card: card["card_type"])
def test_a_right_card_passes(card: dict[str, Any], transport: Transport) -> None:
    assert refused(card, transport) == 0


def buttons(number: int, **more: object) -> dict[str, Any]:
    return BUTTONS | {"button_list": [{"text": f"{n}", "key": f"k{n}"} | more for n in range(number)]}


def options(number: int) -> list[dict[str, str]]:
    return [{"id": f"o{n}", "text": f"{n}"} for n in range(number)]


def without(card: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in card.items() if key != name}


BROKEN: list[tuple[dict[str, Any], int]] = [
    (TEXT | {"card_type": "notice"}, 42031),
    (without(TEXT, "card_type"), 42031),
    (without(BUTTONS, "task_id"), 42014),
    (without(MENU, "task_id"), 42014),
    (BUTTONS | {"task_id": "m" * 129}, 42014),
    (BUTTONS | {"task_id": "CAIQ16HMjQYY/NGag="}, 42014),
    (without(BUTTONS, "main_title"), 42033),
    (without(TEXT, "main_title"), 42033),
    (without(TEXT, "card_action"), 42045),
    (TEXT | {"card_action": {"type": 0}}, 42045),
    (TEXT | {"card_action": {"type": 1}}, 42028),
    (TEXT | {"card_action": {"type": 2}}, 42030),
    (TEXT | {"horizontal_content_list": [{"keyname": "期限"}] * 7}, 42035),
    (TEXT | {"horizontal_content_list": [{"value": "月底"}]}, 42027),
    (TEXT | {"horizontal_content_list": [{"keyname": "网", "type": 1}]}, 42028),
    (TEXT | {"horizontal_content_list": [{"keyname": "件", "type": 2}]}, 42029),
    (TEXT | {"horizontal_content_list": [{"keyname": "人", "type": 3}]}, 42050),
    (NEWS | {"vertical_content_list": [{"title": "一"}] * 5}, 42036),
    (NEWS | {"vertical_content_list": [{"desc": "一"}]}, 42033),
    (TEXT | {"jump_list": [LINK | {"title": "看"}] * 4}, 42042),
    (TEXT | {"jump_list": [LINK]}, 42033),
    (TEXT | {"jump_list": [{"type": 1, "title": "看"}]}, 42028),
    (buttons(7), 42038),
    (buttons(0), 42038),
    (BUTTONS | {"button_list": [{"key": "k"}]}, 42038),
    (BUTTONS | {"button_list": [{"text": "一"}]}, 42039),
    (BUTTONS | {"button_list": [{"text": "一", "key": "k" * 1025}]}, 42039),
    (buttons(2, key="k"), 42039),
    (BUTTONS | {"button_selection": without(LIST, "question_key")}, 42043),
    (BUTTONS | {"button_selection": LIST | {"option_list": []}}, 42037),
    (BUTTONS | {"button_selection": LIST | {"option_list": options(11)}}, 42037),
    (BUTTONS | {"button_selection": LIST | {"option_list": [{"text": "一"}]}}, 42040),
    (BUTTONS | {"button_selection": LIST | {"option_list": [{"id": "o" * 129, "text": "一"}]}}, 42040),
    (BUTTONS | {"button_selection": LIST | {"option_list": OPTIONS * 2}}, 42040),
    (BUTTONS | {"button_selection": LIST | {"option_list": [{"id": "o"}]}}, 42041),
    (MULTIPLE | {"select_list": []}, 42047),
    (MULTIPLE | {"select_list": [LIST | {"question_key": f"{n}"} for n in range(4)]}, 42047),
    (MULTIPLE | {"select_list": [LIST, LIST]}, 42043),
    (VOTE | {"checkbox": LIST | {"option_list": options(21)}}, 42037),
    (VOTE | {"checkbox": without(LIST, "question_key")}, 42043),
    (VOTE | {"submit_button": {"key": "go"}}, 42049),
    (MULTIPLE | {"submit_button": {"text": "提交"}}, 42046),
    (without(NEWS, "card_image"), 42044),
    (MENU | {"action_menu": {"action_list": []}}, 42051),
    (MENU | {"action_menu": {"action_list": [{"text": "一", "key": f"{n}"} for n in range(4)]}}, 42051),
    (BUTTONS | {"action_menu": {"action_list": [{"text": "一", "key": "same:12"}]}}, 42051),
]


@pytest.mark.parametrize(("card", "code"), BROKEN, ids=range(len(BROKEN)))
def test_each_rule_refuses(card: dict[str, Any], code: int) -> None:
    assert refused(card) == code
    assert refused(card, "bot") == (846625 if code == 42014 else code)


def test_a_text_notice_may_have_its_words_below(card: dict[str, Any] = TEXT) -> None:
    assert refused(without(card, "main_title") | {"sub_title_text": "文"}) == 0


def test_an_app_without_a_callback_has_no_interactive_cards() -> None:
    assert [refused(card, callback=False) for card in (BUTTONS, VOTE, MULTIPLE)] == [43012] * 3
    assert refused(BUTTONS, "bot", callback=False) == 0
    assert refused(TEXT, callback=False) == 0


def test_a_webhook_has_notices_only() -> None:
    assert [refused(card, "webhook") for card in (TEXT, NEWS, BUTTONS)] == [0, 0, 42031]


def test_a_link_on_a_button_needs_an_address_and_is_nothing_to_the_bot() -> None:
    linked = BUTTONS | {"button_list": [{"text": "看", "type": 1, "url": "https://example.invalid"}]}
    assert refused(linked) == 0
    assert refused(BUTTONS | {"button_list": [{"text": "看", "type": 1}]}) == 42039
    here = world()
    check(Offered(BUTTONS | {"button_list": [{"text": "看", "key": "k", "url": "u"}]}, "bot", here))
    assert here.complaints == ["bot button with a link: 看"]


@pytest.mark.parametrize("code", [846625, 42014])
def test_a_task_id_is_good_once_in_one_app_or_bot(code: int) -> None:
    here = world(task_id_code=code)
    first = Offered(BUTTONS, "bot", here, "ww", "aib")
    check(first)
    take(first)
    with pytest.raises(Refusal) as no:
        check(Offered(BUTTONS, "bot", here, "ww", "aib"))
    assert no.value.errcode == code
    check(Offered(BUTTONS, "app", here, "ww", "1000002"))


def test_which_cards_are_answered_with_a_code() -> None:
    assert [answers_by_code(card) for card in GOOD] == [False, False, True, True, True, True]


LONG = "字" * 200
ROOM: list[tuple[dict[str, Any], int, int]] = [
    ({"main_title": {"title": LONG}}, 36, 26),
    ({"main_title": {"title": "题", "desc": LONG}}, 44, 30),
    ({"sub_title_text": LONG}, 160, 112),
    ({"button_list": [{"text": LONG, "key": "k"}]}, 10, 10),
    ({"button_selection": LIST | {"option_list": [{"id": "o", "text": LONG}]}}, 16, 10),
    ({"horizontal_content_list": [{"keyname": "期限", "value": LONG}]}, 30, 26),
    ({"horizontal_content_list": [{"keyname": LONG}]}, 5, 5),
    ({"source": {"desc": LONG}}, 20, 13),
]


@pytest.mark.parametrize(("part", "app", "bot"), ROOM, ids=range(len(ROOM)))
def test_a_phone_shows_no_more_than_it_has_room_for(part: dict[str, Any], app: int, bot: int) -> None:
    for transport, room in (("app", app), ("bot", bot)):
        here = world()
        card = BUTTONS | part
        clipping.watch(here, card, transport)  # type: ignore[arg-type]
        assert [one.split(":")[0] for one in here.complaints] == ["clipped"]
        seen = shown(Posted("m", "template_card", card, 0, transport))  # type: ignore[arg-type]
        whole = "\n".join([seen.words, *seen.buttons, *seen.options])
        assert max(run.count("字") for run in whole.split("\n")) == room - 1 and "…" in whole


def test_what_fits_is_not_complained_of() -> None:
    here = world()
    clipping.watch(here, BUTTONS | {"main_title": {"title": "字" * 26}, "sub_title_text": "字" * 112}, "bot")
    assert here.complaints == []


def test_the_words_of_a_card_from_top_to_bottom() -> None:
    card = BUTTONS | {
        "source": {"desc": "督办"},
        "sub_title_text": "第13项",
        "horizontal_content_list": [{"keyname": "期限", "value": "月底"}],
        "button_selection": LIST | {"title": "哪一项"},
    }
    seen = shown(Posted("m", "template_card", card, 0, "app"))
    assert seen.words.split("\n") == ["督办", "今日待办", "第13项", "期限 月底", "哪一项"]
    assert (seen.buttons, seen.options, seen.task_id) == (["无变化"], ["第13项"], "m1@u02-liaison@1")
