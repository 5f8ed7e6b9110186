"""The app's callback address: verified by a GET, then a POST each time that somebody writes or presses.

WeCom wants an answer within a second, and brings a callback again only where it got none within five: an error counts
as an answer. So it is stored first, answered with an empty 200 at once, and dealt with later. What cannot be stored is
left without an answer.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.channels.incoming import UnreadableUpdate
from bot.channels.wecom.app_updates import Fields, fields_of
from bot.channels.wecom.crypto import BadCallback, CallbackCrypto
from bot.channels.wecom.settings import WeComCorp
from bot.domain.calendar import MINUTE, SECOND, Instant
from bot.domain.errors import Locked, Unavailable

log = logging.getLogger(__name__)

LARGEST = 1024 * 1024  # bytes of a callback; WeCom's own are a few thousand
WINDOW = 10 * MINUTE  # by which the signed timestamp may differ from our clock: each try has its own
SILENCE = 6.0  # seconds without an answer: WeCom hangs up after five, and tries again
NOT_STORED = (Unavailable, Locked, OSError, TimeoutError)

Keep = Callable[[Fields], Awaitable[None]]
"""Returns when the callback is stored."""

Reply = tuple[int, bytes]


class CallbackHook:
    """See channels/spec.Webhook."""

    def __init__(
        self, corp: WeComCorp, keep: Keep, clock: Callable[[], Instant], silence: float = SILENCE
    ) -> None:
        self._corp = corp
        self._crypto = CallbackCrypto(corp.token, corp.aes_key, corp.corp)
        self._keep = keep
        self._clock = clock
        self._silence = silence

    async def receive(
        self, method: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> Reply:
        if len(body) > LARGEST:
            return self._refuse(413, "too large")
        try:
            match method:
                case "GET":  # answered with the very bytes, without a newline
                    # a + may come as it is, and was read as a space
                    echo = query.get("echostr", "").replace(" ", "+")
                    return 200, self._opened(query, echo).encode()
                case "POST":
                    return await self._kept(self._opened(query, _sealed(body)))
        except BadCallback as error:
            return self._refuse(401, str(error))
        return 405, b""

    def _opened(self, query: Mapping[str, str], sealed: str) -> str:
        timestamp = query.get("timestamp", "")
        inside = self._crypto.open(query.get("msg_signature", ""), timestamp, query.get("nonce", ""), sealed)
        if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 11:
            raise BadCallback("no timestamp")
        if abs(int(timestamp) * SECOND - self._clock()) > WINDOW:
            log.warning("WeCom's clock and ours differ: set ours", extra={"signed": timestamp})
            raise BadCallback("signed too long ago, or in the future")
        return inside

    async def _kept(self, inside: str) -> Reply:
        try:
            await self._keep(self._fields(inside))
        except NOT_STORED as error:
            log.warning("callback not stored, left without an answer", extra={"why": str(error)[:200]})
            await asyncio.sleep(self._silence)
            raise
        return 200, b""

    def _fields(self, inside: str) -> Fields:
        """What was sealed for us is kept even where it cannot be read."""
        try:
            found: dict[str, Any] = fields_of(inside)
        except UnreadableUpdate:
            found = {"unreadable": inside}
        return found | {"ToUserName": self._corp.corp}

    def _refuse(self, status: int, why: str) -> Reply:
        log.warning("callback refused", extra={"corp": self._corp.corp, "why": why})
        return status, b""


def _sealed(body: bytes) -> str:
    """Of the envelope, which anybody may have written."""
    try:
        found = fields_of(body).get("Encrypt")
    except UnreadableUpdate as error:
        raise BadCallback(str(error)) from error
    if not isinstance(found, str):
        raise BadCallback("no Encrypt")
    return found
