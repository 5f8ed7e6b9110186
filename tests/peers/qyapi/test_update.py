"""What can still be done to a message that is out: a card's final state, once a code; recalling."""

from typing import Any

import pytest

from tests.peers.qyapi.client import AGENT, Client, Clock
from tests.peers.qyapi.endpoint import Endpoint
from tests.peers.wecom.phone import Person, brought
from tests.peers.wecom.server import WeCom
from tests.peers.wecom.world import App

HOUR = 3_600_000
CARD: dict[str, Any] = {
    "card_type": "button_interaction",
    "main_title": {"title": "今日待办"},
    "button_list": [{"text": "填报", "key": "say:12"}, {"text": "无变化", "key": "same:12"}],
    "button_selection": {
        "question_key": "which",
        "option_list": [{"id": "card:13", "text": "第13项"}, {"id": "card:14", "text": "第14项"}],
    },
    "task_id": "k3f",
}
GREY = {"button": {"replace_name": "已记录"}}
NOTICE = {
    "card_type": "text_notice",
    "main_title": {"title": "已办结"},
    "card_action": {"type": 1, "url": "u"},
}
CLOSED: dict[str, Any] = {"template_card": NOTICE}


async def update(ask: Client, code: str, users: list[str] | None = None, **more: object) -> dict[str, Any]:
    named = {"userids": users or ["ZhangSan"], "agentid": AGENT, "response_code": code}
    return await ask.post("message/update_template_card", named | (more or GREY))


async def pressed(app: Endpoint) -> dict[str, str]:
    return {one.tag: one.text or "" for one in app.heard[-1]}


async def test_a_press_brings_a_code_that_greys_the_card_once(
    server: WeCom, ask: Client, app: Endpoint, zhang: Person
) -> None:
    await ask.send("template_card", CARD)
    assert not zhang.heard()[0].final
    await brought(await zhang.press("无变化", choose="第14项"))
    told = await pressed(app)
    assert (told["Event"], told["EventKey"], told["TaskId"]) == ("template_card_event", "same:12", "k3f")
    assert told["CardType"] == "button_interaction" and "MsgId" not in told
    chosen = app.heard[-1].find("SelectedItems/SelectedItem")
    assert chosen is not None and chosen.findtext("QuestionKey") == "which"
    assert [one.text for one in chosen.iterfind("OptionIds/OptionId")] == ["card:14"]
    assert (zhang.heard()[0].pressed, zhang.heard()[0].final) == (True, False)
    assert (await update(ask, told["ResponseCode"]))["errcode"] == 0
    (shown,) = zhang.heard()
    assert (shown.greyed, shown.final, shown.buttons) == (True, True, ["已记录", "已记录"])
    with pytest.raises(ValueError, match="grey"):
        await zhang.press("已记录")
    assert (await update(ask, told["ResponseCode"]))["errcode"] == 60140


async def test_the_code_of_the_send_is_good_for_72_hours(
    server: WeCom, ask: Client, app: Endpoint, clock: Clock
) -> None:
    codes = []
    for number in range(2):
        codes.append((await ask.send("template_card", CARD | {"task_id": f"k{number}"}))["response_code"])
    clock.sleep(72 * HOUR)
    await ask.enter()
    assert (await update(ask, codes[0]))["errcode"] == 0
    clock.sleep(1)
    assert (await update(ask, codes[1]))["errcode"] == 60140
    assert (await update(ask, "RCnone"))["errcode"] == 60140


async def test_a_refused_update_uses_the_code_up(server: WeCom, ask: Client, app: Endpoint) -> None:
    code = (await ask.send("template_card", CARD))["response_code"]
    wrong = {"card_type": "button_interaction", "main_title": {"title": "题"}}
    assert (await update(ask, code, template_card=wrong))["errcode"] == 42038
    assert (await update(ask, code))["errcode"] == 60140


async def test_another_apps_card(server: WeCom, ask: Client, app: Endpoint) -> None:
    code = (await ask.send("template_card", CARD))["response_code"]
    other = App(1000003, "obviously-fake-other-secret")
    server.corp.apps.append(other)
    await ask.enter(other)
    body = {"userids": ["ZhangSan"], "agentid": 1000003, "response_code": code} | GREY
    assert (await ask.post("message/update_template_card", body))["errcode"] == 42015


async def test_only_the_named_phones_change(server: WeCom, ask: Client, app: Endpoint, zhang: Person) -> None:
    li = server.person("LiSi")
    code = (await ask.send("template_card", CARD, "ZhangSan|LiSi"))["response_code"]
    told = await update(ask, code, ["ZHANGSAN", "nobody"], **CLOSED)
    assert told["invaliduser"] == ["nobody"]
    assert (zhang.heard()[0].words, zhang.heard()[0].final) == ("已办结", True)
    assert (li.heard()[0].words, li.heard()[0].final) == ("今日待办", False)


@pytest.mark.parametrize("on_each", [False, True])
async def test_a_card_may_be_replaced_with_a_grey_word_on_it(
    server: WeCom, ask: Client, app: Endpoint, zhang: Person, on_each: bool
) -> None:
    code = (await ask.send("template_card", CARD))["response_code"]
    grey = [one | {"replace_text": "已记录"} for one in CARD["button_list"]]
    await update(
        ask, code, template_card=CARD | ({"button_list": grey} if on_each else {"replace_text": "已记录"})
    )
    with pytest.raises(ValueError, match="grey"):
        await zhang.press("已记录")
    assert (zhang.heard()[0].buttons, zhang.heard()[0].final) == (["已记录", "已记录"], True)


async def test_new_buttons_are_not_the_end(server: WeCom, ask: Client, app: Endpoint, zhang: Person) -> None:
    code = (await ask.send("template_card", CARD))["response_code"]
    await update(ask, code, template_card=CARD)
    assert not zhang.heard()[0].final
    await zhang.press("填报")


async def test_an_update_says_what_to_show(server: WeCom, ask: Client, app: Endpoint) -> None:
    code = (await ask.send("template_card", CARD))["response_code"]
    told = await update(ask, code, button={})
    assert told["errcode"] == 40058


async def test_recalling(server: WeCom, ask: Client, zhang: Person, clock: Clock) -> None:
    first = (await ask.say("错的"))["msgid"]
    assert (await ask.post("message/recall", {"msgid": first}))["errcode"] == 0
    assert zhang.heard() == []
    second = (await ask.say("旧的"))["msgid"]
    clock.sleep(24 * HOUR + 1)
    await ask.enter()
    assert (await ask.post("message/recall", {"msgid": second}))["errcode"] == 42052
    other = App(1000003, "obviously-fake-other-secret")
    server.corp.apps.append(other)
    await ask.enter(other)
    assert (await ask.post("message/recall", {"msgid": second}))["errcode"] == 40058
    assert (await ask.post("message/recall", {"msgid": "none"}))["errcode"] == 40058
