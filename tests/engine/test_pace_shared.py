"""Several processes keep a platform's limits together: one of them delivers, and begins with what was sent before."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partial

import pytest

from bot.cards.card import Card
from bot.context.plan_context import ChatAccount
from bot.context.ports import Accepted, Fetch, Outgoing
from bot.domain.calendar import MINUTE, SECOND
from bot.domain.errors import Unavailable
from bot.domain.message import MessageKind
from bot.domain.pace import Limit, Pace, PaceScope
from bot.engine.leases import held_until_stopped
from bot.engine.outbox import post, seed_pace, take
from bot.engine.worker import Wake
from bot.storage.leases import LeaseTable
from bot.storage.store import PlanStore, open_store
from tests.builders import PLAN, instant
from tests.databases import database_url, postgres_server, postgres_url, sqlite_url

__all__ = ["database_url", "postgres_server", "postgres_url", "sqlite_url"]

NOON = instant("2024-01-02", "12:00")
LIMITS = (Limit(PaceScope.ALL, 5, MINUTE), Limit(PaceScope.CHAT, 1, SECOND))


@dataclass
class Platform:
    name: str = "browser"
    width: int = 100
    pace: Pace = field(default_factory=lambda: Pace(LIMITS))

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        raise NotImplementedError


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


async def taken(store: PlanStore, platform: Platform, at: int) -> int:
    return len((await take(store, platform, at, 100)).messages)


async def test_a_successor_counts_what_its_predecessor_sent(store: PlanStore) -> None:
    first, second, unaware = Platform(), Platform(), Platform()
    assert await taken(store, first, NOON) == 5
    await seed_pace(store, second, NOON + SECOND)
    assert await taken(store, second, NOON + SECOND) == 0
    assert await taken(store, second, NOON + MINUTE) == 5
    assert await taken(store, unaware, NOON + MINUTE) == 2  # what it would have sent beyond the limit


async def test_of_two_processes_one_delivers_and_the_other_goes_on(store: PlanStore) -> None:
    delivering: list[str] = []
    wakes = [Wake(), Wake()]

    async def deliver(name: str, wake: Wake) -> None:
        delivering.append(name)
        await wake.loop(name).wait()
        delivering.remove(name)

    loops = [
        asyncio.create_task(
            held_until_stopped(
                LeaseTable(store, f"p{n}", lambda: NOON, 1.0),
                "deliver",
                partial(deliver, f"{n}", wakes[n]),
                wakes[n],
            )
        )
        for n in range(2)
    ]
    async with asyncio.timeout(20):
        while not delivering:  # noqa: ASYNC110 - until either has the lease
            await asyncio.sleep(0)
        (first,) = delivering
        wakes[int(first)].stop()
        await loops[int(first)]
        while not delivering:  # noqa: ASYNC110
            await asyncio.sleep(0)
        assert delivering == [str(1 - int(first))]
        wakes[1 - int(first)].stop()
        await asyncio.gather(*loops)


async def test_whoever_never_had_the_lease_ends_when_stopped(store: PlanStore) -> None:
    assert await LeaseTable(store, "other", lambda: NOON).acquire("deliver")
    wake = Wake()

    async def never() -> None:
        raise AssertionError

    waiting = asyncio.create_task(
        held_until_stopped(LeaseTable(store, "me", lambda: NOON), "deliver", never, wake)
    )
    await asyncio.sleep(0)
    wake.stop()
    await asyncio.wait_for(asyncio.wait([waiting]), 10)
    assert waiting.cancelled() or waiting.exception() is None


async def test_an_error_of_the_work_is_not_swallowed(store: PlanStore) -> None:
    async def failing() -> None:
        raise Unavailable("gone")

    with pytest.raises(Unavailable):
        await held_until_stopped(LeaseTable(store, "me", lambda: NOON), "deliver", failing, Wake())
