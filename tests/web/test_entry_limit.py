"""Ten wrong codes a minute from one address: neither parallel requests, nor processes, nor the clock give more."""

import asyncio
import ipaddress
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import DAY, MINUTE
from bot.web.entry_limit import EACH, TRIES, EntryLimit, group_of
from tests.builders import City, city, small_plan

HOUSE = "203.0.113.7"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan(), start="2023-10-31") as founded:
        yield founded


def limit_of(town: City) -> EntryLimit:
    return EntryLimit(town.store, town.clock)


async def taken(town: City, times: int, address: str = HOUSE) -> int:
    """How many of as many tries at once are let through, half of them by another process."""
    limits = (limit_of(town), limit_of(town))
    return sum(await asyncio.gather(*(limits[n % 2].take(address) for n in range(times))))


async def test_of_a_hundred_at_once_ten_are_looked_at(town: City) -> None:
    assert await taken(town, 100) == TRIES
    assert await taken(town, 1, "203.0.113.8") == 1


async def test_tries_come_back_one_by_one(town: City) -> None:
    await taken(town, 100)
    town.clock.now += EACH
    assert await taken(town, 100) == 1
    town.clock.now += MINUTE
    assert await taken(town, 100) == TRIES


async def test_a_try_given_back_was_none(town: City) -> None:
    limit = limit_of(town)
    for _ in range(5 * TRIES):
        assert await limit.take(HOUSE)
        await limit.give_back(HOUSE)


async def test_a_clock_that_is_set_back_locks_nobody_out(town: City) -> None:
    await taken(town, 100)
    town.clock.now -= DAY
    assert await taken(town, 100) == TRIES


async def test_rows_do_not_pile_up(town: City) -> None:
    for n in range(30):
        await taken(town, 1, f"203.0.113.{n}")
        town.clock.now += MINUTE
    assert len(town.rows("SELECT address FROM entry_limit")) == 1


@given(st.ip_addresses(v=6), st.integers(0, 2**64 - 1))
def test_a_v6_network_counts_as_one(address: object, other: int) -> None:
    first = int(address)  # type: ignore[call-overload]
    neighbour = (first >> 64 << 64) | other
    if (
        first >> 32 == 0xFFFF or neighbour >> 32 == 0xFFFF
    ):  # a v4 address in v6 clothes counts as that address
        return
    assert group_of(str(address)) == group_of(str(ipaddress.IPv6Address(neighbour)))


def test_what_is_no_address_is_counted_as_it_stands() -> None:
    assert [group_of(one) for one in ("unix:", "::ffff:203.0.113.7", "203.0.113.7")] == [
        "unix:",
        HOUSE,
        HOUSE,
    ]
