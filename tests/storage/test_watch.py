"""A database whose file is deleted or replaced under the running program takes nothing in any more, and says so."""

import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.context.ports import Change
from bot.domain.errors import Unavailable
from bot.storage import sqlite
from bot.storage.catalogue import SQL
from bot.storage.store import PlanStore, open_store
from tests.databases import TRIAL_SQL


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[PlanStore]:
    opened = await open_store(sqlite_url, "nanyang", sql=(TRIAL_SQL,))
    yield opened
    await opened.close()


def put(at: int) -> Change:
    return Change("trial_set", {"name": "clock", "at": at})


def deleted(path: Path) -> None:
    path.unlink()


def wal_deleted(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()


def replaced(path: Path) -> None:
    copy = path.with_name("copy.db")
    shutil.copyfile(path, copy)
    copy.replace(path)


def moved_away(path: Path) -> None:
    path.rename(path.with_name("elsewhere.db"))


@pytest.mark.parametrize(
    "happens", [deleted, wal_deleted, replaced, moved_away], ids=lambda one: one.__name__
)
async def test_nothing_is_called_stored_that_the_next_start_would_not_find(
    store: PlanStore, tmp_path: Path, happens: Callable[[Path], None]
) -> None:
    await store.commit([put(1)])
    happens(tmp_path / "duban.db")
    for at in (2, 3):
        with pytest.raises(Unavailable, match="deleted or replaced"):
            await store.commit([put(at)])


async def test_a_well_database_is_well_and_stays_so_through_many_commits(sqlite_url: str) -> None:
    store = await open_store(sqlite_url, "nanyang", sql=(SQL, TRIAL_SQL))
    for at in range(50):
        await store.commit([put(at)])
    assert await store.trouble(0) == ""
    await store.close()


async def test_health_hears_of_a_deleted_file(sqlite_url: str, tmp_path: Path) -> None:
    store = await open_store(sqlite_url, "nanyang")
    assert await store.trouble(0) == ""
    (tmp_path / "duban.db").unlink()
    assert "deleted or replaced" in await store.trouble(0)
    await store.close()


async def test_health_hears_of_a_full_disk(sqlite_url: str) -> None:
    """SQLite itself says so, through a limit on the size of its file."""
    store = await open_store(sqlite_url, "nanyang")
    database = store._database
    assert isinstance(database, sqlite.SqliteDatabase)
    await database._writer.run(lambda db: db.execute("PRAGMA max_page_count = 1").fetchall())
    filling = [Change("keep_words", _words(n), rows=1) for n in range(300)]
    with pytest.raises(Unavailable):
        await store.commit(filling)
    await store.close()


def _words(n: int) -> dict[str, object]:
    return {
        "stream": str(n), "version": 1, "person_id": "p", "body": "进展" * 500, "files": (), "notes": {},
    }  # fmt: skip
