"""A small town on WeCom's self-built app."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.simulate.play import SimulatedClock
from tests.builders import seed_plan
from tests.peers.wecom.server import WeCom, wecom
from tests.wecom.city import WeComCity, clock_at, wecom_city


@pytest.fixture
def clock() -> SimulatedClock:
    return clock_at("2023-10-31")


@pytest.fixture
async def server(clock: SimulatedClock) -> AsyncIterator[WeCom]:
    async with wecom(lambda: clock.now, pace=0.05) as server:
        yield server
        assert server.complaints == []


@pytest.fixture
async def nanyang(tmp_path: Path, server: WeCom, clock: SimulatedClock) -> AsyncIterator[WeComCity]:
    clock.now = clock_at("2023-11-30").now
    async with wecom_city(tmp_path, server, clock, seed_plan()) as founded:
        await founded.go_live("2023-12-01")
        yield founded


@pytest.fixture
async def town(tmp_path: Path, server: WeCom, clock: SimulatedClock) -> AsyncIterator[WeComCity]:
    async with wecom_city(tmp_path, server, clock) as founded:
        await founded.go_live("2023-11-01")
        yield founded
