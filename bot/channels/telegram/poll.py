"""Polling: updates are asked for with a long wait, dealt with, and confirmed by asking for the next ones.

Nothing is confirmed that has not been dealt with. What takes its time (a large file) does not keep the others back:
they are dealt with, and all are confirmed together when it is done.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.channels.telegram.api import PATIENCE, Api
from bot.channels.wait import PAUSES, Stop, unless_stopped
from bot.domain.errors import TryLater, Undelivered, Unsendable

log = logging.getLogger(__name__)

UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
GRACE = 3.0  # seconds that updates in the middle of being dealt with have when stopping
AT_ONCE = 100
FLOOR = 1.0  # seconds from a question that brought nothing new to the next: not every server keeps us waiting

Take = Callable[[Mapping[str, Any]], Coroutine[Any, Any, None]]


@dataclass
class Poller:
    api: Api
    take: Take
    heard: Callable[[], Awaitable[None]]  # after each answer of the server: the pulse that a watcher reads
    hold: int = PATIENCE.hold
    slack: float = PATIENCE.slack
    pauses: tuple[float, ...] = PAUSES
    floor: float = FLOOR
    _dealing: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _next: int = 0  # the number of the first update that may not be confirmed yet
    _failures: int = 0

    async def run(self, wake: Stop) -> None:
        try:
            while not wake.stopped:
                await unless_stopped(wake, "telegram poll", self._turn())
        finally:
            await self._finish()

    async def _turn(self) -> None:
        asked = asyncio.get_running_loop().time()
        try:
            updates = await self._news()
        except Undelivered as error:
            await self._trouble(error)
            return
        self._failures = 0
        await self.heard()
        fresh = {
            number: one for one in updates if (number := _number(one)) >= 0 and number not in self._dealing
        }
        expected = max(fresh, default=-1) >= self._next
        for number, update in fresh.items():  # an old number, too: it may have overtaken or been overtaken
            self._dealing[number] = asyncio.create_task(self.take(update), name=f"update {number}")
        if self._dealing:
            await self._settle(wait=bool(fresh))
        if not expected and not self._dealing:
            await asyncio.sleep(asked + self.floor - asyncio.get_running_loop().time())

    async def _news(self) -> list[Mapping[str, Any]]:
        """Bounded by ourselves: a connection can be dead and the client not know it. That is the watchdog."""
        try:
            async with asyncio.timeout(self.hold + self.slack):
                found = await self._asked()
        except TimeoutError:
            log.warning("the poller fell silent; connecting anew", extra={"seconds": self.hold + self.slack})
            await self.api.renew_polling()
            raise TryLater("silent") from None
        return [update for update in found if isinstance(update, dict)] if isinstance(found, list) else []

    async def _asked(self) -> Any:
        wait = {"timeout": self.hold if not self._dealing else 0, "read_timeout": self.hold + self.slack}
        offset, kinds = self._next or None, list(UPDATES)
        try:
            return await self.api.call(
                "getUpdates", offset=offset, limit=AT_ONCE, allowed_updates=kinds, **wait
            )
        except Unsendable:  # a server that does not know one of these
            return await self.api.call("getUpdates", offset=offset, **wait)

    async def _trouble(self, error: Undelivered) -> None:
        pause = self.pauses[min(self._failures, len(self.pauses) - 1)]
        if isinstance(error, TryLater):
            pause = max(pause, error.after)
        self._failures += 1
        self._next = 0  # behind the address another server may stand now, which counts from one
        log.warning("no news from the server", extra={"why": error.code[:200], "again_in": pause})
        await asyncio.sleep(pause)

    async def _settle(self, *, wait: bool) -> None:
        """Until all is dealt with, or a second has passed; then what is done is forgotten and may be confirmed."""
        await asyncio.wait(self._dealing.values(), timeout=1.0 if wait else 0.2)
        for number in sorted(self._dealing):
            task = self._dealing[number]
            if not task.done():
                break
            del self._dealing[number]
            if error := task.exception():  # no fault of the update: it is asked for again, and all after it
                log.error("an update could not be dealt with", extra={"update": number}, exc_info=error)
                await self._drop_the_rest()
                await asyncio.sleep(self.pauses[0])
                return
            self._next = max(self._next, number + 1)

    async def _drop_the_rest(self) -> None:
        """They are processed to their end, and recognized when they come again."""
        if self._dealing:
            await asyncio.wait(self._dealing.values(), timeout=GRACE)
        self._dealing.clear()

    async def _finish(self) -> None:
        """Waits for the updates being processed. One that could not be confirmed comes again, and is recognized."""
        if not self._dealing:
            return
        _, late = await asyncio.wait(self._dealing.values(), timeout=GRACE)
        for task in late:
            task.cancel()
        await asyncio.gather(*self._dealing.values(), return_exceptions=True)


def _number(update: Mapping[str, Any]) -> int:
    number = update.get("update_id")
    if isinstance(number, str) and number.isdecimal():
        return int(number)
    return number if isinstance(number, int) else -1
