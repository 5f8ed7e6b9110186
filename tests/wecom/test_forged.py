"""Story 18: whoever finds the callback's address can post there what they like; only WeCom is heard."""

import logging
import secrets
from collections.abc import Mapping
from urllib.parse import urlencode

import httpx
import pytest

from bot.channels.wecom.hook import LARGEST
from bot.simulate.play import SimulatedClock
from tests.peers.wecom import crypto
from tests.peers.wecom.server import WeCom
from tests.wecom.city import WeComCity

INSIDE = (
    b"<xml><FromUserName>U01-LIAISON</FromUserName><CreateTime>1698681600</CreateTime><MsgType>text</MsgType>"
    b"<Content>80%</Content><MsgId>7</MsgId></xml>"
)
ENTITIES = (
    '<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>'
)


def signed(server: WeCom, sealed: str, at: int, token: str = "") -> dict[str, str]:
    """The query of a callback at this second."""
    timestamp, nonce = str(at), secrets.token_hex(5)
    signature = crypto.signature(token or server.corp.apps[0].token, timestamp, nonce, sealed)
    return {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce}


def sealed_for(server: WeCom, inside: bytes = INSIDE, corp: str = "") -> str:
    app = server.corp.apps[0]
    return crypto.encrypt(app.aes_key, secrets.token_bytes(16), inside, corp or server.corp.id)


def envelope(sealed: str) -> bytes:
    return f"<xml><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>".encode()


async def posted(town: WeComCity, query: Mapping[str, str], body: bytes, method: str = "POST") -> int:
    url = f"{town.url_of_hooks.rstrip('/')}{town.corps[0].path}?{urlencode(query)}"
    async with httpx.AsyncClient() as somebody:
        return (await somebody.request(method, url, content=body)).status_code


@pytest.fixture(autouse=True)
def nothing_breaks(caplog: pytest.LogCaptureFixture, town: WeComCity) -> None:
    caplog.set_level(logging.INFO)


def untouched(town: WeComCity, caplog: pytest.LogCaptureFixture) -> bool:
    errors = [one for one in caplog.records if one.levelno >= logging.ERROR or one.exc_info]
    return errors == [] and town.inbox() == [] and town.rows("SELECT * FROM arrived") == []


async def test_what_is_rightly_made_is_heard(town: WeComCity, server: WeCom, clock: SimulatedClock) -> None:
    """Else everything below would prove nothing."""
    sealed = sealed_for(server)
    assert await posted(town, signed(server, sealed, clock.now // 1000), envelope(sealed)) == 200
    await town.dealt()
    assert town.inbox() == [("u01-liaison", "")]


async def test_a_wrong_signature(
    town: WeComCity, server: WeCom, clock: SimulatedClock, caplog: pytest.LogCaptureFixture
) -> None:
    sealed = sealed_for(server)
    right = signed(server, sealed, clock.now // 1000)
    forged = [
        right | {"msg_signature": right["msg_signature"].upper()},
        right | {"msg_signature": ""},
        right | {"msg_signature": "督办"},
        right | {"nonce": "other"},
        right | {"timestamp": str(int(right["timestamp"]) + 1)},
        {name: value for name, value in right.items() if name != "msg_signature"},
        {},
        signed(server, sealed, clock.now // 1000, token="guess"),
    ]
    assert [await posted(town, query, envelope(sealed)) for query in forged] == [401] * len(forged)
    assert await posted(town, right, envelope(sealed_for(server))) == 401
    assert untouched(town, caplog)


async def test_another_corp_or_a_damaged_seal(
    town: WeComCity, server: WeCom, clock: SimulatedClock, caplog: pytest.LogCaptureFixture
) -> None:
    for sealed in (
        sealed_for(server, corp="ww000000000000000"),
        sealed_for(server)[:-24] + "A" * 24,
        "",
        "督办",
    ):
        assert await posted(town, signed(server, sealed, clock.now // 1000), envelope(sealed)) == 401
    assert untouched(town, caplog)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"\xff\xfe",
        b"<xml>",
        b"<xml/>",
        b"<xml><Encrypt/></xml>",
        b"<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>",
        b"<xml><Encrypt><b/></Encrypt></xml>",
        ENTITIES.encode(),
        b'<!DOCTYPE xml SYSTEM "http://127.0.0.1:1/x"><xml><Encrypt>a</Encrypt></xml>',
        b"<a>" * 5000 + b"</a>" * 5000,
    ],
    ids=lambda body: repr(body[:20]),
)
async def test_no_envelope(
    town: WeComCity, server: WeCom, clock: SimulatedClock, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert await posted(town, signed(server, "a", clock.now // 1000), body) == 401
    assert untouched(town, caplog)


@pytest.mark.parametrize("size", [LARGEST + 1, 2 * 1024 * 1024 + 1])
async def test_too_much(town: WeComCity, size: int, caplog: pytest.LogCaptureFixture) -> None:
    assert await posted(town, {}, b" " * size) == 413
    assert untouched(town, caplog)


@pytest.mark.parametrize("shift", [-601, 601, 10**12])
async def test_what_was_signed_at_another_time(
    town: WeComCity, server: WeCom, clock: SimulatedClock, shift: int, caplog: pytest.LogCaptureFixture
) -> None:
    sealed = sealed_for(server)
    assert await posted(town, signed(server, sealed, clock.now // 1000 + shift), envelope(sealed)) == 401
    echo = signed(server, sealed, clock.now // 1000 + shift) | {"echostr": sealed}
    assert await posted(town, echo, b"", "GET") == 401
    assert untouched(town, caplog)


async def test_a_callback_that_somebody_has_overheard_changes_nothing(
    town: WeComCity, server: WeCom, clock: SimulatedClock
) -> None:
    sealed = sealed_for(server)
    query = signed(server, sealed, clock.now // 1000)
    for _ in range(3):
        assert await posted(town, query, envelope(sealed)) == 200
        await town.dealt()
    assert town.inbox() == [("u01-liaison", "")]


async def test_nobody_reads_the_plaintext_of_a_seal_they_cannot_sign(
    town: WeComCity, server: WeCom, caplog: pytest.LogCaptureFixture
) -> None:
    assert await posted(town, {"echostr": sealed_for(server)}, b"", "GET") == 401
    assert await posted(town, {}, b"", "PUT") == 405
    assert untouched(town, caplog)


@pytest.mark.parametrize("inside", [b"no XML", b"<xml>", ENTITIES.encode(), b"<xml/>", b"\x00\x01"])
async def test_what_was_sealed_for_us_and_makes_no_sense_is_kept(
    town: WeComCity, server: WeCom, clock: SimulatedClock, inside: bytes
) -> None:
    sealed = sealed_for(server, inside)
    assert await posted(town, signed(server, sealed, clock.now // 1000), envelope(sealed)) == 200
    await town.dealt()
    ((account, error),) = town.inbox()
    assert (account, bool(error)) == ("", True)
