"""The webhook: Telegram brings each update itself, and brings it again until we say that it is dealt with."""

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.channels.telegram.api import Api
from bot.channels.telegram.intake import UPDATES
from bot.channels.telegram.poll import PAUSES, Stop, Take
from bot.domain.errors import TryLater, Undelivered

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
    certificate: str = ""

    async def receive(self, headers: Mapping[str, str], body: bytes) -> int:
        """The HTTP status. 2xx only when the update is dealt with; a failure of ours is an exception, and a 500."""
        shown = headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(shown, self.secret.encode()):
            return 401
        if len(body) > LARGEST:
            return 413
        try:
            update = json.loads(body)
        except ValueError:
            update = None
        if not isinstance(
            update, dict
        ):  # it has the secret, so it is kept like anything else that cannot be read
            update = {"unreadable": body[:4000].decode("utf-8", "replace")}
        await self.take(update)
        return 200

    async def run(self, wake: Stop) -> None:
        """Says where we are, and looks now and then how the server gets on with us."""
        woken = wake.loop("telegram webhook")
        failures = 0
        registered = False
        while not wake.stopped:
            woken.clear()
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
            await _wait(woken, wake, wait)

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
        info: Mapping[str, Any] = await self.api.call("getWebhookInfo")
        waiting = info.get("pending_update_count", 0)
        if waiting and info.get("last_error_message"):
            log.warning(
                "updates wait at the server",
                extra={"waiting": waiting, "why": str(info["last_error_message"])[:200]},
            )
            return
        await self.heard()


async def _wait(woken: asyncio.Event, wake: Stop, seconds: float) -> None:
    """Other loops are woken each minute and by each commit; for us only the end is news."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while not wake.stopped and (left := end - loop.time()) > 0:
        with suppress(TimeoutError):
            await asyncio.wait_for(woken.wait(), left)
        woken.clear()
