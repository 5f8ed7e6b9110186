"""What is PostgreSQL's alone: commits that lock each other out, and statements checked at the start."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from bot.context.ports import Change
from bot.domain.errors import Refused
from bot.storage.catalogue import Dialect, compiled
from bot.storage.postgres import PostgresDatabase
from bot.storage.store import PlanStore, open_store
from tests.databases import TRIAL_SQL

WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'duban' AND wait_event_type = 'Lock'"
)


@pytest.fixture
async def other(postgres_url: str) -> AsyncIterator[Any]:
    """Somebody else, who waits longer than we do before looking for a deadlock: we are given up on."""
    connection = await asyncpg.connect(postgres_url)
    name = await connection.fetchval("SELECT current_database()")
    await connection.execute(f"ALTER DATABASE {name} SET deadlock_timeout = '10ms'")
    await connection.execute("SET deadlock_timeout = '60s'")
    yield connection
    await connection.close()


@pytest.fixture
async def store(postgres_url: str, other: Any) -> AsyncIterator[PlanStore]:
    opened = await open_store(postgres_url, "nanyang", sql=(TRIAL_SQL,))
    yield opened
    await opened.close()


def put(name: str, at: int) -> Change:
    return Change("trial_set", {"name": name, "at": at})


async def test_a_commit_given_up_on_for_anothers_sake_is_tried_again(store: PlanStore, other: Any) -> None:
    await store.commit([put("a", 0), put("b", 0)])
    async with other.transaction():
        await other.execute("UPDATE pulse SET at = 1 WHERE name = 'b'")
        ours = asyncio.create_task(store.commit([put("a", 2), put("b", 2)]))
        while not await other.fetchval(WAITING):  # until ours holds a and waits for b
            pass
        await other.execute(
            "UPDATE pulse SET at = 1 WHERE name = 'a'"
        )  # comes through when ours is given up on
    await ours
    assert [await store.one(int, "trial_pulse", name=name) for name in "ab"] == [2, 2]


async def test_a_cancelled_commit_holds_no_lock(store: PlanStore, other: Any) -> None:
    await store.commit([put("a", 0), put("b", 0)])
    async with other.transaction():
        await other.execute("UPDATE pulse SET at = 1 WHERE name = 'b'")
        ours = asyncio.create_task(store.commit([put("a", 2), put("b", 2)]))
        while not await other.fetchval(WAITING):
            pass
        ours.cancel()
        with pytest.raises(asyncio.CancelledError):
            await ours
        await other.execute("UPDATE pulse SET at = 1 WHERE name = 'a'")
    await store.commit([put("c", 3)])
    assert [await store.one(int, "trial_pulse", name=name) for name in "abc"] == [1, 1, 3]


async def test_a_statement_that_it_does_not_understand_is_named_at_the_start(
    postgres_url: str, tmp_path: Path
) -> None:
    (tmp_path / "wrong.sql").write_text(
        "-- name: touch_nothing\nUPDATE nowhere SET x = :x\n", encoding="utf-8"
    )
    with pytest.raises(asyncpg.UndefinedTableError) as failed:
        await open_store(postgres_url, "nanyang", sql=(tmp_path,))
    assert failed.value.__notes__ == ["in the statement touch_nothing"]


async def test_behind_a_pooler_nothing_is_prepared_for_the_next_command(postgres_url: str) -> None:
    prepared = compiled("q", "", "SELECT name FROM pg_prepared_statements", Dialect.POSTGRES)
    for url, kept in ((postgres_url, True), (f"{postgres_url}&statement_cache_size=0", False)):
        database = await PostgresDatabase.open(url, worker=True, sql=(TRIAL_SQL,))
        try:
            await PlanStore(database, "nanyang").commit([put("a", 1)])
            assert bool((await database.fetch(prepared, ())).rows) is kept
        finally:
            await database.close()


async def test_a_cache_size_that_is_no_number_is_refused(postgres_url: str) -> None:
    with pytest.raises(Refused, match="no_postgres"):
        await PostgresDatabase.open(f"{postgres_url}&statement_cache_size=no", worker=True, sql=(TRIAL_SQL,))
