"""A toy city behind the real server on loopback, and the visitors who call on it."""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect

from bot.web.server import build_app, serve
from tests.web.standin import City

Frame = dict[str, Any]
LIMIT = 64 * 1024


class Page:
    """What a page does with its socket."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def ask(self, **frame: object) -> None:
        await self.socket.send(json.dumps(frame))

    async def hear(self, kind: str, **like: object) -> Frame:
        """The next frame of a kind; others are passed over."""
        while True:
            frame: Frame = json.loads(await self.socket.recv())
            if frame["is"] == kind and all(frame.get(name) == value for name, value in like.items()):
                return frame

    async def open(self, chat: str, after: str = "") -> Frame:
        await self.ask(do="open", chat=chat, after=after)
        return await self.hear("chat")


class House:
    """A served city: `demo` or, with invites, `run`."""

    def __init__(self, city: City, trusted: Sequence[str] = ()) -> None:
        self.city = city
        self.address = ""
        self._trusted = trusted
        self._app = build_app(city.site, limit=LIMIT)
        self._serving = AsyncExitStack()

    @property
    def origin(self) -> str:
        return self.address.rstrip("/")

    async def open(self) -> None:
        port = int(self.origin.rpartition(":")[2] or 0)
        self.address = await self._serving.enter_async_context(
            serve(self._app, port=port, trusted=self._trusted)
        )

    async def close(self) -> None:
        """Opened again, it has the same address."""
        await self._serving.aclose()

    def visitor(self, **headers: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.address, headers={"Origin": self.origin} | headers)

    @asynccontextmanager
    async def page(self, cookie: str = "", origin: str | None = None) -> AsyncIterator[Page]:
        async with connect(
            f"{self.address.replace('http', 'ws')}live",
            origin=self.origin if origin is None else origin,  # type: ignore[arg-type]  # a NewType of str
            additional_headers={"Cookie": cookie} if cookie else {},
        ) as socket:
            yield Page(socket)


async def say(visitor: httpx.AsyncClient, **fields: Any) -> httpx.Response:
    files = fields.pop("files", [])
    return await visitor.post(
        "/say", data=fields, files=[("files", one) for one in files] or {"none": ("", "")}
    )


Serve = Callable[..., AbstractAsyncContextManager[House]]


@asynccontextmanager
async def served(trusted: Sequence[str] = (), **settings: Any) -> AsyncIterator[House]:
    house = House(City(**settings), trusted)
    await house.open()
    try:
        yield house
    finally:
        await house.close()


@pytest.fixture
async def demo() -> AsyncIterator[House]:
    async with served(old=70) as house:
        yield house


@pytest.fixture
async def run() -> AsyncIterator[House]:
    async with served(open_house=False) as house:
        yield house
