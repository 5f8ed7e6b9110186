"""One open socket of the long connection: frames out, acks found by their req_id, callbacks handed on in order."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from bot.channels.wecom.errors import NotSubscribed, refused
from bot.context.turns import Turns
from bot.domain.errors import TryLater, Unknown

log = logging.getLogger(__name__)

Frame = Mapping[str, Any]
UNREADABLE = "unreadable"  # the field of a frame that was none: its text
KEPT = 4000  # characters of one that are kept


class Link:
    """`heard` gets each callback at once, and must not wait. After `close` every question is refused."""

    def __init__(self, socket: ClientConnection, heard: Callable[[Frame], None]) -> None:
        self._socket = socket
        self._heard = heard
        self._acks: dict[str, asyncio.Future[Frame]] = {}
        self._turns = Turns()
        self._closed = False
        self.taken = False  # by another program, which has subscribed
        self.proved_at = (
            0.0  # when a callback or an accepted command last showed that we are subscribed; loop's time
        )

    async def read(self) -> None:
        """Until the socket closes. Whoever waits for an ack then hears that it will not come."""
        try:
            async for frame in self._socket:
                self._take(_read(frame))
                if self.taken:  # the hub may leave the socket open and its pings answered, and bring nothing
                    return
        except ConnectionClosed:
            log.info("long connection broken off")
        finally:
            self._closed = True
            for waiting in self._acks.values():
                if not waiting.done():
                    waiting.set_exception(Unknown("cut_off"))

    def _take(self, frame: Frame) -> None:
        if event_of(frame) == "disconnected_event":
            self.taken = True
        elif "cmd" in frame or UNREADABLE in frame:
            self.prove()
            self._heard(frame)
        elif (ack := self._acks.get(req_id_of(frame))) and not ack.done():
            ack.set_result(frame)
        else:
            log.info("an ack that nobody waits for")

    async def ask(self, cmd: str, body: Mapping[str, Any] | None, within: float, req_id: str = "") -> Frame:
        """The body of the ack. Raises TryLater where nothing was sent, Unknown where nobody answered within so many
        seconds, and what errors.py says of a refusal. Frames of one req_id wait for each other."""
        req_id = req_id or f"{cmd}_{uuid4().hex}"
        async with self._turns.of(req_id):
            answer = await self._answered(cmd, body, within, req_id)
        try:
            if refusal := refused(answer):
                log.debug("refused by WeCom", extra={"cmd": cmd, "errcode": answer.get("errcode")})
                raise refusal
        except NotSubscribed:
            await self.close()  # the socket is open, but nobody speaks for the bot on it any more
            raise
        if cmd != "ping":  # which is answered to anybody
            self.prove()
        found = answer.get("body")
        return found if isinstance(found, dict) else {}

    async def _answered(self, cmd: str, body: Mapping[str, Any] | None, within: float, req_id: str) -> Frame:
        if self._closed:
            raise TryLater("not_connected")
        frame = {"cmd": cmd, "headers": {"req_id": req_id}, **({} if body is None else {"body": body})}
        waiting: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        self._acks[req_id] = waiting
        try:
            async with asyncio.timeout(within):  # the write, too: a dead line takes none
                await self._socket.send(json.dumps(frame, ensure_ascii=False))
                return await waiting
        except TimeoutError:
            raise Unknown("timeout") from None
        except ConnectionClosed:
            raise Unknown("cut_off") from None
        finally:
            del self._acks[req_id]

    def prove(self) -> None:
        self.proved_at = asyncio.get_running_loop().time()

    async def close(self) -> None:
        self._closed = True
        await self._socket.close()


def req_id_of(frame: Frame) -> str:
    headers = frame.get("headers")
    return str(headers.get("req_id", "")) if isinstance(headers, dict) else ""


def event_of(frame: Frame) -> str:
    """Its type; "" for what is no event."""
    body = frame.get("body")
    event = body.get("event") if isinstance(body, dict) else None
    return str(event.get("eventtype", "")) if isinstance(event, dict) else ""


def _read(frame: str | bytes) -> Frame:
    """Lenient: the hub lets raw line breaks and other control characters stand in texts. What is no JSON is a frame
    all the same, to be kept as it came."""
    text = frame.decode("utf-8", "replace") if isinstance(frame, bytes) else frame
    try:
        told = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        told = None
    return told if isinstance(told, dict) else {UNREADABLE: text[:KEPT]}
