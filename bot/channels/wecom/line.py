"""The long connection of one bot: connected, subscribed, found dead when it is, and connected anew.

WeCom lets one program speak for a bot. That the socket is open says nothing, and neither do answered pings: a
subscription can be lost behind both. So a ping waits for its answer, and where nothing else has shown for a minute that
we are subscribed a question is asked that only a subscriber is answered. See ADR 0064.
"""

import asyncio
import hashlib
import logging
import random
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from bot.channels.wait import pause_after
from bot.channels.wecom.api import trust
from bot.channels.wecom.errors import NotSubscribed
from bot.channels.wecom.link import Frame, Link
from bot.channels.wecom.settings import WeComCorp
from bot.domain.errors import OutOfService, Stale, TryLater, Unavailable, Undelivered, Unknown

log = logging.getLogger(__name__)

TAKEN = "subscription_taken"  # code: another program subscribes with the same bot
LARGEST = 4 * 1024 * 1024  # bytes of a frame
# The end of an upload that nobody began: refused as such, but to a subscriber only.
PROBE = {"upload_id": "0" * 32}

Hear = Callable[[Frame], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class LinePatience:
    """Seconds."""

    connect: float = 15.0
    ack: float = 8.0
    upload: float = 25.0  # for the ack of a chunk: five were too few in a reconnect
    ping: float = 20.0  # between two pings; the hub gives up after 90 without one
    pong: float = 10.0
    probe: float = 30.0  # without a sign that we are subscribed
    taken: float = 180.0  # until we try to get the subscription back
    pause: float = 1.0  # what the pauses of wait.py count in
    close: float = 1.0  # for the closing handshake, which a dead line never answers
    settled: float = 60.0  # a connection that lasted so long was a good one: the pauses begin anew
    over: float = 600.0  # trouble is over when a connection has lasted so long

    def scaled(self, by: float) -> "LinePatience":
        return LinePatience(**{one.name: getattr(self, one.name) * by for one in fields(self)})


async def nothing() -> None:
    return None


async def nobody(trouble: OutOfService | None) -> None:
    return None


class Line:
    """`hear` is given each callback, one after the other. `pulse` is called after each answered ping; `trouble` with
    what an administrator has to see to, once until it is over, and then with None."""

    def __init__(
        self,
        corp: WeComCorp,
        hear: Hear,
        pulse: Callable[[], Awaitable[None]] = nothing,
        trouble: Callable[[OutOfService | None], Awaitable[None]] = nobody,
        patience: LinePatience = LinePatience(),
    ) -> None:
        self.patience = patience
        self._corp = corp
        self._hear = hear
        self._pulse = pulse
        self._trouble = trouble
        self._link: Link | None = None
        self._callbacks: asyncio.Queue[Frame] = asyncio.Queue()
        self._taken = False
        self._told = ""  # code of the trouble that was told last

    @property
    def up(self) -> bool:
        """We speak for the bot, as far as we know."""
        return self._link is not None

    async def ask(
        self, cmd: str, body: Mapping[str, Any], *, req_id: str = "", within: float | None = None
    ) -> Frame:
        """See Link.ask."""
        if self._link is None:
            raise TryLater("not_connected")
        return await self._link.ask(cmd, body, within or self.patience.ack, req_id)

    async def run(self) -> None:
        """Until it is cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._hand_on())
            tasks.create_task(self._keep_connected())

    async def _hand_on(self) -> None:
        """What was read is handed on when we are cancelled, too: nobody brings it again."""
        try:
            while True:
                await self._hear(await self._callbacks.get())
        finally:
            while not self._callbacks.empty():
                await self._hear(self._callbacks.get_nowait())

    # ---- connecting

    async def _keep_connected(self) -> None:
        failures = 0
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            try:
                await self._connected_once()
                pause = 0.0
            except (OSError, WebSocketException, TimeoutError, Undelivered, ssl.SSLError) as error:
                pause = await self._paused_by(error)
            if loop.time() - began >= self.patience.settled:
                failures = 0
            pause = max(pause, self._pause(failures))
            failures += 1
            await asyncio.sleep(pause)

    def _pause(self, failures: int) -> float:
        """Not all at once, for after an outage of theirs every program comes back. Where the subscription was taken,
        seldom: two programs that take it from each other reach nobody."""
        if self._taken:
            return self.patience.taken
        return pause_after(failures) * random.uniform(0.8, 1.2) * self.patience.pause

    async def _paused_by(self, error: Exception) -> float:
        why = error.code if isinstance(error, Undelivered) else f"{type(error).__name__}: {error}"
        log.warning("long connection failed", extra={"bot": self._corp.bot_id, "why": why[:200]})
        if isinstance(error, OutOfService):
            await self._tell(error)
        return error.after if isinstance(error, TryLater) else 0.0

    async def _tell(self, trouble: OutOfService | None) -> None:
        code = trouble.code if trouble else ""
        if code == self._told:
            return
        try:
            await self._trouble(trouble)
        except (Unavailable, Stale) as error:  # told with the next occasion
            log.warning("trouble not told", extra={"code": code, "why": str(error)[:200]})
        else:
            self._told = code

    async def _connected_once(self) -> None:
        """Returns when the connection has ended."""
        async with self._socket() as socket:
            link = Link(socket, self._callbacks.put_nowait)
            reading = asyncio.create_task(link.read())
            try:
                await link.ask("aibot_subscribe", subscription(self._corp), self.patience.ack)
                log.info("subscribed", extra={"bot": self._corp.bot_id, "again_after_theft": self._taken})
                self._link = link
                await self._alive(link, reading)
            finally:
                self._link = None
                await link.close()
                reading.cancel()
                await asyncio.wait([reading])
        self._taken = link.taken
        if self._taken:
            log.warning("another program has taken the subscription", extra={"bot": self._corp.bot_id})
            await self._tell(OutOfService(TAKEN))

    @asynccontextmanager
    async def _socket(self) -> AsyncIterator[ClientConnection]:
        corp, patience = self._corp, self.patience
        certificates = trust(corp) if corp.ws_url.startswith("wss:") else None
        async with connect(
            corp.ws_url, open_timeout=patience.connect, close_timeout=patience.close, max_size=LARGEST,
            ping_interval=None, proxy=corp.proxy or True, ssl=certificates,
        ) as socket:  # fmt: skip
            yield socket

    # ---- while it lasts

    async def _alive(self, link: Link, reading: "asyncio.Task[None]") -> None:
        """Returns when the socket has closed, when nobody answers on it, or when we are not subscribed any more."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        while True:
            await asyncio.wait([reading], timeout=self.patience.ping)
            if reading.done():
                return
            try:
                await link.ask("ping", None, self.patience.pong)
                if loop.time() - link.proved_at >= self.patience.probe:
                    await self._probe(link)
            except (Unknown, TryLater) as error:
                log.warning("nobody at the other end", extra={"bot": self._corp.bot_id, "why": error.code})
                return
            if loop.time() - began >= self.patience.over:
                await self._tell(None)
            await self._pulse()

    async def _probe(self, link: Link) -> None:
        """Raises NotSubscribed where we are not, Unknown where nobody answers. Any other refusal says that we are."""
        try:
            await link.ask("aibot_upload_media_finish", PROBE, self.patience.pong)
        except (NotSubscribed, Unknown):
            raise
        except Undelivered:
            link.prove()


def subscription(corp: WeComCorp) -> dict[str, str]:
    """The device is the bot's for ever: a second session of the same device ends the first, whoever left it open."""
    device = hashlib.sha256(f"duban {corp.bot_id}".encode()).hexdigest()[:32]
    return {"bot_id": corp.bot_id, "secret": corp.bot_secret, "device_id": device}
