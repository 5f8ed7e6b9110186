"""The loops of `run` under a wall clock that does not go as it should, and what health says meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.calendar import DAY, HOUR, MINUTE, SECOND, Instant
from bot.engine.deliver import delivery_loop
from bot.engine.worker import TICK, Wake, work
from bot.queries.health import loop_ages
from tests.builders import City, Line, city, small_plan

LOOPS = (TICK, delivery_loop("browser"))
SOON = 0.02  # seconds: what takes a minute in production


@dataclass
class Clock:
    now: Instant

    def __call__(self) -> Instant:
        return self.now


@asynccontextmanager
async def working(town: City, clock: Clock) -> AsyncIterator[None]:
    wake = Wake(look_again=SOON)
    running = asyncio.create_task(work(town.store, town.contexts, [Line()], clock, wake))
    try:
        yield
    finally:
        wake.stop()
        await running


async def until_turned(town: City, clock: Clock) -> None:
    """Every loop has turned at the clock's present time."""
    async with asyncio.timeout(5):
        while set((await loop_ages(town.store, LOOPS, clock.now)).ages.values()) != {0.0}:  # noqa: ASYNC110
            await asyncio.sleep(SOON)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan(), start="2023-10-31") as founded:
        await founded.go_live("2023-11-01")
        yield founded


@pytest.mark.parametrize("jump", [-8 * HOUR, -400 * DAY, 3 * DAY, 3660 * DAY])
async def test_every_loop_turns_again_whatever_the_wall_clock_does(town: City, jump: Instant) -> None:
    clock = Clock(town.instant("2023-12-04", "09:00"))
    async with working(town, clock):
        await until_turned(town, clock)
        clock.now += jump
        ill = await loop_ages(town.store, LOOPS, clock.now)
        assert not ill.ok
        await until_turned(town, clock)
        assert (await loop_ages(town.store, LOOPS, clock.now)).ok


async def test_a_loop_that_stands_still_or_turned_in_the_future_is_not_well(town: City) -> None:
    clock = Clock(town.now)
    assert not (await loop_ages(town.store, LOOPS, clock.now)).ok  # none has turned yet
    async with working(town, clock):
        await until_turned(town, clock)
    for passed, ok in ((0, True), (4 * MINUTE, True), (6 * MINUTE, False), (-MINUTE, False), (-SECOND, True)):
        assert (await loop_ages(town.store, LOOPS, clock.now + passed)).ok is ok
