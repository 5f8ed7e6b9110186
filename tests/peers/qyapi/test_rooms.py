"""Groups over HTTP: the app's own, and a webhook's."""

import base64
import hashlib
from typing import Any

import pytest

from tests.peers.qyapi.client import Client, Clock
from tests.peers.wecom.phone import Person
from tests.peers.wecom.server import WeCom
from tests.peers.wecom.world import Group, Visible

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
KEY = "obviously-fake-key"
TEXT = {"msgtype": "text", "text": {"content": "汇总"}}


@pytest.fixture
def room(server: WeCom, zhang: Person) -> Group:
    return server.group("督办协调群", [zhang], owner=1000002, webhook=KEY)


async def hook(ask: Client, body: dict[str, Any], key: str = KEY) -> int:
    answer = await ask.http.post(f"{ask.server.api}/webhook/send", params={"key": key}, json=body)
    return int(answer.json()["errcode"])


async def test_the_app_writes_to_its_own_group(ask: Client, room: Group, zhang: Person) -> None:
    told = await ask.post("appchat/send", {"chatid": room.chatid} | TEXT)
    assert told == {"errcode": 0, "errmsg": "ok"}
    assert [one.words for one in zhang.heard("group", room)] == ["汇总"]
    assert zhang.heard("app") == []


async def test_it_may_be_told_a_msgid(server: WeCom, ask: Client, room: Group) -> None:
    server.turn(appchat_msgid=True)
    assert (await ask.post("appchat/send", {"chatid": room.chatid} | TEXT))["msgid"]


async def test_what_an_app_may_not_say_to_a_group(server: WeCom, ask: Client, room: Group) -> None:
    card = {"chatid": room.chatid, "msgtype": "template_card", "template_card": {}}
    assert (await ask.post("appchat/send", card))["errcode"] == 40008
    assert (await ask.post("appchat/send", {"chatid": room.chatid.lower()} | TEXT))["errcode"] == 86008
    room.owner = 0
    assert (await ask.post("appchat/send", {"chatid": room.chatid} | TEXT))["errcode"] == 86008
    server.corp.apps[0].visible = Visible([2])
    assert (await ask.post("appchat/send", {"chatid": room.chatid} | TEXT))["errcode"] == 48002


CARD = {
    "card_type": "text_notice",
    "main_title": {"title": "汇总"},
    "card_action": {"type": 1, "url": "https://example.invalid"},
}


def picture(body: bytes) -> dict[str, str]:
    return {"base64": base64.b64encode(body).decode(), "md5": hashlib.md5(body).hexdigest()}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (TEXT, 0),
        ({"msgtype": "markdown", "markdown": {"content": "字" * 1365}}, 0),
        ({"msgtype": "markdown", "markdown": {"content": "字" * 1366}}, 45002),
        ({"msgtype": "markdown_v2", "markdown_v2": {"content": "| 表 |"}}, 0),
        ({"msgtype": "text", "text": {}}, 93017),
        ({"msgtype": "text", "text": {"content": ""}}, 44004),
        ({"msgtype": "location"}, 40008),
        ({"msgtype": "image", "image": picture(PNG)}, 0),
        ({"msgtype": "image", "image": picture(PNG) | {"md5": "0"}}, 40009),
        ({"msgtype": "image", "image": {"base64": "?"}}, 40009),
        ({"msgtype": "image", "image": picture(PNG + bytes(2 * 1024 * 1024))}, 93018),
        ({"msgtype": "template_card", "template_card": CARD}, 0),
        ({"msgtype": "template_card", "template_card": CARD | {"card_type": "button_interaction"}}, 42031),
        ({"msgtype": "file", "file": {"media_id": "none"}}, 40007),
    ],
)
async def test_what_a_webhook_takes(
    server: WeCom, ask: Client, room: Group, zhang: Person, body: dict[str, Any], code: int
) -> None:
    assert await hook(ask, body) == code
    assert len(zhang.heard("group", room)) == (code == 0)
    assert server.ledger.calls[-1].transport == "webhook"


async def test_the_key_is_the_door(ask: Client, room: Group) -> None:
    assert await hook(ask, TEXT, "wrong") == await hook(ask, TEXT, "") == 93000


async def test_twenty_a_minute(ask: Client, room: Group, clock: Clock) -> None:
    assert [await hook(ask, TEXT) for _ in range(21)] == [0] * 20 + [45009]
    clock.sleep(60_000)
    assert await hook(ask, TEXT) == 0


async def test_a_long_text_is_cut_and_complained_of(server: WeCom, ask: Client, room: Group) -> None:
    assert await hook(ask, {"msgtype": "text", "text": {"content": "字" * 683}}) == 0
    assert [one.split(":")[0] for one in server.complaints] == ["cut"]


async def test_a_webhooks_escapes_are_complained_of(server: WeCom, ask: Client, room: Group) -> None:
    """apprise writes them."""
    raw = b'{"msgtype":"text","text":{"content":"\\u7763\\u529e"}}'
    answer = await ask.http.post(f"{server.api}/webhook/send?key={KEY}", content=raw)
    assert answer.json()["errcode"] == 0
    assert server.complaints == ["escapes: webhook/send"]


async def test_a_file_for_the_group(server: WeCom, ask: Client, room: Group, zhang: Person) -> None:
    url = f"{server.api}/webhook/upload_media"
    told = (await ask.http.post(f"{url}?key={KEY}&type=file", files={"media": ("表.xlsx", b"123456")})).json()
    assert await hook(ask, {"msgtype": "file", "file": {"media_id": told["media_id"]}}) == 0
    assert zhang.heard("group", room)[0].files == [("表.xlsx", b"123456")]
    wrong = await ask.http.post(f"{url}?key={KEY}&type=image", files={"media": ("图.png", PNG)})
    assert wrong.json()["errcode"] == 40005
