"""Several processes keep a platform's limits together: each slot of a limit is a row, see bot.engine.rate_slots."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.card import Card
from bot.context.plan_context import ChatAccount
from bot.context.ports import Accepted, Change, Fetch, Outgoing
from bot.domain.calendar import MINUTE, SECOND
from bot.domain.errors import Stale
from bot.domain.message import MessageKind
from bot.domain.pace import Limit, Pace, PaceScope
from bot.engine.outbox import post, seed_pace, take
from bot.engine.rate_slots import RateSlots
from bot.storage.store import PlanStore, open_store
from tests.builders import PLAN, instant
from tests.databases import database_url, postgres_server, postgres_url, sqlite_url
from tests.domain.test_pace import most_within

__all__ = ["database_url", "postgres_server", "postgres_url", "sqlite_url"]

NOON = instant("2024-01-02", "12:00")
HOLD = 2 * MINUTE
SHORT = (Limit(PaceScope.ALL, 3, 2000), Limit(PaceScope.CHAT, 1, 500))
LIMITS = (Limit(PaceScope.ALL, 5, MINUTE), Limit(PaceScope.CHAT, 1, SECOND))


@dataclass
class Platform:
    name: str = "browser"
    width: int = 100
    pace: Pace = field(default_factory=lambda: Pace(LIMITS))

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        raise NotImplementedError


def process(store: PlanStore) -> RateSlots:
    return RateSlots(store, Platform(), HOLD)


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[PlanStore]:
    opened = await open_store(database_url, PLAN)
    await opened.commit(
        [
            post(ChatAccount("browser", f"p{n}", f"p{n}", 0), Card(f"{n}"), MessageKind.ANSWER, f"m{n}", NOON)
            for n in range(12)
        ]
    )
    yield opened
    await opened.close()


async def taken(store: PlanStore, platform: Platform, at: int, slots: RateSlots | None = None) -> int:
    return len((await take(store, platform, at, 100, slots)).messages)


async def test_a_successor_counts_what_its_predecessor_sent(store: PlanStore) -> None:
    first, second, unaware = Platform(), Platform(), Platform()
    assert await taken(store, first, NOON) == 5
    await seed_pace(store, second, NOON + SECOND)
    assert await taken(store, second, NOON + SECOND) == 0
    assert await taken(store, second, NOON + MINUTE) == 5
    assert await taken(store, unaware, NOON + MINUTE) == 2  # what it would have sent beyond the limit


async def test_two_processes_at_once_take_what_one_might(store: PlanStore) -> None:
    both = [Platform(), Platform()]
    slots = [RateSlots(store, one, HOLD) for one in both]
    pairs = zip(both, slots, strict=True)
    won = await asyncio.gather(*(taken(store, one, NOON, its) for one, its in pairs))
    while sum(won) < 5:  # a slot that the other was just taking is passed by
        won.append(await taken(store, both[0], NOON, slots[0]))
    assert sum(won) == 5
    later = await take(store, both[1], NOON, 100, slots[1])
    assert later.messages == ()
    assert later.again_at is not None and later.again_at > NOON


async def test_of_one_chat_two_processes_send_one_at_a_time(store: PlanStore) -> None:
    ours, theirs = process(store), process(store)
    await ours.open(["p1"])
    await ours.store.commit(ours.taken("p1", "m1", NOON))
    with pytest.raises(Stale):
        await theirs.store.commit(theirs.taken("p1", "m2", NOON))
    assert await theirs.wait("p1", NOON) > MINUTE  # in flight: as long as a request may take
    await ours.store.commit(ours.answered("p1", "m1", NOON))
    assert 0 < await theirs.wait("p1", NOON) <= SECOND


async def test_a_refused_claim_leaves_message_and_slots_as_they_were(store: PlanStore) -> None:
    ours = process(store)
    await ours.open(["p1"])
    with pytest.raises(Stale):
        await store.commit([*ours.taken("p1", "m1", NOON), Change("pulse", {"name": "x", "at": 0}, rows=7)])
    assert await ours.wait("p1", NOON) <= 0


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(1, 700), st.integers(0, 900), st.booleans()),
        min_size=8, max_size=40,
    )
)  # fmt: skip
def test_over_any_window_two_processes_send_no_more_than_is_allowed(
    steps: list[tuple[int, int, int, int, bool]],
) -> None:
    """Which process, to which chat, after how many ms, how long the platform takes to count it, and whether the process
    lives to write down the answer."""
    asyncio.run(_law(steps))


async def _law(steps: list[tuple[int, int, int, int, bool]]) -> None:
    counted: list[tuple[int, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        store = await open_store(f"sqlite:///{Path(folder) / 'law.db'}", PLAN)
        processes = [RateSlots(store, Platform(pace=Pace(SHORT)), SECOND) for _ in range(2)]
        now = NOON
        for n, (which, to, after, takes, lives) in enumerate(steps):
            now += after
            one, chat = processes[which], f"p{to}"
            await one.open([chat])
            try:
                await store.commit(one.taken(chat, f"m{n}", now))
            except Stale:
                assert await one.wait(chat, now) > 0
                continue
            counted.append((now + takes, chat))
            if lives:
                now += takes
                await store.commit(one.answered(chat, f"m{n}", now))
        await store.close()
    assert most_within([at for at, _ in counted], 2000) <= 3
    for chat in {one for _, one in counted}:
        assert most_within([at for at, one in counted if one == chat], 500) <= 1
