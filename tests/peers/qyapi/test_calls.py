"""What holds for every call: the form of a refusal, the order of the checks, tokens, addresses, counts."""

import asyncio
import json

import httpx
import pytest

from tests.peers.botapi.faults import Delay, Hang, Page, Reset, Say
from tests.peers.qyapi.client import AGENT, Client, Clock
from tests.peers.wecom.phone import Person
from tests.peers.wecom.server import WeCom
from tests.peers.wecom.switches import Switches, every_turn

HOUR = 3_600_000


async def test_a_refusal_has_a_number_a_hint_and_the_callers_address(ask: Client) -> None:
    ask.token = "gone"
    first, second = [await ask.say("话") for _ in range(2)]
    assert first["errcode"] == second["errcode"] == 40014
    assert "from ip: 127.0.0.1, more info at" in first["errmsg"]
    assert first["errmsg"].split(", hint")[0] != second["errmsg"].split(", hint")[0]


async def test_the_token_stays_the_same_as_long_as_it_lives(server: WeCom, ask: Client, clock: Clock) -> None:
    first = await ask.gettoken()
    assert (first["expires_in"], len(first["access_token"])) == (7200, 214)
    assert (await ask.gettoken())["access_token"] == first["access_token"]
    clock.sleep(2 * HOUR)
    assert (await ask.gettoken())["access_token"] != first["access_token"]
    assert server.ledger.count("gettoken") == 4


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"corpid": ""}, 41002),
        ({"corpsecret": ""}, 41004),
        ({"corpid": "wwother"}, 40013),
        ({"corpsecret": "wrong"}, 40001),
    ],
)
async def test_a_token_needs_the_right_secret(ask: Client, query: dict[str, str], code: int) -> None:
    assert (await ask.gettoken(**query))["errcode"] == code


async def test_five_wrong_secrets_close_the_door_for_an_hour(ask: Client, clock: Clock) -> None:
    for _ in range(4):
        await ask.gettoken(corpsecret="wrong")
    assert (await ask.gettoken())["errcode"] == 0  # a right one in between: counted anew
    for _ in range(5):
        assert (await ask.gettoken(corpsecret="wrong"))["errcode"] == 40001
    assert (await ask.gettoken())["errcode"] == 45009
    assert (await ask.get("getcallbackip"))["errcode"] == 45009
    clock.sleep(HOUR)
    assert (await ask.gettoken())["errcode"] == 0


@pytest.mark.parametrize("code", [42001, 40014])
async def test_an_old_token_is_refused_by_either_number(
    server: WeCom, ask: Client, clock: Clock, code: int
) -> None:
    server.turn(expired_code=code)
    clock.sleep(2 * HOUR)
    assert (await ask.say("话"))["errcode"] == code


async def test_a_token_may_die_early(server: WeCom, ask: Client) -> None:
    server.revoke(AGENT)
    assert (await ask.say("话"))["errcode"] == 40014
    await ask.enter()
    assert (await ask.say("话"))["errcode"] == 0


async def test_without_a_token(ask: Client) -> None:
    ask.token = ""
    assert (await ask.say("话"))["errcode"] == 41001


@pytest.mark.parametrize(("state", "code"), [("disabled", 50003), ("suspended", 48006)])
async def test_an_app_that_is_switched_off(server: WeCom, ask: Client, state: str, code: int) -> None:
    server.corp.apps[0].state = state  # type: ignore[assignment]
    assert (await ask.say("话"))["errcode"] == code


async def test_the_address_comes_before_the_method_and_the_token(server: WeCom, ask: Client) -> None:
    server.corp.apps[0].trusted_ips = {"203.0.113.7"}
    told = await ask.get("message/send")
    assert told["errcode"] == 60020 and "from ip: 127.0.0.1" in told["errmsg"]
    server.corp.apps[0].trusted_ips.add("127.0.0.1")
    assert (await ask.get("message/send"))["errcode"] == 40058  # GET on what wants POST
    ask.token = ""
    assert (await ask.get("message/send"))["errcode"] == 40058


@pytest.mark.parametrize("raw", [b"{", b"[]", b"", "督办".encode("gbk")])
async def test_a_body_that_is_no_object(server: WeCom, ask: Client, raw: bytes) -> None:
    url = f"{server.api}/message/send?access_token={ask.token}"
    assert (await ask.http.post(url, content=raw)).json()["errcode"] == 40058


async def test_a_field_of_another_type_is_passed_over_with_a_warning(
    server: WeCom, ask: Client, zhang: Person
) -> None:
    told = await ask.say("话", safe=[1])
    assert told["errcode"] == 0 and "Warning: wrong json format" in told["errmsg"]
    assert server.complaints == ["wrong json format: message/send: safe: list"]
    assert (await ask.send("text", {"content": 5}))["errcode"] == 44004  # passed over, so there is none
    assert [one.words for one in zhang.heard()] == ["话"]


async def escaped(server: WeCom, ask: Client, path: str, body: object, **query: str) -> int:
    url = f"{server.api}/{path}"
    raw = json.dumps(body).encode()
    told = (await ask.http.post(url, params={"access_token": ask.token} | query, content=raw)).json()
    return int(told["errcode"])


async def test_escaped_characters(server: WeCom, ask: Client, zhang: Person) -> None:
    body = {"touser": "ZhangSan", "msgtype": "text", "agentid": AGENT, "text": {"content": "督办"}}
    assert await escaped(server, ask, "message/send", body) == 40033
    server.turn(escapes="complain")
    assert await escaped(server, ask, "message/send", body) == 0
    assert server.complaints == ["escapes: message/send"]
    assert [one.words for one in zhang.heard()] == ["督办"]


async def test_a_backslash_that_was_written_is_no_escape(ask: Client, zhang: Person) -> None:
    await ask.say(r"C:\u1234")
    assert zhang.heard()[0].words == r"C:\u1234"


@pytest.mark.parametrize("omit", [True, False])
async def test_an_empty_list_is_left_out_or_empty(server: WeCom, ask: Client, omit: bool) -> None:
    server.turn(omit_empty=omit)
    assert (await ask.say("话")).get("invaliduser") == (None if omit else "")


async def test_ten_thousand_calls_a_minute(server: WeCom, ask: Client, clock: Clock) -> None:
    server.called("getcallbackip", 9_999)
    assert (await ask.get("getcallbackip"))["errcode"] == 0
    assert (await ask.get("getcallbackip"))["errcode"] == 45009
    assert (await ask.get("get_api_domain_ip"))["errcode"] == 0
    clock.sleep(60_000)
    assert (await ask.get("getcallbackip"))["errcode"] == 0


async def test_more_than_eight_at_once_on_one_path(server: WeCom, ask: Client) -> None:
    server.crowd(0.5)
    told = await asyncio.gather(*(ask.say(f"第{n}条") for n in range(9)))
    assert sorted(one["errcode"] for one in told) == [0] * 8 + [45033]


@pytest.mark.parametrize("after", [False, True])
async def test_failures_on_order(server: WeCom, ask: Client, zhang: Person, after: bool) -> None:
    server.faults.add("message/send", Say(-1, "", after=after))
    server.faults.add("message/send", Page(after=after))
    server.faults.add("message/send", Reset(after=after))
    server.faults.add("message/send", Hang(after=after))
    server.faults.add("message/send", Delay(0.01, after=after))
    assert (await ask.say("一"))["errcode"] == -1
    page = await ask.http.post(f"{server.api}/message/send?access_token={ask.token}", json=text("二"))
    assert (page.status_code, page.headers["content-type"]) == (502, "text/html")
    with pytest.raises(httpx.TransportError):
        await ask.say("三")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await ask.say("四")
    assert (await ask.say("五"))["errcode"] == 0
    assert [one.words for one in zhang.heard()] == (list("一二三四五") if after else ["五"])


def text(words: str) -> dict[str, object]:
    return {"touser": "ZhangSan", "msgtype": "text", "agentid": AGENT, "text": {"content": words}}


def test_every_switch_can_be_turned() -> None:
    turns = list(every_turn())
    assert ("duplicates_first", False) in turns and ("expired_code", 40014) in turns
    assert len(turns) == len({name for name, _ in turns}) + 2  # two have three values
    assert all(Switches().turned(**{name: value}) != Switches() for name, value in turns)
