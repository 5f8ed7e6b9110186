"""The one writer: many commits, one fsync, and no transaction left open."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import aiosqlite
import pytest

from bot.domain.errors import Locked
from bot.storage.writer import Failed, Writer, commit_together, on_thread


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with closing(sqlite3.connect(tmp_path / "duban.db")) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE t (n INTEGER PRIMARY KEY)")
    return tmp_path / "duban.db"


@pytest.fixture
async def connection(path: Path) -> AsyncIterator[aiosqlite.Connection]:
    connection = await aiosqlite.connect(path, isolation_level=None)
    yield connection
    await connection.close()


@pytest.fixture
def db(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as db:
        yield db


def insert(n: int, *more: int) -> "Insert":
    return Insert((n, *more))


class Insert:
    def __init__(self, numbers: tuple[int, ...]) -> None:
        self.numbers = numbers

    def __call__(self, db: sqlite3.Connection) -> int:
        for n in self.numbers:
            db.execute("INSERT INTO t VALUES (?)", (n,))
        return len(self.numbers)


def stored(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as db:
        return [n for (n,) in db.execute("SELECT n FROM t ORDER BY n")]


async def test_what_is_asked_at_once_is_committed_at_once(
    connection: aiosqlite.Connection, path: Path
) -> None:
    ran: list[str] = []
    await on_thread(connection, lambda db: db.set_trace_callback(ran.append))
    writer = Writer(connection)
    assert await asyncio.gather(*[writer.run(insert(n)) for n in range(64)]) == [1] * 64
    assert (ran.count("COMMIT"), ran.count("SAVEPOINT job")) == (1, 64)
    assert stored(path) == list(range(64))


async def test_a_job_that_fails_leaves_its_neighbours(connection: aiosqlite.Connection, path: Path) -> None:
    writer = Writer(connection)
    answers = await asyncio.gather(
        writer.run(insert(1)), writer.run(insert(2, 1)), writer.run(insert(3)), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [int, sqlite3.IntegrityError, int]
    assert stored(path) == [1, 3]


async def test_a_job_taken_back_while_it_queues_is_not_run(
    connection: aiosqlite.Connection, path: Path
) -> None:
    writer = Writer(connection)
    first, second = (asyncio.create_task(writer.run(insert(n))) for n in (1, 2))
    await asyncio.sleep(0)  # both have queued, and their turn has not come
    second.cancel()
    await asyncio.gather(first, second, return_exceptions=True)
    assert stored(path) == [1]


async def test_closing_finishes_what_has_queued(path: Path) -> None:
    writer = Writer(await aiosqlite.connect(path, isolation_level=None))
    waiting = [asyncio.create_task(writer.run(insert(n))) for n in range(8)]
    await asyncio.sleep(0)
    await writer.close()
    assert await asyncio.gather(*waiting) == [1] * 8
    with pytest.raises(ValueError, match="no active connection"):
        await writer.run(insert(9))


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another process in the middle of a commit."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


async def test_a_database_that_another_process_holds_is_locked(
    connection: aiosqlite.Connection, path: Path
) -> None:
    await on_thread(connection, lambda db: db.execute("PRAGMA busy_timeout = 0").close())
    writer = Writer(connection)
    with held(path):
        answers = await asyncio.gather(*[writer.run(insert(n)) for n in (1, 2)], return_exceptions=True)
    assert [type(answer) for answer in answers] == [Locked, Locked]
    assert await writer.run(insert(3)) == 1
    assert stored(path) == [3]


def test_a_failure_that_undoes_the_group_fails_everyone_in_it(db: sqlite3.Connection) -> None:
    """A full disk does this: SQLite rolls back on its own, and what other jobs did is gone too."""
    with pytest.raises(sqlite3.OperationalError, match="disk is full"):
        commit_together(db, [insert(1), full_disk, insert(2)])
    assert not db.in_transaction
    assert db.execute("SELECT count(*) FROM t").fetchone() == (0,)


def full_disk(db: sqlite3.Connection) -> None:
    db.execute("ROLLBACK")
    raise sqlite3.OperationalError("database or disk is full")


def test_only_the_failed_job_is_told(db: sqlite3.Connection) -> None:
    outcomes = commit_together(db, [insert(1), insert(1), insert(2)])
    assert [type(outcome) for outcome in outcomes] == [int, Failed, int]
