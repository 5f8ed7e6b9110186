"""message/send: what is refused, what is accepted, and what becomes of it."""

from collections.abc import AsyncIterator

import pytest

from tests.peers.wecom.server import WeCom, wecom
from tests.peers.wecom_client import Client, Clock, client


@pytest.fixture
async def clock() -> Clock:
    return Clock()


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[WeCom]:
    async with wecom(clock) as server:
        server.person("ZhangSan", "张三")
        yield server


@pytest.fixture
async def ask(server: WeCom) -> AsyncIterator[Client]:
    async with client(server) as asking:
        yield asking


async def test_a_text_is_shown_on_the_phone(server: WeCom, ask: Client) -> None:
    told = await ask.say("**今日**待办")
    assert (told["errcode"], told["errmsg"]) == (0, "ok")
    (shown,) = server.person("zhangsan").heard("app")
    assert shown.words == "**今日**待办"
    assert server.ledger.delivered("ZHANGSAN")[0].method == "message/send"
    assert server.complaints == []


async def test_what_is_sent_too_fast_is_accepted_and_dropped(
    server: WeCom, ask: Client, clock: Clock
) -> None:
    for number in range(31):
        assert (await ask.say(f"第{number}条"))["errcode"] == 0
    assert len(server.person("ZhangSan").heard("app")) == 30
    assert server.ledger.never_shown("第30条") == ["zhangsan"]
    clock.sleep(60_000)
    await ask.say("又一条")
    assert len(server.person("ZhangSan").heard("app")) == 31
