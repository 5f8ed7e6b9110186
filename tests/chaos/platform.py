"""A chat platform on loopback: keeps every message it accepts, and hands out updates until they are acknowledged.

As real ones do: what was accepted cannot be taken back, and an update not acknowledged comes again.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from bot.context.ports import Inbound
from bot.domain.calendar import Instant
from bot.simulate.dice import Dice
from tests.chaos.wire import line, message_from, update


def signed(inbound: Inbound) -> Inbound:
    """Words carry the update they came with, so that a report made twice from one update shows."""
    return replace(inbound, text=f"{inbound.text}（{inbound.update_id}）") if inbound.text else inbound


@dataclass
class Platform:
    dice: Dice
    port: int = 0
    now: Instant = 0  # how far the worker has come
    arrived: Counter[str] = field(default_factory=Counter)  # message id → times
    waiting: dict[str, dict[str, Any]] = field(default_factory=dict)  # updates not acknowledged
    acknowledged: set[str] = field(default_factory=set)
    alive: asyncio.Event = field(default_factory=asyncio.Event)  # a worker has said hello

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=1 << 24)
        self.port = server.sockets[0].getsockname()[1]
        async with server:
            yield

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while told := await reader.readline():
                writer.write(line(self._answer(json.loads(told))))
                await writer.drain()
        except (ConnectionError, json.JSONDecodeError):  # it died in the middle of a word
            pass
        finally:
            writer.close()

    def _answer(self, told: dict[str, Any]) -> dict[str, Any]:
        self.now = max(self.now, told["now"])
        for update_id in told["done"]:
            self.waiting.pop(update_id, None)
            self.acknowledged.add(update_id)
        if told["do"] == "hello":
            self.alive.set()
            return self._hand_out(list(self.waiting))
        return self._hand_out(self._accept(told["message"]))

    def _accept(self, raw: dict[str, Any]) -> list[str]:
        """People answer a message when they first see it. Their updates' ids."""
        self.arrived[raw["message_id"]] += 1
        if self.arrived[raw["message_id"]] > 1:
            return []
        new = {
            inbound.update_id: update(at, signed(inbound))
            for at, inbound in self.dice.answer(message_from(raw), self.now)
        }
        self.waiting |= new
        return list(new)

    def _hand_out(self, update_ids: list[str]) -> dict[str, Any]:
        return {"updates": [self.waiting[update_id] for update_id in update_ids]}
