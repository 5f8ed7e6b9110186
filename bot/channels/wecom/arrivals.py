"""Callbacks that have arrived: rows, dealt with one after the other for each person, and deleted then.

A crash in between loses nothing: the rows are there, and the intake deals with an update once.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.channels.raw_update import storable
from bot.channels.wait import Stop, pause_after, unless_stopped
from bot.context.ports import Change, Leases, Store
from bot.domain.calendar import Instant
from bot.engine.leases import while_held

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Routing:
    """What is dealt with once, and after what else."""

    update_id: str
    sender: str  # what has the same one is dealt with in order
    sent_at: Instant  # by the platform's clock; 0 where that does not say


Take = Callable[[Mapping[str, Any]], Awaitable[None]]
AT_ONCE = 500  # rows read in a turn


@dataclass(frozen=True, slots=True)
class Arrived:
    update_id: str
    sender: str
    raw: str


@dataclass
class Arrivals:
    store: Store
    channel: str
    take: Take
    clock: Callable[[], Instant]
    route: Callable[[Mapping[str, Any]], Routing]
    leases: Leases | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _dealing: dict[str, "asyncio.Task[None]"] = field(default_factory=dict)  # by sender

    async def keep(self, raw: Mapping[str, Any]) -> None:
        """Once, however often it is brought."""
        route = self.route(raw)
        values = {
            "channel": self.channel,
            "update_id": route.update_id,
            "sender": route.sender,
            "raw": json.dumps(storable(raw), ensure_ascii=False),
            "sent_at": route.sent_at,
            "now": self.clock(),
        }
        await self.store.commit([Change("keep_arrived", values, rows=None)])
        self._news.set()

    async def run(self, wake: Stop) -> None:
        """Until the process is to end. Where several share a database, one of them deals with what all have kept."""
        self._news = wake.loop(f"arrived {self.channel}")
        if self.leases is None:
            await self._look_until_stopped(wake)
        else:
            held = while_held(self.leases, f"deal {self.channel}", lambda: self._look_until_stopped(wake))
            await unless_stopped(wake, f"lease of arrived {self.channel}", held)

    async def _look_until_stopped(self, wake: Stop) -> None:
        """One that is being dealt with at the end is dealt with anew after the next start."""
        self._news.set()
        try:
            while not wake.stopped:
                self._news.clear()
                await self.look()
                await self._news.wait()
        finally:
            for task in self._dealing.values():
                task.cancel()
            await asyncio.gather(*self._dealing.values(), return_exceptions=True)

    async def look(self) -> None:
        """Each person's callbacks in the order in which they were sent, different people's side by side."""
        rows = await self.store.read(Arrived, "arrived", channel=self.channel, limit=AT_ONCE)
        waiting: dict[str, list[Arrived]] = {}
        for row in rows:
            waiting.setdefault(row.sender, []).append(row)
        for sender, theirs in waiting.items():
            if sender not in self._dealing:
                task = asyncio.create_task(self._deal(theirs))
                self._dealing[sender] = task
                task.add_done_callback(partial(self._dealt, sender))

    def _dealt(self, sender: str, _: "asyncio.Task[None]") -> None:
        del self._dealing[sender]
        self._news.set()

    async def _deal(self, rows: list[Arrived]) -> None:
        for row in rows:
            failures = 0
            while not await self._done(row, pause_after(failures)):
                failures += 1

    async def _done(self, row: Arrived, again_in: float) -> bool:
        """What fails by itself again and again is kept as unreadable by the intake; trouble of ours passes."""
        try:
            await self.take(json.loads(row.raw))
            values = {"channel": self.channel, "update_id": row.update_id}
            await self.store.commit([Change("drop_arrived", values, rows=None)])
        except Exception as error:  # noqa: BLE001 -- the outermost turn: no callback may end the loop
            about = {"update": row.update_id, "why": repr(error)[:200], "again_in": again_in}
            log.warning("callback not dealt with, trying again", extra=about)
            await asyncio.sleep(again_in)
            return False
        return True
