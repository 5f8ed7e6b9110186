"""What is SQLite's alone: settings that durability hangs on, and a reader that cannot write."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.errors import Refused
from bot.storage.database import sqlite_path
from bot.storage.engines import open_database
from bot.storage.sqlite import open_reader, open_writer
from tests.databases import TRIAL_SQL

FULL = 2  # https://sqlite.org/pragma.html#pragma_synchronous


async def test_reported_means_stored_even_when_the_power_fails(tmp_path: Path) -> None:
    writer = await open_writer(tmp_path / "duban.db", "FULL")
    settings = {
        name: await writer.run(lambda db, name=name: db.execute(f"PRAGMA {name}").fetchone()[0])  # type: ignore[misc]
        for name in ("synchronous", "journal_mode", "foreign_keys", "busy_timeout")
    }
    await writer.close()
    assert settings == {"synchronous": FULL, "journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 10_000}


def test_the_reader_cannot_write(tmp_path: Path) -> None:
    with closing(open_reader(tmp_path / "duban.db")) as db, pytest.raises(sqlite3.OperationalError):
        db.execute("CREATE TABLE t (x)")


def test_addresses() -> None:
    assert sqlite_path("sqlite:///data/duban.db") == Path("data/duban.db")
    assert sqlite_path("sqlite:////var/lib/duban.db") == Path("/var/lib/duban.db")
    with pytest.raises(Refused, match=r"storage\.bad_url"):
        sqlite_path("sqlite://duban.db")


async def test_other_databases_are_refused_with_what_to_write() -> None:
    with pytest.raises(Refused, match=r"storage\.bad_url"):
        await open_database("mysql://x", sql=(TRIAL_SQL,))


async def test_what_fails_to_open_leaves_the_file_free(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'duban.db'}"
    sqlite_path(url).write_bytes(b"not a database" * 1000)
    for _ in range(2):  # the second would be Locked, had the first left its lock
        with pytest.raises(Refused, match="not a database"):
            await open_database(url, sql=(TRIAL_SQL,))
