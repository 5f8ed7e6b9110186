"""What a lease promises, on both databases: one holder at a time, and a survivor takes over."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.domain.calendar import HOUR, Instant
from bot.engine.leases import while_held
from bot.storage.leases import LeaseTable
from bot.storage.store import PlanStore, open_store

SHORT = 0.15  # seconds; PostgreSQL counts them by its own clock


class Clock:
    """A clock that jumps when it is asked to; SQLite's leases count by it."""

    def __init__(self) -> None:
        self.now: Instant = 10 * HOUR

    def __call__(self) -> Instant:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[PlanStore]:
    opened = await open_store(database_url, "nanyang")
    yield opened
    await opened.close()


async def until_acquired(leases: LeaseTable, clock: Clock, name: str) -> None:
    async with asyncio.timeout(10):
        while not await leases.acquire(name):
            clock.now += round(SHORT * 1000)
            await asyncio.sleep(0)


async def test_one_of_many_holds_a_lease_and_may_take_it_again(store: PlanStore, clock: Clock) -> None:
    leases = [LeaseTable(store, f"p{n}", clock) for n in range(8)]
    won = await asyncio.gather(*(one.acquire("poll") for one in leases))
    assert won.count(True) == 1
    assert [await one.acquire("poll") for one in leases] == won
    assert [await one.renew("poll") for one in leases] == won
    assert await leases[won.index(False)].acquire("another thing")


async def test_a_lease_that_ran_out_is_taken_over_and_the_former_holder_learns_it(
    store: PlanStore, clock: Clock
) -> None:
    dead, survivor = (LeaseTable(store, name, clock, SHORT) for name in ("dead", "survivor"))
    assert await dead.acquire("poll")
    await until_acquired(survivor, clock, "poll")
    assert not await dead.renew("poll")
    await dead.release("poll")
    assert await survivor.renew("poll")


async def test_a_released_lease_is_free_at_once(store: PlanStore, clock: Clock) -> None:
    first, second = (LeaseTable(store, name, clock) for name in ("first", "second"))
    assert await first.acquire("poll")
    await first.release("poll")
    assert await second.acquire("poll")


async def test_plans_hold_leases_of_their_own(store: PlanStore, clock: Clock) -> None:
    assert await LeaseTable(store, "a", clock).acquire("poll")
    assert await LeaseTable(store.of("luoyang"), "b", clock).acquire("poll")


async def test_a_clock_set_back_does_not_keep_a_lease_for_hours(sqlite_url: str, clock: Clock) -> None:
    store = await open_store(sqlite_url, "nanyang")
    assert await LeaseTable(store, "dead", clock).acquire("poll")
    clock.now -= 8 * HOUR
    assert await LeaseTable(store, "survivor", clock).acquire("poll")
    await store.close()


class Poller:
    """Work under a lease that tells what it does and ends when it is told to."""

    def __init__(self, name: str, working: list[str]) -> None:
        self.name = name
        self.working = working
        self.started = asyncio.Event()
        self.ended = asyncio.Event()

    async def __call__(self) -> None:
        self.working.append(self.name)
        self.started.set()
        try:
            await self.ended.wait()
        finally:
            self.working.remove(self.name)


async def test_work_runs_in_one_process_and_goes_on_in_another(store: PlanStore, clock: Clock) -> None:
    working: list[str] = []
    first, second = Poller("first", working), Poller("second", working)
    one = asyncio.create_task(while_held(LeaseTable(store, "p1", clock, 1.0), "poll", first))
    await asyncio.wait_for(first.started.wait(), 10)
    other = asyncio.create_task(while_held(LeaseTable(store, "p2", clock, 1.0), "poll", second))
    await asyncio.sleep(0)
    assert working == ["first"]
    one.cancel()
    await asyncio.wait([one])
    await asyncio.wait_for(second.started.wait(), 10)
    assert working == ["second"]
    second.ended.set()
    await asyncio.wait_for(other, 10)
    assert working == []


class Lost:
    """A table of leases where another process takes over each lease after its first renewal, once."""

    ttl = 0.03

    def __init__(self) -> None:
        self.acquired = 0
        self.renewals = 0

    async def acquire(self, name: str) -> bool:
        self.acquired += 1
        return True

    async def renew(self, name: str) -> bool:
        self.renewals += 1
        return self.renewals != 2

    async def release(self, name: str) -> None:
        pass


async def test_work_stops_when_the_lease_is_lost_and_starts_anew_when_it_is_back() -> None:
    working: list[str] = []
    starts: list[Poller] = []

    async def work() -> None:
        starts.append(Poller("poll", working))
        assert working == []
        if len(starts) == 2:
            starts[-1].ended.set()
        await starts[-1]()

    table = Lost()
    await asyncio.wait_for(while_held(table, "poll", work), 10)
    assert (len(starts), table.acquired, working) == (2, 2, [])
