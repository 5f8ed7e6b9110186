"""Migrations: forward only, and a database of another age is refused before anything is changed."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import asyncpg
import pytest

from bot.domain.errors import Incompatible, Locked
from bot.domain.notice import occurrence_of
from bot.storage import migrate
from bot.storage.catalogue import Dialect
from bot.storage.database import sqlite_path
from bot.storage.migrate import Migration, Version
from bot.storage.store import open_store
from tests.databases import TRIAL_SQL
from tests.storage import dump

REWRITE = "the schema has changed: read the difference, then `python -m tests.storage.dump`"


async def set_version(url: str, number: int, compatible_from: int) -> None:
    change = f"UPDATE meta SET version = {number}, compatible_from = {compatible_from}"
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(sqlite_path(url), isolation_level=None)) as db:
            db.execute(change)
        return
    connection = await asyncpg.connect(url)
    await connection.execute(change)
    await connection.close()


async def open_and_close(url: str, *, worker: bool = True) -> None:
    store = await open_store(url, "nanyang", worker=worker, sql=(TRIAL_SQL,))
    await store.close()


def test_all_migrations_add_up_to_the_schema_of_sqlite(tmp_path: Path) -> None:
    assert dump.sqlite(tmp_path / "duban.db") == dump.GOLDEN["sqlite"].read_text(encoding="utf-8"), REWRITE


async def test_all_migrations_add_up_to_the_schema_of_postgres(postgres_url: str) -> None:
    assert await dump.postgres(postgres_url) == dump.GOLDEN["postgres"].read_text(encoding="utf-8"), REWRITE


async def test_migrating_twice_changes_nothing(database_url: str) -> None:
    newest = len(migrate.known(Dialect.SQLITE))
    assert (await migrate.migrate(database_url)).number == newest
    assert (await migrate.migrate(database_url)).number == newest
    await open_and_close(database_url)


async def test_several_processes_may_open_a_new_database_at_once(database_url: str) -> None:
    await asyncio.gather(*[open_and_close(database_url, worker=False) for _ in range(5)])


async def test_a_newer_database_is_refused(database_url: str) -> None:
    await migrate.migrate(database_url)
    await set_version(database_url, 99, 98)
    with pytest.raises(Incompatible, match=r"storage\.newer"):
        await open_and_close(database_url)
    with pytest.raises(Incompatible):
        await migrate.migrate(database_url)


async def test_a_newer_database_that_we_can_live_with_is_used_and_left_as_it_is(database_url: str) -> None:
    await migrate.migrate(database_url)
    await set_version(database_url, 99, 1)
    await open_and_close(database_url)
    assert await migrate.migrate(database_url) == Version(99, 1)


async def test_a_command_beside_a_running_bot_does_not_migrate_under_it(sqlite_url: str) -> None:
    later = (*migrate.known(Dialect.SQLITE), migration(2, "CREATE TABLE later (x TEXT);"))
    await migrate.migrate(sqlite_url)
    with pytest.raises(Incompatible, match=r"storage\.older"):
        migrate.sqlite(sqlite_path(sqlite_url), worker=False, steps=later)


async def test_nobody_migrates_under_a_running_worker(sqlite_url: str) -> None:
    store = await open_store(sqlite_url, "nanyang", sql=(TRIAL_SQL,))
    with pytest.raises(Locked):
        await migrate.migrate(sqlite_url)
    await store.close()


def migration(number: int, sql: str) -> Migration:
    return Migration(Version(number, number), "trial", sql)


BROKEN = "CREATE TABLE half (x TEXT);\nINSERT INTO nowhere VALUES (1);"


def test_a_migration_that_fails_leaves_nothing_behind_in_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "duban.db"
    whole = migration(1, "CREATE TABLE a (x TEXT);")
    migrate.sqlite(path, steps=(whole,))
    with pytest.raises(sqlite3.OperationalError):
        migrate.sqlite(path, steps=(whole, migration(2, BROKEN)))
    with closing(sqlite3.connect(path)) as db:
        assert migrate.sqlite_version(db) == Version(1, 1)
        assert db.execute("SELECT name FROM sqlite_master WHERE name = 'half'").fetchall() == []


async def test_a_migration_that_fails_leaves_nothing_behind_in_postgres(postgres_url: str) -> None:
    connection = await asyncpg.connect(postgres_url)
    whole = migration(1, "CREATE TABLE a (x TEXT);")
    await migrate.postgres(connection, steps=(whole,))
    with pytest.raises(asyncpg.PostgresError):
        await migrate.postgres(connection, steps=(whole, migration(2, BROKEN)))
    assert await migrate.postgres_version(connection) == Version(1, 1)
    assert await connection.fetchval("SELECT to_regclass('half') IS NULL")
    await connection.close()


LIVE = """
INSERT INTO plan (plan_id, title, status, version, golive, revision, loaded_at)
VALUES ('live', 't', 'in_force', 'v2', '2024-01-02', 3, 0), ('waits', 't', 'in_force', 'v1', NULL, 1, 0);
INSERT INTO pulse (plan_id, name, at)
VALUES ('live', 'announce v1', 10), ('live', 'announce v2', 20), ('live', 'tick', 30);
"""


def test_a_plan_that_was_live_before_versions_were_followed_is_not_announced_again(tmp_path: Path) -> None:
    path, steps = tmp_path / "duban.db", migrate.known(Dialect.SQLITE)
    migrate.sqlite(path, steps=steps[:2])
    with closing(sqlite3.connect(path)) as db:
        db.executescript(LIVE)
    migrate.sqlite(path, steps=steps[:3])
    with closing(sqlite3.connect(path)) as db:
        carried_out = db.execute("SELECT plan_id, carried_out FROM plan ORDER BY plan_id").fetchall()
    assert carried_out == [("live", "v2"), ("waits", "")]


def test_a_script_is_cut_between_statements_only() -> None:
    script = "CREATE TABLE a (x TEXT); -- one; still one\nINSERT INTO a VALUES ('b;\n;c');\n"
    assert [one.strip() for one in migrate.statements(script)] == [
        "CREATE TABLE a (x TEXT); -- one; still one",
        "INSERT INTO a VALUES ('b;\n;c');",
    ]


def test_numbers_run_without_a_gap(tmp_path: Path) -> None:
    for name in ("0001_a.sql", "0003_c.sql"):
        (tmp_path / name).write_text("SELECT 1;\n")
    with pytest.raises(ValueError, match="without a gap"):
        migrate.known(Dialect.SQLITE, tmp_path)


def test_a_migration_may_say_that_older_programs_can_live_with_it(tmp_path: Path) -> None:
    (tmp_path / "0001_a.sql").write_text("-- Why: first.\nCREATE TABLE a (x BYTEA);\n")
    (tmp_path / "0002_b.sql").write_text("-- Why: more.\n-- compatible from: 1\nCREATE TABLE b (x TEXT);\n")
    first, second = migrate.known(Dialect.SQLITE, tmp_path)
    assert (first.to, second.to) == (Version(1, 1), Version(2, 1))
    assert "x BLOB" in first.sql


KEYS = {  # key of a notice → (counted_from, offset_workdays, offset_minutes, week)
    "2023-12-31-10": ("2023-12-31", -10, None, ""),
    "2023-12-31+0": ("2023-12-31", 0, None, ""),
    "2023-12-31+7": ("2023-12-31", 7, None, ""),
    "2023-12-31w2024-03": ("2023-12-31", None, None, "2024-03"),
}


def test_what_the_key_of_an_old_notice_says_becomes_columns(tmp_path: Path) -> None:
    path, steps = tmp_path / "duban.db", migrate.known(Dialect.SQLITE)
    number = next(n for n, step in enumerate(steps) if "offset_workdays" in str(step))
    migrate.sqlite(path, steps=steps[:number])
    queued = "INSERT INTO notice VALUES ('p', 1, ?, ?, 'li', 'rung', 0, 0, '{}', 'waiting', '')"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executemany(queued, [*(("remind", key) for key in KEYS), ("", "submitted 3")])
    migrate.sqlite(path)
    columns = "occurrence, counted_from, offset_workdays, offset_minutes, week"
    with closing(sqlite3.connect(path)) as db:
        found = {key: tuple(row) for key, *row in db.execute(f"SELECT {columns} FROM notice")}
    assert found == KEYS | {"submitted 3": (None, None, None, "")}
    assert {
        key: str(occurrence_of(date.fromisoformat(d), n, m, w)) for key, (d, n, m, w) in KEYS.items()
    } == {key: key for key in KEYS}
