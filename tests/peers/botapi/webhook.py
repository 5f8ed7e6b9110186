"""Pushes updates to the bot's address: in order within a chat, chats side by side, again until it says 2xx."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit

from tests.peers.botapi.bell import Bell
from tests.peers.botapi.http import read_message
from tests.peers.botapi.refusal import Json

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 64.0  # seconds between tries, doubling
PATIENCE = 60.0  # seconds for one answer

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True)
class Hook:
    url: str
    secret: str = ""
    connections: int = 40


@dataclass
class Errors:
    date: int = 0
    message: str = ""


@dataclass
class Webhook:
    """One registered address with its lanes, one a chat."""

    hook: Hook
    done: Callable[[Json], None]
    now: Callable[[], int]
    errors: Errors
    bell: Bell
    pace: float = 1.0  # scales the pauses between tries
    delivered: int = 0
    _lanes: dict[int, deque[Json]] = field(default_factory=lambda: defaultdict(deque))
    _tasks: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _idle: list[Connection] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._room = asyncio.Semaphore(self.hook.connections)

    def feed(self, update: Json) -> None:
        lane = _lane(update)
        self._lanes[lane].append(update)
        if lane not in self._tasks:
            self._tasks[lane] = asyncio.create_task(self._run(lane))

    async def close(self) -> None:
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for _, writer in self._idle:
            writer.close()
        self._idle.clear()

    async def _run(self, lane: int) -> None:
        waiting = self._lanes[lane]
        while waiting:
            await self._deliver(waiting[0])
            self.done(waiting.popleft())
        del self._tasks[lane]

    async def _deliver(self, update: Json) -> None:
        body = json.dumps(update).encode()
        pause = FIRST_PAUSE
        while True:
            async with self._room:
                wrong = await self._try(body)
            if not wrong:
                self.delivered += 1
                return
            self.errors.date, self.errors.message = self.now(), wrong
            self.bell.ring()
            await asyncio.sleep(pause * self.pace)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _try(self, body: bytes) -> str:
        """What went wrong, in the words of getWebhookInfo; empty when nothing did."""
        try:
            async with asyncio.timeout(PATIENCE):
                status = await self._post(body)
        except TimeoutError:
            return "Read timeout expired"
        except OSError:
            return "Connection refused"
        if status is None:
            return "Connection reset by peer"
        return "" if 200 <= status < 300 else f"Wrong response from the webhook: {_reason(status)}"

    async def _post(self, body: bytes) -> int | None:
        url = urlsplit(self.hook.url)
        if url.scheme != "http":
            raise ConnectionRefusedError("only loopback can be reached from here")
        while True:
            kept = bool(self._idle)
            reader, writer = self._idle.pop() if kept else await self._connect(url.hostname, url.port)
            try:
                writer.write(self._head(url.netloc, url.path or "/", url.query, len(body)) + body)
                message = await read_message(reader)
            except BaseException:
                writer.close()
                raise
            if message is None:
                writer.close()
                if kept:
                    continue  # the bot closed it while it lay idle
                return None
            if message[1].get("connection", "").lower() == "close":
                writer.close()
            else:
                self._idle.append((reader, writer))
            return int(message[0].split(" ", 2)[1])

    async def _connect(self, host: str | None, port: int | None) -> Connection:
        return await asyncio.open_connection(host, port or 80)

    def _head(self, host: str, path: str, query: str, length: int) -> bytes:
        secret = f"X-Telegram-Bot-Api-Secret-Token: {self.hook.secret}\r\n" if self.hook.secret else ""
        target = f"{path}?{query}" if query else path
        return (
            f"POST {target} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
            f"{secret}Content-Length: {length}\r\nAccept-Encoding: gzip, deflate\r\n\r\n"
        ).encode()


def _lane(update: Json) -> int:
    """The chat an update belongs to; what belongs to none goes by itself."""
    for body in update.values():
        if isinstance(body, dict):
            chat = body.get("chat") or (body.get("message") or {}).get("chat") or body.get("from") or {}
            return int(chat.get("id", 0)) if isinstance(chat, dict) else 0
    return 0


def _reason(status: int) -> str:
    known = {one.value for one in HTTPStatus}
    return f"{status} {HTTPStatus(status).phrase}" if status in known else str(status)
