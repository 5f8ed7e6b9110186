"""The phones and the ledger: what a test may ask of them."""

from typing import Any

import httpx
import pytest

from tests.peers.botapi.faults import Reset, Say
from tests.peers.qyapi.client import Client
from tests.peers.qyapi.endpoint import Endpoint
from tests.peers.wecom.phone import Person, brought
from tests.peers.wecom.server import WeCom
from tests.peers.wecom.world import Corp

BUTTON: dict[str, Any] = {
    "card_type": "button_interaction",
    "main_title": {"title": "今日待办"},
    "button_list": [{"text": "无变化", "key": "same:12"}, {"text": "看", "type": 1, "url": "u"}],
    "task_id": "k1",
}


async def test_a_person_is_one_however_written(server: WeCom, zhang: Person) -> None:
    assert server.person("ZHANGSAN") is zhang and server.person("LiSi") is not zhang


async def test_own_words_are_seen_and_not_heard(app: Endpoint, zhang: Person) -> None:
    await brought(await zhang.say("话"))
    assert (zhang.heard(), [one.words for one in zhang.seen()]) == ([], ["话"])


async def test_what_cannot_be_pressed(ask: Client, app: Endpoint, zhang: Person) -> None:
    with pytest.raises(LookupError):
        await zhang.press("无变化")
    await ask.send("template_card", BUTTON)
    with pytest.raises(ValueError, match="opens u"):
        await zhang.press("看")
    with pytest.raises(LookupError, match="no option"):
        await zhang.press("无变化", choose="第13项")


async def test_the_newest_card_is_pressed_or_the_one_that_is_meant(
    ask: Client, app: Endpoint, zhang: Person
) -> None:
    for number in (1, 2):
        await ask.send("template_card", BUTTON | {"task_id": f"k{number}"})
    await brought(await zhang.press("无变化"))
    await brought(await zhang.press("无变化", on=zhang.heard()[0]))
    assert [one.findtext("TaskId") for one in app.heard] == ["k2", "k1"]
    codes = {one.findtext("ResponseCode") for one in app.heard}
    assert len(codes) == 2  # each press has its own


async def test_a_menu_of_a_notice_is_an_event_of_its_own(ask: Client, app: Endpoint, zhang: Person) -> None:
    menu = {"action_list": [{"text": "不再提醒", "key": "off"}]}
    card = {
        "card_type": "text_notice",
        "main_title": {"title": "题"},
        "card_action": {"type": 1, "url": "u"},
        "action_menu": menu,
        "task_id": "k9",
    }
    assert (await ask.send("template_card", card))["response_code"]
    await brought(await zhang.press("不再提醒"))
    assert app.heard[0].findtext("Event") == "template_card_menu_event"


async def test_a_photo_is_a_picture(zhang: Person) -> None:
    with pytest.raises(ValueError, match="PNG"):
        await zhang.photo(b"GIF89a")


async def test_a_call_that_only_lost_its_answer_was_carried_out(
    server: WeCom, ask: Client, zhang: Person
) -> None:
    server.faults.add("message/send", Say(45009, "", after=True))
    server.faults.add("message/send", Say(45009, ""))
    assert [(await ask.say("话"))["errcode"] for _ in range(3)] == [45009, 45009, 0]
    assert [one.carried_out for one in server.ledger.of("message/send")] == [True, False, True]
    assert (len(server.ledger.accepted("ZhangSan")), len(zhang.heard())) == (2, 2)
    assert len(server.ledger.doubled("ZhangSan")) == 1


async def test_the_ledger_knows_when_no_answer_was_heard(server: WeCom, ask: Client) -> None:
    server.faults.add("message/send", Reset(after=True))
    with pytest.raises(httpx.TransportError):
        await ask.say("话")
    (call,) = server.ledger.of("message/send")
    assert (call.answer, call.carried_out, call.errcode) == ({}, True, None)


async def test_corporations_do_not_know_each_other(server: WeCom, ask: Client) -> None:
    other = Corp("wwcounty0000000000")
    server.world.corps[other.id] = other
    there = server.person("ZhangSan", corp=other)
    assert there is not server.person("ZhangSan")
    await ask.say("话")
    assert (len(server.person("ZhangSan").heard()), there.heard()) == (1, [])
