"""Callbacks that have arrived: one of several processes on a database deals with what all of them have kept."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.channels.wecom.app_updates import routing
from bot.channels.wecom.arrivals import Arrivals
from bot.domain.calendar import SECOND
from bot.engine.worker import Wake
from bot.simulate.play import SimulatedClock
from bot.storage.leases import LeaseTable
from bot.storage.store import PlanStore, open_store
from tests.peers.wecom.inside import Fields


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[PlanStore]:
    store = await open_store(f"sqlite:///{tmp_path / 'office.db'}", "test", synchronous="OFF")
    yield store
    await store.close()


def words(n: int, sender: str = "ZhangSan", second: int = 0) -> Fields:
    return {"ToUserName": "ww1", "FromUserName": sender, "MsgId": f"{n}", "CreateTime": f"{second}"}


class Process:
    """`clock`: milliseconds, by which a lease runs out that a process at its end did not free."""

    def __init__(self, store: PlanStore, name: str, clock: SimulatedClock) -> None:
        self.took: list[tuple[str, str]] = []
        self.news = asyncio.Event()
        self.wake = Wake()
        leases = LeaseTable(store, name, lambda: clock.now, ttl=0.3)
        self.arrivals = Arrivals(store, "wecom", self._take, lambda: 0, routing, leases)
        self.running = asyncio.create_task(self.arrivals.run(self.wake))

    async def _take(self, raw: Mapping[str, Any]) -> None:
        self.took.append((raw["FromUserName"], raw["MsgId"]))
        self.news.set()

    async def has_taken(self, number: int) -> None:
        async with asyncio.timeout(20):
            while len(self.took) < number:
                self.news.clear()
                await self.news.wait()

    async def end(self) -> None:
        self.wake.stop()
        await self.running


async def test_one_process_deals_and_another_takes_over_when_it_ends(store: PlanStore) -> None:
    clock = SimulatedClock(0)
    first = Process(store, "first", clock)
    await first.arrivals.keep(words(1))
    await first.has_taken(1)
    second = Process(store, "second", clock)
    await second.arrivals.keep(words(2))
    first.wake.all()  # as the database's signal does
    await first.has_taken(2)
    await first.end()
    clock.now += SECOND
    await second.arrivals.keep(words(3))
    await second.has_taken(1)
    await second.end()
    assert (first.took, second.took) == ([("ZhangSan", "1"), ("ZhangSan", "2")], [("ZhangSan", "3")])


async def test_a_persons_callbacks_are_dealt_with_in_the_order_in_which_they_were_sent(
    store: PlanStore,
) -> None:
    took: list[str] = []
    gate = asyncio.Event()

    async def take(raw: Mapping[str, Any]) -> None:
        if raw["FromUserName"] == "Slow":
            await gate.wait()
        took.append(f"{raw['FromUserName']} {raw['MsgId']}")
        if raw["FromUserName"] == "ZhangSan" and raw["MsgId"] == "3":
            gate.set()  # nobody waits for somebody else's

    arrivals = Arrivals(store, "wecom", take, lambda: 0, routing)
    for fields in (words(9, "Slow"), words(3, second=30), words(1, second=10), words(2, second=20), words(1)):
        await arrivals.keep(fields)
    wake = Wake()
    running = asyncio.create_task(arrivals.run(wake))
    async with asyncio.timeout(20):
        await gate.wait()
    wake.stop()
    await running
    assert took[:3] == ["ZhangSan 1", "ZhangSan 2", "ZhangSan 3"]
