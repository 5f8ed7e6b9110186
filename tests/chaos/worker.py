"""A worker as `run` wires it, store and tick and delivery and conversation, on a simulated clock; and its death."""

import asyncio
import json
import os
import signal
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.bootstrap.locate import demo_script
from bot.chat.router import Chat
from bot.context.plan_context import ContextCache
from bot.context.ports import Accepted, Fetch, Inbound, Outgoing
from bot.domain.calendar import MINUTE, Instant
from bot.engine.audit import audit, try_again
from bot.engine.deliver import deliver
from bot.engine.outbox import LEASE
from bot.engine.worker import turn
from bot.i18n import Language
from bot.simulate.play import Play, SimulatedClock, SimulatedPhones
from bot.simulate.rehearse import Script
from bot.storage.store import PlanStore, open_store
from tests.bench.crowd import GOLIVE
from tests.chaos.wire import line, message, update_from

TICKED, CLAIMED, SENT, HEARD = (
    "after a tick's commit",
    "after a claim",
    "after sending, before marking",
    "after a reply",
)
BOUNDARIES = (TICKED, CLAIMED, SENT, HEARD)
DOWN = LEASE + MINUTE  # until it is started again: what was claimed may be claimed anew


@dataclass
class Doom:
    """Where this life ends by its own hand, at the how-manieth time it comes there."""

    where: str = ""
    left: int = 0

    def at(self, where: str) -> None:
        if where == self.where:
            self.left -= 1
            if not self.left:
                os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class Life:
    """What a process is told when it is born."""

    url: str
    port: int
    start: Instant
    end: Instant
    doom: Doom


@dataclass
class Wire(SimulatedPhones):
    """The channel: the platform's only connection, one word at a time."""

    doom: Doom = field(default_factory=Doom)
    done: list[str] = field(default_factory=list)  # updates dealt with, not yet acknowledged
    _talking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def connect(self, port: int) -> None:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
        await self.say({"do": "hello"})

    async def send(self, message_: Outgoing, fetch: Fetch) -> Accepted:
        self.doom.at(CLAIMED)
        await self.say({"do": "send", "message": message(message_)})
        self.doom.at(SENT)
        return Accepted()

    async def say(self, told: dict[str, Any]) -> None:
        async with self._talking:
            done, self.done = self.done, []
            self._writer.write(line(told | {"now": self.clock.now, "done": done}))
            answer = json.loads(await self._reader.readline())
        for raw in answer["updates"]:
            self.expect(*update_from(raw))

    def close(self) -> None:
        self._writer.close()


@dataclass
class Worker(Play):
    """Plays as every simulation does, with death at its elbow."""

    doom: Doom = field(default_factory=Doom)

    async def settle(self) -> None:
        more = True
        while more:
            more = await turn(self.store, self.contexts, self.clock.now)
            self.doom.at(TICKED)
            more = await deliver(self.store, await self.contexts.current(), self.phones, self.clock) or more
            for inbound in self.phones.due(self.clock.now):
                await self.receive(inbound, self.clock.now)
                more = True


def endless_script() -> Script:
    """The seed plan, with recurring work for as long as there are lives to end."""
    script = demo_script(GOLIVE, Language.of("zh_CN"))
    return replace(script, plan=replace(script.plan, end=date(2099, 12, 31)))


def contexts_of(store: PlanStore, script: Script) -> ContextCache:
    contexts = ContextCache(store, script.calendar, script.ladders, lambda _: script.plan)
    contexts.use(exempt=True)
    return contexts


async def live(life: Life) -> None:
    script = endless_script()
    store = await open_store(life.url, script.plan.id)
    contexts = contexts_of(store, script)
    await try_again(store)  # as the tick loop does when a process starts
    await audit(store, await contexts.current(), life.start)
    wire = Wire(lambda *_: [], SimulatedClock(life.start), doom=life.doom)
    chat = Chat(store, contexts)

    async def receive(inbound: Inbound, now: Instant) -> None:
        await chat.receive(inbound, now)
        life.doom.at(HEARD)
        wire.done.append(inbound.update_id)

    await wire.connect(life.port)
    await Worker(store, contexts, wire, receive, script.calendar, doom=life.doom).until(life.end)
    await wire.say({"do": "hello"})  # acknowledges the last
    wire.close()
    await store.close()


def born(life: Life) -> None:
    asyncio.run(live(life))
