"""The webhook: Telegram brings each update itself, and brings it again until we say that it is dealt with."""

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.telegram.api import Api
from bot.channels.telegram.poll import UPDATES, Take
from bot.channels.wait import Stop, pause_after, unless_stopped
from bot.domain.errors import TryLater, Undelivered, Unsendable

log = logging.getLogger(__name__)

HEADER = "x-telegram-bot-api-secret-token"
LARGEST = 1024 * 1024  # bytes of an update
LOOK = 60.0  # seconds between two looks at how the server gets on with us


def secret_of(token: str) -> str:
    """A secret that nobody has to make up or keep."""
    return hmac.new(token.encode(), b"duban webhook", hashlib.sha256).hexdigest()


@dataclass
class Webhook:
    api: Api
    take: Take
    url: str
    secret: str
    heard: Callable[[], Awaitable[None]]

    async def receive(
        self, method: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> tuple[int, bytes]:
        """(HTTP status, body): see channels/spec.Webhook."""
        return await self._status(headers, body) if method == "POST" else 405, b""

    async def _status(self, headers: Mapping[str, str], body: bytes) -> int:
        """2xx only when the update is dealt with; trouble of ours is a 503, a mistake of ours an exception and a 500:
        Telegram brings the update again after either. Before the first getMe it is too early, and a 503."""
        shown = headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(shown, self.secret.encode()):
            return 401
        if len(body) > LARGEST:
            return 413
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            update = None
        if not isinstance(
            update, dict
        ):  # who sent it has the secret: it is kept like whatever cannot be read
            update = {"unreadable": body[:4000].decode("utf-8", "replace")}
        try:
            await self.take(update)
        except TryLater as error:
            log.debug("update refused for now", extra={"why": error.code})
            return 503
        return 200

    async def run(self, wake: Stop) -> None:
        """Says where we are, and looks now and then how the server gets on with us."""
        await unless_stopped(wake, "telegram webhook", self._look_on())

    async def _look_on(self) -> None:
        failures = 0
        registered = False
        while True:
            try:
                registered = registered or await self._register()
                await self._look()
                failures = 0
                wait = LOOK
            except Undelivered as error:
                wait = max(pause_after(failures), error.after if isinstance(error, TryLater) else 0)
                failures += 1
                log.warning(
                    "webhook not registered or not checked", extra={"why": error.code[:200], "again_in": wait}
                )
            await asyncio.sleep(wait)

    async def _register(self) -> bool:
        await self.api.call(
            "setWebhook",
            url=self.url,
            secret_token=self.secret,
            allowed_updates=list(UPDATES),
            drop_pending_updates=False,
        )
        return True

    async def _look(self) -> None:
        try:
            info: Mapping[str, Any] = await self.api.call("getWebhookInfo")
        except Unsendable:  # a server of one's own need not tell
            info = {}
        waiting = info.get("pending_update_count", 0)
        if waiting and info.get("last_error_message"):
            log.warning(
                "updates pending at the server",
                extra={"waiting": waiting, "why": str(info["last_error_message"])[:200]},
            )
            return
        await self.heard()
