"""What a callback says: read from XML as WeCom writes it, and told apart from every other."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.incoming import (
    ButtonPress,
    MembershipChange,
    RemoteFile,
    UnreadableUpdate,
    Written,
)
from bot.channels.wecom.app_updates import Fields, fields_of, key_of, read, sent_at
from bot.channels.wecom.boards import GO, NOTHING
from tests.peers.wecom.inside import selected, xml

HEAD = {"ToUserName": "ww1", "FromUserName": "ZhangSan", "CreateTime": 1795704339}
TEXT = HEAD | {"MsgType": "text", "Content": "进度80%", "MsgId": 7459035031717794886, "AgentID": 1000002}
EVENT = HEAD | {"MsgType": "event", "AgentID": 1000002}
PRESS = EVENT | {
    "Event": "template_card_event", "EventKey": "same:12", "TaskId": "k3f", "CardType": "button_interaction",
    "ResponseCode": "RC2",
}  # fmt: skip


def heard(fields: Fields) -> object:
    return read(fields_of(xml(fields)), str.casefold)


def written(fields: Fields) -> Written:
    found = heard(fields)
    assert isinstance(found, Written)
    return found


def message(kind: str, **fields: object) -> Written:
    return written(HEAD | {"MsgType": kind, "MsgId": 7459035031717794886} | fields)


def press(**fields: object) -> ButtonPress:
    found = heard(PRESS | fields)
    assert isinstance(found, ButtonPress)
    return found


def test_words() -> None:
    found = written(TEXT)
    assert (found.account, found.chat, found.text) == ("zhangsan", "zhangsan", "进度80%")
    assert found.platform_id == "7459035031717794886" and not found.group and found.remarks == ()


@pytest.mark.parametrize("words", ["", "]]>", "<b>&amp;", "督办 📎\n第二行", "\ud83d\udcce"[:0] + " "])
def test_words_as_they_were_typed(words: str) -> None:
    assert written(TEXT | {"Content": words}).text == words


def test_pictures_voice_and_film_are_files() -> None:
    assert message("image", MediaId="M1", PicUrl="http://x/1").files == (
        RemoteFile("ww1/M1", "photo-794886.jpg", 0),
    )
    voice = message("voice", MediaId="M2", Format="amr")
    assert voice.files == (RemoteFile("ww1/M2", "voice-794886.amr", 0),) and voice.remarks == ("heard.voice",)
    assert message("video", MediaId="M3", ThumbMediaId="T").files == (
        RemoteFile("ww1/M3", "video-794886.mp4", 0),
    )


def test_a_place() -> None:
    found = message("location", Location_X=33.0, Location_Y=112.5, Scale=15, Label="卧龙区")
    assert (found.place, found.place_name) == ((33.0, 112.5), "卧龙区")


def test_a_link_is_its_words_and_its_address() -> None:
    found = message("link", Title="通报", Description="", Url="https://a.b/c", PicUrl="")
    assert found.text == "通报\nhttps://a.b/c"


def test_a_kind_nobody_knows_is_said_to_be_unreadable() -> None:
    assert message("file", MediaId="M").remarks == ("heard.unsupported",)


def test_a_pressed_button() -> None:
    found = press()
    assert (found.payload, found.on, found.callback, found.account) == ("same:12", "k3f", "RC2", "zhangsan")


@pytest.mark.parametrize(
    ("key", "chosen", "payload"),
    [
        (GO, {"which": ["card:13"]}, "card:13"),
        (GO, {"other": [NOTHING], "which": ["card:13"]}, "card:13"),
        (GO, {"which": [NOTHING]}, GO),
        (GO, {}, GO),
        (
            "same:12",
            {"which": ["card:13"]},
            "same:12",
        ),  # a list stands on the card, and another button was pressed
    ],
)
def test_what_was_chosen_in_the_list(key: str, chosen: dict[str, list[str]], payload: str) -> None:
    assert press(EventKey=key, **selected(chosen)).payload == payload


def test_a_row_of_the_menu_is_a_command() -> None:
    assert written(EVENT | {"Event": "click", "EventKey": "/summary"}).text == "/summary"


@pytest.mark.parametrize(("event", "here"), [("subscribe", True), ("unsubscribe", False)])
def test_the_visible_range(event: str, here: bool) -> None:
    found = heard(EVENT | {"Event": event})
    assert isinstance(found, MembershipChange)
    assert (found.account, found.here, found.group) == ("zhangsan", here, False)


@pytest.mark.parametrize("event", ["enter_agent", "view", "LOCATION", "change_contact", "never_heard_of"])
def test_what_is_nobodys_words_is_nothing_to_answer(event: str) -> None:
    assert heard(EVENT | {"Event": event, "EventKey": "x"}) is None


def test_the_platform_itself_is_no_person() -> None:
    assert heard(EVENT | {"FromUserName": "sys", "Event": "close_inactive_agent"}) is None


@pytest.mark.parametrize(
    "fields",
    [
        HEAD,
        TEXT | {"FromUserName": ""},
        TEXT | {"Content": ["a", "b"]},
        TEXT | {"MsgType": {"a": "b"}},
        TEXT | {"MsgType": "image"},
        TEXT | {"MsgType": "location", "Location_X": "north", "Location_Y": "1"},
        PRESS | {"SelectedItems": "x"},
        PRESS | {"SelectedItems": {"SelectedItem": {"OptionIds": {"OptionId": {"a": "b"}}}}},
        PRESS | {"EventKey": {"a": "b"}},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_unreadable(fields: Fields) -> None:
    with pytest.raises(UnreadableUpdate):
        heard(fields)


def test_the_same_callback_has_one_key_however_it_is_sealed() -> None:
    again = TEXT | {
        "CreateTime": 1795704340,
        "Content": "进度80% ",
    }  # MsgIds are told apart by the person alone
    assert key_of(fields_of(xml(TEXT))) == key_of(fields_of(xml(TEXT, split=True)))
    assert key_of(fields_of(xml(TEXT))) == key_of(fields_of(xml(again)))
    assert key_of(fields_of(xml(TEXT))) == key_of(fields_of(xml(TEXT | {"FromUserName": "ZHANGSAN"})))


def test_story_16_two_events_of_one_second_are_two() -> None:
    others = [
        PRESS | {"EventKey": "same:13"},
        PRESS | {"TaskId": "k4"},
        PRESS | {"ResponseCode": "RC3"},
        {**PRESS, **selected({"which": ["card:13"]})},
        PRESS | {"FromUserName": "LiSi"},
        PRESS | {"CreateTime": 1795704340},
        PRESS | {"ToUserName": "ww2"},
        EVENT | {"Event": "enter_agent", "EventKey": ""},
        TEXT,
        TEXT | {"MsgId": 7459035031717794887},
        TEXT | {"FromUserName": "LiSi"},
        TEXT | {"AgentID": 1000003},
    ]
    keys = [key_of(fields_of(xml(one))) for one in (PRESS, *others)]
    assert len(set(keys)) == len(keys)


def test_when_it_was_sent() -> None:
    assert sent_at(fields_of(xml(TEXT))) == 1795704339000
    for odd in ("", "soon", "-1", "１７", "9" * 30):
        assert sent_at({"CreateTime": odd}) == 0
    assert sent_at({"CreateTime": ["1", "2"]}) == 0


FIELD_NAMES = st.sampled_from(
    [*TEXT, *PRESS, "MediaId", "Location_X", "SelectedItems", "SelectedItem", "OptionIds"]
)
ANY_FIELDS = st.recursive(
    st.sampled_from(["", "text", "event", "image", "location", "template_card_event", "chosen", "1", "督办"]),
    lambda below: st.dictionaries(FIELD_NAMES, below | st.lists(below, max_size=3), max_size=6),
    max_leaves=20,
)


@given(
    st.sampled_from([{}, TEXT, PRESS, PRESS | {"EventKey": GO}]),
    st.dictionaries(FIELD_NAMES, ANY_FIELDS | st.lists(ANY_FIELDS, max_size=3)),
)
def test_nothing_but_the_one_exception_comes_of_any_fields(whole: Fields, odd: Fields) -> None:
    fields = {**whole, **odd}
    with suppress(UnreadableUpdate):
        read(fields, str.casefold)
    assert len(key_of(fields)) == 24


@given(st.text(max_size=60))
def test_nothing_but_the_one_exception_comes_of_any_xml(text: str) -> None:
    for one in (text, f"<xml>{text}</xml>"):
        with suppress(UnreadableUpdate):
            assert isinstance(fields_of(one), dict)
