"""Migrations: numbered SQL files, forward only. Those missing are one transaction with the version they lead to:
who opens a database meanwhile finds it as it was, or up to date.

A file opens with why. One that an older program can live with says so, `-- compatible from: N`, N being the
oldest schema whose program may still use the database; without the line, only those that know the file may.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.errors import Incompatible
from bot.storage import roundtrip
from bot.storage.catalogue import Catalogue, Dialect, Statement
from bot.storage.database import sqlite_path
from bot.storage.lock import Lock

if TYPE_CHECKING:  # whoever has a SQLite file does not wait for PostgreSQL's driver
    import asyncpg

MIGRATIONS = Path(__file__).with_name("migrations")
META = "CREATE TABLE IF NOT EXISTS meta (version BIGINT NOT NULL, compatible_from BIGINT NOT NULL)"
COMPATIBLE = re.compile(r"^-- compatible from: (\d+)$", re.MULTILINE)
SPELLINGS: Mapping[Dialect, Mapping[str, str]] = {  # all that the two disagree on
    Dialect.SQLITE: {"BYTEA": "BLOB"},
    Dialect.POSTGRES: {},
}
FUNCTIONS = r"""SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = current_schema() AND p.proname LIKE 'duban\_%'"""
ADVISORY_LOCK = 20231231  # PostgreSQL's advisory lock for migrating; any number that nobody else uses


@dataclass(frozen=True, slots=True)
class Version:
    """How far a database is, and the oldest program (by its last migration) that may use it."""

    number: int
    compatible_from: int


@dataclass(frozen=True, slots=True)
class Migration:
    to: Version
    name: str
    sql: str


EMPTY_DATABASE = Version(0, 0)


@lru_cache
def known(dialect: Dialect, folder: Path = MIGRATIONS) -> tuple[Migration, ...]:
    """All migrations in their order, in the dialect's spelling. A gap in the numbers is a mistake."""
    found = tuple(_read(path, dialect) for path in sorted(folder.glob("[0-9]*.sql")))
    if [migration.to.number for migration in found] != list(range(1, len(found) + 1)):
        raise ValueError(f"{folder}: numbers must run from 0001 without a gap")
    return found


def _read(path: Path, dialect: Dialect) -> Migration:
    number, _, name = path.stem.partition("_")
    sql = path.read_text(encoding="utf-8")
    compatible = COMPATIBLE.search(sql)
    for common, own in SPELLINGS[dialect].items():
        sql = re.sub(rf"\b{common}\b", own, sql)
    return Migration(Version(int(number), int(compatible[1] if compatible else number)), name, sql)


def pending(at: Version, steps: Sequence[Migration], *, worker: bool) -> Sequence[Migration]:
    """The migrations left to run from `at`. Raises Incompatible where this program should not touch the database."""
    ours = len(steps)
    if at.number > ours and at.compatible_from > ours:
        raise Incompatible("storage.newer", number=at.number, needs=at.compatible_from, ours=ours)
    if 0 < at.number < ours and not worker:
        raise Incompatible("storage.older", number=at.number, ours=ours)
    return steps[at.number :]


def sqlite(path: Path, *, worker: bool = True, steps: Sequence[Migration] | None = None) -> Version:
    """Brings a SQLite file, made where there is none, up to date, and says how far it now is."""
    steps = known(Dialect.SQLITE) if steps is None else steps
    if not path.exists():
        path.touch(mode=0o600)  # it will hold people's names and words
    with closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as db:
        if pending(sqlite_version(db), steps, worker=worker):
            _climb_sqlite(db, steps)
        return sqlite_version(db)


def sqlite_version(db: sqlite3.Connection) -> Version:
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        return EMPTY_DATABASE
    return Version(*db.execute("SELECT version, compatible_from FROM meta").fetchone())


def _climb_sqlite(db: sqlite3.Connection, steps: Sequence[Migration]) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        for migration in pending(
            sqlite_version(db), steps, worker=True
        ):  # another process may have been quicker
            for statement in statements(migration.sql):
                db.execute(statement)
            db.execute(META)
            db.execute("DELETE FROM meta")
            db.execute("INSERT INTO meta VALUES (?, ?)", (migration.to.number, migration.to.compatible_from))
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: executescript would commit before the first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


async def postgres(
    connection: "asyncpg.Connection", *, worker: bool = True, steps: Sequence[Migration] | None = None
) -> Version:
    """Brings a PostgreSQL database up to date; several processes may try at once."""
    steps = known(Dialect.POSTGRES) if steps is None else steps
    if pending(await postgres_version(connection), steps, worker=worker):
        # Before the transaction and not in it: one that began before it waited would still see no tables.
        await connection.execute("SELECT pg_advisory_lock($1)", ADVISORY_LOCK)
        try:
            async with connection.transaction():
                for migration in pending(await postgres_version(connection), steps, worker=True):
                    await _climb_postgres(connection, migration)
        finally:
            await connection.execute("SELECT pg_advisory_unlock($1)", ADVISORY_LOCK)
    return await postgres_version(connection)


async def postgres_functions(connection: "asyncpg.Connection", named: Catalogue) -> None:
    """Makes the functions of bot.storage.roundtrip that the schema lacks. To ask PostgreSQL for the parameters' types
    is to check every statement."""
    changing = [one for one in named.values() if one.writes and not one.returns]
    wanted = {roundtrip.COMMIT_FUNCTION, *map(roundtrip.function_of, changing)}
    if wanted <= await _functions(connection):
        return
    await connection.execute(
        "SELECT pg_advisory_lock($1)", ADVISORY_LOCK
    )  # several processes may start at once
    try:
        missing = wanted - await _functions(connection)
        making = [one for one in changing if roundtrip.function_of(one) in missing]
        types = {one.name: await _parameter_types(connection, one) for one in making}
        if missing:  # else another process has just made them
            await connection.execute(roundtrip.script(making, types, missing))
    finally:
        await connection.execute("SELECT pg_advisory_unlock($1)", ADVISORY_LOCK)


async def _functions(connection: "asyncpg.Connection") -> set[str]:
    return {name for (name,) in await connection.fetch(FUNCTIONS)}


async def _parameter_types(connection: "asyncpg.Connection", statement: Statement) -> list[str]:
    try:
        prepared = await connection.prepare(statement.text)
    except Exception as error:
        error.add_note(f"in the statement {statement.name}")
        raise
    return [parameter.name for parameter in prepared.get_parameters()]


async def _climb_postgres(connection: "asyncpg.Connection", migration: Migration) -> None:
    await connection.execute(migration.sql)
    await connection.execute(META)
    await connection.execute("DELETE FROM meta")
    to = migration.to
    await connection.execute("INSERT INTO meta VALUES ($1, $2)", to.number, to.compatible_from)


async def postgres_version(connection: "asyncpg.Connection") -> Version:
    if not await connection.fetchval("SELECT to_regclass('meta') IS NOT NULL"):
        return EMPTY_DATABASE
    return Version(*await connection.fetchrow("SELECT version, compatible_from FROM meta"))


async def migrate(url: str) -> Version:
    """`duban migrate`: brings the database up to date. Raises Locked while a bot works on the file."""
    if url.startswith("sqlite:"):
        path = sqlite_path(url)
        lock = Lock.take(path)
        try:
            return sqlite(path)
        finally:
            lock.release()
    import asyncpg

    connection = await asyncpg.connect(url)
    try:
        return await postgres(connection)
    finally:
        await connection.close()
