"""The queue of updates: what the bot has not confirmed yet, polled or pushed."""

import asyncio
import itertools
from collections.abc import Callable
from typing import Protocol

from tests.peers.botapi.bell import Bell
from tests.peers.botapi.refusal import Json, Refused

FIRST = 100_000_001
KINDS = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "message_reaction",
)
ON_REQUEST = {"chat_member", "message_reaction"}  # sent only to a bot that names them
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


class Pusher(Protocol):
    def feed(self, update: Json) -> None: ...


class Updates:
    def __init__(self, bell: Bell, check: Callable[[Json], None]) -> None:
        self.pending: list[Json] = []
        self.archive: dict[int, Json] = {}  # all that ever were
        self.allowed: list[str] = []  # as the bot asked for; empty means the usual
        self.pusher: Pusher | None = None  # the webhook
        self._again: list[Json] = []  # old ones on their way a second time, for the poller
        self._bell = bell
        self._check = check
        self._ids = itertools.count(FIRST)
        self._poller: asyncio.Event | None = None  # set: another one has come

    @property
    def polled(self) -> bool:
        return self._poller is not None

    def emit(self, kind: str, body: Json) -> Json | None:
        """None when the bot did not ask for such."""
        if kind not in (self.allowed or set(KINDS) - ON_REQUEST):
            return None
        update = {"update_id": next(self._ids), kind: body}
        self._check(update)
        return self.inject(update)

    def inject(self, update: Json) -> Json:
        update = {"update_id": update.get("update_id") or next(self._ids), **update}
        self.archive[update["update_id"]] = update
        self.pending.append(update)
        self._pass_on(update)
        return update

    def repeat(self, update_id: int) -> None:
        """Delivers once more what was delivered before, as a server does whose confirmation got lost."""
        update = self.archive[update_id]
        if self.pusher is None:
            self._again.append(update)
        self._pass_on(update)

    def _pass_on(self, update: Json) -> None:
        if self.pusher:
            self.pusher.feed(update)
        self._bell.ring()

    def done(self, update: Json) -> None:
        self.pending = [one for one in self.pending if one is not update]
        self._bell.ring()

    def drop(self) -> None:
        self.pending.clear()
        self._bell.ring()

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:
        self._confirm(offset)
        if self._poller:
            self._poller.set()
            self._bell.ring()
        self._poller = mine = asyncio.Event()
        try:
            await self._bell.until(lambda: self.pending or self._again or mine.is_set(), timeout)
        except TimeoutError:
            return []
        finally:
            if self._poller is mine:
                self._poller = None
                self._bell.ring()
        if mine.is_set():
            raise Refused(409, OTHER_POLLER)
        again, self._again = self._again, []
        return [*again, *self.pending][:limit]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.pending = self.pending[offset:]
        elif offset:
            self.pending = [one for one in self.pending if one["update_id"] >= offset]
        self._bell.ring()
