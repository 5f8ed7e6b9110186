"""A liaison's words taken in, committed at FULL and answered: one at a time, and 64 at once.

The peer commits the same rows by hand, reply by reply: it reads nothing, decides nothing and writes no card. Where
64 come at once our gain is the group commit, one fsync for many.
"""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from bot.cards.card import Card
from bot.chat.router import Chat
from bot.context.plan_context import ContextCache, PlanContext
from bot.context.ports import Accepted, Fetch, Inbound, Outgoing
from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.message import MessageKind
from bot.domain.pace import Pace
from bot.engine.deliver import deliver
from bot.engine.outbox import post
from bot.storage.store import PlanStore
from tests.bench.crowd import Crowd
from tests.bench.spy import Asked, Spy, by_hand, spied
from tests.bench.table import Line
from tests.bench.ticks import bare

AT_ONCE = 64
WORDS = "已完成{percent}%，正在组织验收。"


@dataclass
class Phones:
    """A platform that takes everything at once."""

    name: str = "browser"
    pace: Pace = field(default_factory=Pace)
    width: int = 100
    taken: int = 0

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        self.taken += 1
        return Accepted()


@dataclass
class Desk:
    """Where replies come in and answers go out."""

    store: PlanStore
    contexts: ContextCache
    now: Instant
    phones: Phones

    async def answer(self, inbounds: Sequence[Inbound]) -> float:
        """Milliseconds a reply, from the update to the answer accepted by the platform."""
        chat, context = Chat(self.store, self.contexts), await self.contexts.current()
        wanted = self.phones.taken + len(inbounds)
        began = perf_counter()
        await asyncio.gather(*(chat.receive(inbound, self.now) for inbound in inbounds))
        while self.phones.taken < wanted:
            await deliver(self.store, context, self.phones, lambda: self.now)
        return (perf_counter() - began) * 1e3 / len(inbounds)


async def replies(crowd: Crowd, folder: Path, repetitions: int, at_once: int = AT_ONCE) -> list[Line]:
    peer = "its rows in sqlite3, FULL"
    alone = Line("a reply answered, one at a time", "ms", peer)
    together = Line(f"a reply answered, {at_once} at once", "ms", peer)
    spy, model = await _desk(crowd, folder / "model.db", "OFF")
    _, ours = await _desk(crowd, folder / "ours.db")
    waiting = iter(await _updates(model, 2 * at_once * repetitions))
    await _send_all_first(model, ours)
    with closing(bare(crowd, folder / "theirs.db")) as theirs:
        by_hand(theirs, _writes(spy))
        for _ in range(repetitions):
            for line, size in ((alone, 1), (together, at_once)):
                batch = [next(waiting) for _ in range(at_once)]
                line.ours.append(await _in_groups(ours, batch, size))
                await _in_groups(model, batch, 1)
                line.theirs.append(_committed(theirs, _writes(spy)) / at_once)
    await model.store.close()
    await ours.store.close()
    return [alone, together]


async def _desk(crowd: Crowd, file: Path, synchronous: str = "FULL") -> tuple[Spy, Desk]:
    spy, store = spied(await crowd.open(file, synchronous), crowd.script.plan.id)
    return spy, Desk(store, crowd.contexts(store), crowd.now, Phones())


async def _updates(desk: Desk, count: int) -> list[Inbound]:
    """Words in reply to a message about one item: each of another item, spread over the people."""
    context = await desk.contexts.current()
    rows = await desk.store.read(Assignment, "unsettled_assignments")
    stride = max(len(rows) // count, 1)
    return [_reply(context, a, number) for number, a in enumerate(rows[::stride][:count])]


def _reply(context: PlanContext, a: Assignment, number: int) -> Inbound:
    person = context.roster.liaisons(a.unit, a.task)[0]
    words = WORDS.format(percent=number % 90 + 1)
    return Inbound("browser", f"bench.{number}", person.id, words, message_id=f"about.{a.id}")


async def _send_all_first(*desks: Desk) -> None:
    """The messages that will be replied to, and whatever else was in the outbox."""
    for desk in desks:
        context = await desk.contexts.current()
        rows = await desk.store.read(Assignment, "unsettled_assignments")
        changes = []
        for a in rows:
            account = context.account(context.roster.liaisons(a.unit, a.task)[0].id)
            assert account is not None
            card = Card("", assignments=(a.id,))
            changes.append(post(account, card, MessageKind.DIGEST, f"about.{a.id}", desk.now))
        await desk.store.commit(changes)
        while await deliver(desk.store, context, desk.phones, lambda: desk.now):  # noqa: B023
            pass


async def _in_groups(desk: Desk, batch: Sequence[Inbound], size: int) -> float:
    """The mean of a batch, `size` at once."""
    groups = [batch[start : start + size] for start in range(0, len(batch), size)]
    return sum([await desk.answer(group) for group in groups]) / len(groups)


def _writes(spy: Spy) -> list[Asked]:
    return [asked for asked in spy.taken() if asked.writes]


def _committed(db: sqlite3.Connection, asked: Sequence[Asked]) -> float:
    began = perf_counter()
    by_hand(db, asked)
    return (perf_counter() - began) * 1e3
