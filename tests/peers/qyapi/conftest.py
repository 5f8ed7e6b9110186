"""A stand-in WeCom with a clock in hand, one member and a plain client."""

from collections.abc import AsyncIterator

import pytest

from tests.peers.qyapi.client import Client, Clock, client
from tests.peers.qyapi.endpoint import Endpoint, endpoint
from tests.peers.wecom.phone import Person
from tests.peers.wecom.server import WeCom, wecom


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[WeCom]:
    async with wecom(clock) as server:
        server.person("ZhangSan", "张三")
        yield server


@pytest.fixture
def zhang(server: WeCom) -> Person:
    return server.person("ZhangSan")


@pytest.fixture
async def ask(server: WeCom) -> AsyncIterator[Client]:
    async with client(server) as asking:
        yield asking


@pytest.fixture
async def app(server: WeCom) -> AsyncIterator[Endpoint]:
    """The app's callback URL, verified and saved."""
    async with endpoint(server.corp) as app:
        assert await server.listen_at(app.url)
        yield app
