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
from bot.channels.telegram.intake import UPDATES
from bot.channels.telegram.poll import PAUSES, Stop, Take, unless_stopped
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

    async def receive(self, headers: Mapping[str, str], body: bytes) -> int:
        """The HTTP status. 2xx only when the update is dealt with; a failure of ours is an exception, and a 500. As
        long as we do not know who we are it is too early."""
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
            log.debug("an update came too early", extra={"why": error.code})
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
                wait = max(
                    PAUSES[min(failures, len(PAUSES) - 1)], error.after if isinstance(error, TryLater) else 0
                )
                failures += 1
                log.warning("no news from the server", extra={"why": error.code[:200], "again_in": wait})
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
                "updates wait at the server",
                extra={"waiting": waiting, "why": str(info["last_error_message"])[:200]},
            )
            return
        await self.heard()
