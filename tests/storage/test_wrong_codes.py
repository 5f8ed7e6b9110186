"""The limit on wrong codes is kept by the database: on either, also between two processes."""

import asyncio

from bot.storage.store import open_store
from bot.web.entry_limit import TRIES, EntryLimit


async def test_a_hundred_tries_at_once_through_two_connections_are_ten(database_url: str) -> None:
    stores = [
        await open_store(database_url, "plan"),
        await open_store(database_url, "plan", worker=False),
    ]
    try:
        limits = [EntryLimit(store, lambda: 1_700_000_000_000) for store in stores]
        taken = await asyncio.gather(*(limits[n % 2].take("203.0.113.7") for n in range(100)))
        assert sum(taken) == TRIES
    finally:
        for store in stores:
            await store.close()
