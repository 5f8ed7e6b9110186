"""Seals cover what was stored since the last one, whatever instants it bears and whatever clock sealed it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.context.events import append
from bot.context.ports import Change
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import DAY, MINUTE, Instant
from bot.engine.seal import Seal, broken_seal, seal
from bot.engine.verify import verify
from bot.storage.store import PlanStore, open_store
from tests.builders import PLAN, calendar, instant
from tests.databases import postgres_server, postgres_url

__all__ = ["postgres_server", "postgres_url"]

NOON = instant("2024-01-02", "12:00")
SKEWS = st.integers(-8 * 60, 3 * 24 * 60)  # minutes by which a clock is wrong when an event is stored


@asynccontextmanager
async def a_store() -> AsyncIterator[PlanStore]:
    with TemporaryDirectory() as folder:
        store = await open_store(f"sqlite:///{Path(folder) / 'seals.db'}", PLAN, synchronous="OFF")
        try:
            yield store
        finally:
            await store.close()


async def happen(store: PlanStore, version: int, at: Instant) -> None:
    event = Event(
        Kind.REPORTED, at, calendar().day(at), by="somebody", data={"percent": version}, words="有进展"
    )
    await store.commit(append("1", version, event))


async def unsealed(store: PlanStore) -> int:
    return len(await store.read(str, "unsealed_events"))


@settings(max_examples=30)
@given(st.lists(st.tuples(SKEWS, st.booleans()), min_size=1, max_size=25))
async def test_whatever_the_clock_says_everything_is_sealed_and_every_seal_holds(
    stored: list[tuple[int, bool]],
) -> None:
    """A clock a day ahead once, set back later, two workers minutes apart: no event falls between two seals."""
    async with a_store() as store:
        for version, (skew, sealing) in enumerate(stored, 1):
            await happen(store, version, NOON + skew * MINUTE)
            if sealing:
                await seal(store, NOON + skew * MINUTE)
                assert await unsealed(store) == 0
        await seal(store, NOON)
        kept = await store.read(Seal, "all_seals")
        assert [one.n for one in kept] == list(range(1, len(kept) + 1))
        assert sum(one.events for one in kept) == len(stored)
        assert await broken_seal(store) is None


async def test_nothing_new_makes_no_seal() -> None:
    async with a_store() as store:
        await happen(store, 1, NOON)
        assert [await seal(store, NOON + n * MINUTE) for n in range(3)] == [1, 0, 0]


async def test_two_workers_make_one_chain(postgres_url: str) -> None:
    """Clocks three minutes apart, storing and sealing side by side."""
    first, second = [await open_store(postgres_url, PLAN) for _ in range(2)]

    async def work(store: PlanStore, stream: str, skew: int) -> None:
        for version in range(1, 21):
            at = NOON + skew + version * MINUTE // 4
            event = Event(Kind.REPORTED, at, calendar().day(at), by="somebody", data={"percent": version})
            await store.commit(append(stream, version, event))
            await seal(store, at)

    await asyncio.gather(work(first, "1", 0), work(second, "2", 3 * MINUTE))
    await seal(first, NOON)
    assert (await unsealed(first), await broken_seal(second)) == (0, None)
    assert sum(one.events for one in await first.read(Seal, "all_seals")) == 40
    await asyncio.gather(first.close(), second.close())


async def test_a_word_forgotten_breaks_no_seal() -> None:
    async with a_store() as store:
        await happen(store, 1, NOON)
        await seal(store, NOON + 5 * MINUTE)
        await store.commit([Change("forget_words", {"person": "somebody"}, rows=None)])
        assert await broken_seal(store) is None


async def test_what_no_seal_covers_after_a_while_is_told() -> None:
    async with a_store() as store:
        await happen(store, 1, NOON)
        keys = [
            [
                one.key
                for one in (await verify(store, calendar(), now)).discrepancies
                if one.key == "verify.unsealed"
            ]
            for now in (NOON + MINUTE, NOON + DAY)
        ]
        assert keys == [[], ["verify.unsealed"]]
