"""Callbacks as the platform brings them: sealed anew, three tries, only after silence."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.peers.botapi.http import Answer
from tests.peers.qyapi.client import AGENT, Client, Clock
from tests.peers.qyapi.endpoint import Endpoint, endpoint
from tests.peers.wecom import crypto
from tests.peers.wecom.inside import cdata
from tests.peers.wecom.phone import Person, brought
from tests.peers.wecom.server import WeCom

HURRIED = 0.02  # the pace of a test that waits for silence: 5 s are a tenth of a second
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
VECTORS = json.loads((Path(__file__).parents[2] / "wecom" / "vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("known", VECTORS["kat"], ids=lambda known: known["name"])
def test_the_stand_ins_own_crypto_knows_the_answers(known: dict[str, Any]) -> None:
    key, receiver, plain = known["encoding_aes_key"], known["receiveid"], known["plaintext"].encode()
    assert crypto.encrypt(key, bytes.fromhex(known["random_hex"]), plain, receiver) == known["encrypt"]
    assert crypto.decrypt(key, known["encrypt"], receiver) == plain
    sign = crypto.signature(known["token"], known["timestamp"], known["nonce"], known["encrypt"])
    assert sign == known["msg_signature"]


async def test_what_a_person_says_arrives_with_its_sender_and_a_number(
    server: WeCom, app: Endpoint, zhang: Person, clock: Clock
) -> None:
    await brought(await zhang.say("进度80%"))
    (told,) = app.heard
    assert told.findtext("ToUserName") == server.corp.id
    assert told.findtext("FromUserName") == "ZhangSan"
    assert told.findtext("Content") == "进度80%"
    assert told.findtext("AgentID") == str(AGENT)
    assert told.findtext("CreateTime") == str(clock.now // 1000)
    assert 2**53 < int(told.findtext("MsgId", "")) < 2**63


async def test_silence_is_asked_three_times_with_one_inside_and_three_seals(
    server: WeCom, app: Endpoint, zhang: Person
) -> None:
    server.sender.pace = HURRIED
    app.silent = 2
    await brought(await zhang.say("进度80%"))
    assert (len(app.tries), len(app.heard)) == (3, 1)
    for field in ("msg_signature", "nonce"):
        assert len({one[field] for one in app.tries}) == 3


async def test_a_lost_connection_is_asked_again_with_the_same_inside(app: Endpoint, zhang: Person) -> None:
    app.answers = [None, None]
    await brought(await zhang.say("进度80%"))
    assert len(app.inside) == 3 and len(set(app.inside)) == 1


async def test_after_three_tries_the_words_are_lost(server: WeCom, app: Endpoint, zhang: Person) -> None:
    server.sender.pace = HURRIED
    app.silent = 9
    (delivery,) = await zhang.say("进度80%")
    await delivery.done.wait()
    assert (delivery.statuses, delivery.answered, len(app.tries)) == ([0, 0, 0], False, 3)


@pytest.mark.parametrize("status", [400, 500, 503])
async def test_an_error_counts_as_answered(app: Endpoint, zhang: Person, status: int) -> None:
    app.answers = [Answer(status, b"")]
    await brought(await zhang.say("进度80%"))
    assert len(app.tries) == 1


async def test_the_third_try_may_come_late(server: WeCom, app: Endpoint, zhang: Person) -> None:
    server.turn(late=True)
    server.sender.pace = HURRIED
    app.answers = [None, None]
    (delivery,) = await zhang.say("进度80%")
    await server.until(lambda: len(delivery.statuses) == 2)
    assert not server.sender.quiet  # 30 s, at this pace 0.6
    await delivery.done.wait()
    assert len(app.heard) == 1


async def test_what_succeeded_may_come_again(server: WeCom, app: Endpoint, zhang: Person) -> None:
    server.turn(duplicate=True)
    await brought(await zhang.say("进度80%"))
    assert len(app.heard) == 2 and len({one.findtext("MsgId") for one in app.heard}) == 1
    assert len({one["nonce"] for one in app.tries}) == 2


@pytest.mark.parametrize("shuffle", [False, True])
async def test_two_of_one_person_may_change_places(
    server: WeCom, app: Endpoint, zhang: Person, shuffle: bool
) -> None:
    server.turn(shuffle=shuffle)
    await brought([*(await zhang.say("一")), *(await zhang.say("二")), *(await zhang.say("三"))])
    assert app.texts == (["二", "一", "三"] if shuffle else ["一", "二", "三"])


async def test_a_text_may_stand_in_two_sections(server: WeCom, app: Endpoint, zhang: Person) -> None:
    server.turn(cdata_split=True)
    await brought(await zhang.say("进度80%"))
    assert app.texts == ["进度80%"]
    assert "<![CDATA[进度]]><![CDATA[80%]]>".encode() in app.inside[0]


@pytest.mark.parametrize("words", ["a]]>b", "]]>", "", "&<>\"'", "督办🚩"])
def test_any_words_stand_in_a_section(words: str) -> None:
    assert (ElementTree.fromstring(f"<x>{cdata(words)}</x>").text or "") == words


async def test_a_long_text_leaves_the_phone_in_pieces(app: Endpoint, zhang: Person) -> None:
    await brought(await zhang.say("字" * 4001))
    assert [len(one) for one in app.texts] == [4000, 1]
    assert len({one.findtext("MsgId") for one in app.heard}) == 2


async def test_two_events_of_one_second_differ_in_their_fields_alone(
    server: WeCom, app: Endpoint, zhang: Person
) -> None:
    await brought([*(await zhang.enter()), *(await zhang.click("/today"))])
    times = {one.findtext("CreateTime") for one in app.heard}
    assert len(times) == 1 and not any(one.findtext("MsgId") for one in app.heard)
    assert [(one.findtext("Event"), one.findtext("EventKey")) for one in app.heard] == [
        ("enter_agent", ""),
        ("click", "/today"),
    ]


async def test_pictures_and_places(server: WeCom, ask: Client, app: Endpoint, zhang: Person) -> None:
    await brought(await zhang.photo(PNG))
    await brought(await zhang.voice(b"#!AMR\n123"))
    await brought(await zhang.place(33.0, 112.5, "南阳市"))
    await brought(await zhang.link("通知", "https://example.invalid"))
    await brought(await zhang.video(b"mp4"))
    picture, voice, place, link, video = app.heard
    for told, body in ((picture, PNG), (voice, b"#!AMR\n123"), (video, b"mp4")):
        query = {"access_token": ask.token, "media_id": told.findtext("MediaId", "")}
        assert (await ask.http.get(f"{server.api}/media/get", params=query)).content == body
    assert (await ask.http.get(picture.findtext("PicUrl", ""))).content == PNG
    assert voice.findtext("Format") == "amr" and video.findtext("ThumbMediaId")
    assert (place.findtext("Location_X"), place.findtext("Label")) == ("33.0", "南阳市")
    assert (link.findtext("Title"), link.findtext("Url")) == ("通知", "https://example.invalid")


async def test_the_platform_speaks_for_itself(server: WeCom, app: Endpoint) -> None:
    await brought([server.happens("close_inactive_agent")])
    assert [app.heard[0].findtext(name) for name in ("FromUserName", "Event")] == [
        "sys",
        "close_inactive_agent",
    ]


async def test_who_leaves_the_range_and_comes_back(
    server: WeCom, ask: Client, app: Endpoint, zhang: Person
) -> None:
    await brought(await zhang.leave_range())
    assert (await ask.say("话"))["errcode"] == 81013
    await brought(await zhang.come_back())
    assert (await ask.say("话"))["errcode"] == 0
    assert [one.findtext("Event") for one in app.heard] == ["unsubscribe", "subscribe"]


async def test_without_an_address_nobody_is_told(server: WeCom, zhang: Person) -> None:
    (delivery,) = await zhang.say("话")
    assert delivery.done.is_set() and delivery.statuses == []


@pytest.mark.parametrize("raw", [False, True])
async def test_an_address_is_saved_after_it_has_opened_a_letter(server: WeCom, raw: bool) -> None:
    server.turn(raw_plus=raw)
    async with endpoint(server.corp) as app:
        assert all([await server.listen_at(app.url) for _ in range(8)])
        assert server.corp.apps[0].callback == app.url


@pytest.mark.parametrize("echo", [b'"x"', b"", b"x\n", b"\xef\xbb\xbfx"])
async def test_anything_but_the_exact_bytes_is_not_saved(server: WeCom, echo: bytes) -> None:
    async with endpoint(server.corp) as app:
        app.echo = echo
        assert not await server.listen_at(app.url)
    assert server.corp.apps[0].callback == ""


async def test_nor_is_an_address_that_takes_its_time(server: WeCom) -> None:
    server.sender.verify_within = 0.05
    async with endpoint(server.corp) as app:
        app.silent = 1
        assert not await server.listen_at(app.url)
        assert await server.listen_at(app.url)


async def reply(server: WeCom, app: Endpoint, zhang: Person, **wrong: str) -> list[str]:
    """What is complained of after the app answered at once, in its own words."""
    key, token = server.corp.apps[0].aes_key, server.corp.apps[0].token
    inside = b"<xml><MsgType>text</MsgType><Content>x</Content></xml>"
    sealed = crypto.encrypt(key, bytes(16), inside, wrong.get("receiver", server.corp.id))
    sign = crypto.signature(token, "1", "n", sealed)
    fields = {"Encrypt": sealed, "MsgSignature": sign, "TimeStamp": "1", "Nonce": "n"} | wrong
    raw = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items() if name[0].isupper())
    app.answers = [Answer(200, f"<xml>{raw}</xml>".encode())]
    await brought(await zhang.say("话"))
    return [one.split(":")[0] for one in server.complaints]


@pytest.mark.parametrize(
    "wrong", [{"receiver": "wwother"}, {"MsgSignature": "0"}, {"Encrypt": "???"}, {"receiver": ""}]
)
async def test_a_passive_reply_is_judged(
    server: WeCom, app: Endpoint, zhang: Person, wrong: dict[str, str]
) -> None:
    assert await reply(server, app, zhang) == []
    assert await reply(server, app, zhang, **wrong) == ["bad passive reply"]


async def test_a_reply_that_is_no_xml(server: WeCom, app: Endpoint, zhang: Person) -> None:
    app.answers = [Answer(200, b"success")]
    await brought(await zhang.say("话"))
    assert [one.split(":")[0] for one in server.complaints] == ["bad passive reply"]
