"""Callbacks as the platform brings them: sealed anew, three tries, only after silence."""

from collections.abc import AsyncIterator

import pytest

from tests.peers.botapi.http import Answer
from tests.peers.wecom.phone import brought
from tests.peers.wecom.server import WeCom, wecom
from tests.peers.wecom_app import Endpoint, endpoint
from tests.peers.wecom_client import AGENT, Clock


@pytest.fixture
async def server() -> AsyncIterator[WeCom]:
    async with wecom(Clock(), pace=0.01) as server:
        yield server
        assert server.complaints == []


@pytest.fixture
async def app(server: WeCom) -> AsyncIterator[Endpoint]:
    async with endpoint(server.corp) as app:
        assert await server.listen_at(app.url)
        yield app


async def test_what_a_person_says_arrives_with_its_sender_and_a_number(server: WeCom, app: Endpoint) -> None:
    await brought(await server.person("ZhangSan").say("进度80%"))
    (told,) = app.heard
    assert told.findtext("FromUserName") == "ZhangSan"
    assert told.findtext("Content") == "进度80%"
    assert told.findtext("AgentID") == str(AGENT)
    assert int(told.findtext("MsgId", "")) > 2**53


async def test_silence_is_asked_three_times_with_one_number_and_three_signatures(
    server: WeCom, app: Endpoint
) -> None:
    app.silent = 2
    await brought(await server.person("ZhangSan").say("进度80%"))
    assert (len(app.tries), len(app.heard)) == (3, 1)
    assert len({one["msg_signature"] for one in app.tries}) == 3


async def test_after_three_tries_the_words_are_lost(server: WeCom, app: Endpoint) -> None:
    app.silent = 9
    (delivery,) = await server.person("ZhangSan").say("进度80%")
    await delivery.done.wait()
    assert (delivery.statuses, delivery.answered) == ([0, 0, 0], False)


async def test_an_error_counts_as_answered(server: WeCom, app: Endpoint) -> None:
    app.answers = [Answer(500, b"")]
    await brought(await server.person("ZhangSan").say("进度80%"))
    assert len(app.tries) == 1
