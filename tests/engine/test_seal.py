"""Seals come at any rhythm and an event may be written a moment late: the chain is the same."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.context.events import append
from bot.context.ports import Change
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import MINUTE, SECOND, Instant
from bot.engine.seal import FIRST, Seal, Sealable, broken_seal, seal, seals
from bot.storage.store import PlanStore, open_store
from tests.builders import PLAN, calendar, instant

NOON = instant("2024-01-02", "12:00")
moments = st.lists(st.integers(0, 600), min_size=1, max_size=25).map(sorted)


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


@settings(max_examples=30)
@given(moments, st.sets(st.integers(0, 900), max_size=12), st.integers(0, 59))
async def test_whenever_it_is_sealed_the_chain_is_the_same(
    happened: list[int], sealed: set[int], late: int
) -> None:
    """Each event is written `late` seconds after its instant, and sealing goes on meanwhile."""
    turns = [(second + late, 0, n, second) for n, second in enumerate(happened, 1)]
    turns += [(second, 1, 0, 0) for second in (*sealed, 2000)]
    async with a_store() as store:
        for now, sealing, version, second in sorted(turns):
            if sealing:
                await seal(store, NOON + now * SECOND)
            else:
                await happen(store, version, NOON + second * SECOND)
        events = await store.read(Sealable, "events_to_seal", first=0, before=NOON + 3000 * SECOND)
        kept = await store.read(Seal, "all_seals")
        assert kept == list(seals(events, FIRST))
        assert sum(one.events for one in kept) == len(happened)
        assert await broken_seal(store) is None


async def test_a_word_forgotten_breaks_no_seal() -> None:
    async with a_store() as store:
        await happen(store, 1, NOON)
        await seal(store, NOON + 5 * MINUTE)
        await store.commit([Change("forget_words", {"person": "somebody"}, rows=None)])
        assert await broken_seal(store) is None
