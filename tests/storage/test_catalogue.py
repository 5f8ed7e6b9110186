"""Every query of the house has a name of its own, and both databases understand it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest

from bot.storage import migrate
from bot.storage.catalogue import SQL, Dialect, compiled, load


async def test_sqlite_understands_every_query(tmp_path: Path) -> None:
    path = tmp_path / "duban.db"
    migrate.sqlite(path)
    with closing(sqlite3.connect(path)) as db:
        for statement in load(Dialect.SQLITE, SQL).values():
            db.execute(f"EXPLAIN {statement.text}", [None] * len(statement.names))


async def test_postgres_understands_every_query(postgres_url: str) -> None:
    connection = await asyncpg.connect(postgres_url)
    try:
        await migrate.postgres(connection)
        for statement in load(Dialect.POSTGRES, SQL).values():
            try:
                await connection.prepare(statement.text)
            except asyncpg.PostgresError as error:
                raise AssertionError(f"{statement.name}: {error}") from error
    finally:
        await connection.close()


def test_names_become_numbers_and_nothing_else_does() -> None:
    sql = """SELECT ':no', "a:no", x::bigint, 'it''s :no' FROM t -- it's :no comment
             WHERE a = :one AND b IN (:two, :one) AND c=:plan_id;"""
    postgres = compiled("q", "", sql, Dialect.POSTGRES)
    assert postgres.names == ("one", "two", "plan_id")
    assert postgres.text.endswith("a = $1 AND b IN ($2, $1) AND c=$3")
    assert all(
        kept in postgres.text for kept in ("':no'", '"a:no"', "x::bigint", "'it''s :no'", "-- it's :no")
    )
    sqlite = compiled("q", "", sql, Dialect.SQLITE)
    assert sqlite.names == ("one", "two", "one", "plan_id")
    assert sqlite.text.endswith("a = ? AND b IN (?, ?) AND c=?")


def test_a_name_in_two_files_is_a_mistake(tmp_path: Path) -> None:
    for file in ("a.sql", "b.sql"):
        (tmp_path / file).write_text("-- name: twice\nSELECT 1\n")
    with pytest.raises(ValueError, match=r"b\.sql: twice is already the name"):
        load(Dialect.SQLITE, tmp_path)


def test_postgres_has_its_own_words_where_they_differ(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "a.sql").write_text("-- name: claim\n-- Long: all.\nSELECT 1\n\n-- name: same\nSELECT 3\n")
    (tmp_path / "postgres" / "a.sql").write_text("-- name: claim\nSELECT 2 FOR UPDATE SKIP LOCKED\n")
    sqlite, postgres = load(Dialect.SQLITE, tmp_path), load(Dialect.POSTGRES, tmp_path)
    assert (sqlite["claim"].text, sqlite["claim"].long) == ("SELECT 1", True)
    assert postgres["claim"].text == "SELECT 2 FOR UPDATE SKIP LOCKED"
    assert (len(sqlite), postgres["same"].text) == (2, "SELECT 3")


@pytest.mark.parametrize(
    ("sql", "writes", "returns"),
    [
        ("SELECT 1", False, False),
        ("WITH a AS (SELECT 1) SELECT * FROM a", False, False),
        ("  insert into a values (1)", True, False),
        ("WITH a AS (SELECT 1)\nUPDATE b SET c = 1", True, False),
        ("WITH a AS (SELECT 1) DELETE FROM b RETURNING c", True, True),
    ],
)
def test_what_changes_rows_goes_to_the_writer(sql: str, writes: bool, returns: bool) -> None:
    statement = compiled("q", "", sql, Dialect.SQLITE)
    assert (statement.writes, statement.returns) == (writes, returns)
