"""HTTP/1.1 over asyncio's streams: as little as a Bot API server needs, so that a benchmark measures the bot.

uvicorn would cost half a millisecond a request, and could neither reset a connection nor stay silent on purpose.
"""

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus

Headers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Request:
    verb: str
    path: str
    query: str
    headers: Headers
    body: bytes
    gone: Callable[[], Awaitable[None]]  # returns when the client has given up


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    mime: str = "application/json"
    headers: Headers = field(default_factory=dict)


class Dropped(Exception):
    """No answer: the connection is reset."""


App = Callable[[Request], Awaitable[Answer]]


async def read_message(reader: asyncio.StreamReader) -> tuple[str, Headers, bytes] | None:
    """The first line, headers and body of a request or of an answer; None when the other side has left."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines if line)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        return first, headers, await _body(reader, headers)
    except (asyncio.IncompleteReadError, ConnectionError):
        return None


async def _body(reader: asyncio.StreamReader, headers: Headers) -> bytes:
    if headers.get("transfer-encoding", "").lower() != "chunked":
        return await reader.readexactly(int(headers.get("content-length", 0)))
    chunks = []
    while size := int((await reader.readline()).split(b";")[0], 16):
        chunks.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(chunks)


def _encode(answer: Answer) -> bytes:
    head = [
        f"HTTP/1.1 {answer.status} {_phrase(answer.status)}",
        f"Content-Type: {answer.mime}",
        f"Content-Length: {len(answer.body)}",
        *(f"{name}: {value}" for name, value in answer.headers.items()),
    ]
    return "\r\n".join([*head, "", ""]).encode("latin-1") + answer.body


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


class _Door:
    """All open connections, so that closing leaves none behind."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._open: set[asyncio.Task[None]] = set()

    async def enter(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            while await self._one(reader, writer):
                pass
        except (ConnectionError, asyncio.CancelledError):
            pass  # the client left, or the server closes: either way nobody waits for an answer
        finally:
            self._open.discard(task)
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        message = await read_message(reader)
        if message is None:
            return False
        first, headers, body = message
        verb, target, _ = first.split(" ", 2)
        path, _, query = target.partition("?")

        async def gone() -> None:
            with contextlib.suppress(ConnectionError):
                await reader.read(1)  # nobody pipelines here: only the end can be read

        try:
            answer = await self._app(Request(verb, path, query, headers, body, gone))
        except Dropped:
            _reset(writer)
            return False
        writer.write(_encode(answer))
        await writer.drain()
        return headers.get("connection", "").lower() != "close"

    async def close(self) -> None:
        tasks = list(self._open)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _reset(writer: asyncio.StreamWriter) -> None:
    """Zero linger makes the kernel send RST instead of FIN: the client sees a reset and not a polite end."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


@asynccontextmanager
async def listen(app: App, port: int = 0) -> AsyncIterator[str]:
    """Serves on loopback while the block runs; gives the address without a final slash."""
    door = _Door(app)
    server = await asyncio.start_server(door.enter, "127.0.0.1", port)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await door.close()
        await server.wait_closed()
