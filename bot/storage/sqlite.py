"""SQLite: one writer on aiosqlite's thread, and a reader on the loop.

A short indexed read takes 13 µs where it stands and 430 µs through a thread, so reads run inline on a
connection of their own. In WAL mode they wait for nobody, and they see every commit that has been answered.
Queries marked "Long:" go through a thread after all.
"""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, closing
from pathlib import Path
from typing import Any

import aiosqlite

from bot.domain.errors import Locked, Stale, Unavailable
from bot.storage import catalogue, migrate
from bot.storage.catalogue import Catalogue, Dialect, Statement
from bot.storage.database import BoundChange, QueryResult
from bot.storage.lock import Lock, require_whole
from bot.storage.watch import Watch
from bot.storage.writer import Inline, Writer, on_thread

BUSY_SECONDS = 10  # how long a commit waits for another process's
ATTEMPTS = 100  # at switching a file to WAL
FREE_AT_LEAST = 32 << 20  # bytes: below that the next photos or the next checkpoint may fail
STATEMENTS = 1024  # kept compiled: more than the catalogue has
TAKEN = (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)


class SqliteDatabase:
    def __init__(
        self,
        path: Path,
        named: Catalogue,
        reader: sqlite3.Connection,
        writer: Writer | Inline,
        undo: AsyncExitStack,
        watch: Watch,
    ) -> None:
        self.catalogue = named
        self._path = path
        self._reader = reader
        self._writer = writer
        self._undo = undo
        self._watch = watch

    @classmethod
    async def open(
        cls, path: Path, *, worker: bool, synchronous: str, sql: tuple[Path, ...]
    ) -> "SqliteDatabase":
        named = catalogue.load(Dialect.SQLITE, *sql)
        path.parent.mkdir(parents=True, exist_ok=True)
        require_whole(path)
        async with AsyncExitStack() as undo:  # whatever of it was opened, in reverse order
            if worker:
                undo.callback(_locked(path).release)
            await asyncio.to_thread(migrate.sqlite, path, worker=worker)
            writer = await open_writer(path, synchronous)
            undo.push_async_callback(writer.close)
            reader = open_reader(path)
            undo.callback(reader.close)
            return cls(path, named, reader, writer, undo.pop_all(), Watch.of(path))

    async def fetch(self, statement: Statement, parameters: tuple[Any, ...]) -> QueryResult:
        if statement.writes:
            return await self._writer.run(lambda db: select(db, statement.text, parameters))
        if statement.long:
            return await asyncio.to_thread(self._select_long, statement.text, parameters)
        return select(self._reader, statement.text, parameters)

    def _select_long(self, text: str, parameters: tuple[Any, ...]) -> QueryResult:
        """On a connection of its own: a cancelled wait leaves its thread reading."""
        with closing(open_reader(self._path)) as db:
            return select(db, text, parameters)

    async def commit(self, steps: Sequence[BoundChange]) -> None:
        await self._writer.run(lambda db: apply(db, steps))

    async def require_sound(self) -> None:
        """Raises Unavailable where the file is not the one that was opened, or the disk is nearly full."""
        await asyncio.to_thread(self._watch.require_unchanged)
        free = (await asyncio.to_thread(shutil.disk_usage, self._path.parent)).free
        if free < FREE_AT_LEAST:
            raise Unavailable(
                f"{self._path.parent}: {free >> 20} MB free on the disk, {FREE_AT_LEAST >> 20} needed"
            )

    async def listen(self, heard: Callable[[str], None]) -> None:
        """Nothing is ever heard: one process works on a file."""
        await asyncio.Event().wait()

    async def close(self) -> None:
        await self._undo.aclose()


def _locked(path: Path) -> Lock:
    path.touch(mode=0o600)  # the lock is on the file itself, too
    return Lock.take(path)


async def open_writer(path: Path, synchronous: str) -> Writer | Inline:
    if synchronous == "OFF":
        db = sqlite3.connect(path, isolation_level=None, cached_statements=STATEMENTS)
        set_up(db, synchronous)
        return Inline(db)
    connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=STATEMENTS)
    try:
        await on_thread(connection, set_up, synchronous)
        return Writer(connection, Watch.of(path).require_unchanged)
    except BaseException:
        await connection.close()
        raise


def set_up(db: sqlite3.Connection, synchronous: str) -> None:
    """FULL: "reported" must mean stored, even when the power fails."""
    db.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    _switch_to_wal(db)
    db.execute(f"PRAGMA synchronous = {synchronous}")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute(f"PRAGMA journal_size_limit = {64 << 20}")
    db.execute("SELECT count(*) FROM sqlite_master").fetchone()  # opens the WAL, which Watch looks at


def _switch_to_wal(db: sqlite3.Connection) -> None:
    """Once in the life of a file. Alone of all statements it is refused at once where others are at work, so
    between attempts another's transaction is waited out, in the way that waits."""
    for _ in range(ATTEMPTS):
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
        db.execute("BEGIN IMMEDIATE")
        db.execute("COMMIT")
    raise Locked("storage.busy")


def open_reader(path: Path) -> sqlite3.Connection:
    """query_only, not mode=ro: a read-only file cannot join the WAL of a database nobody else has open."""
    db = sqlite3.connect(path, isolation_level=None, cached_statements=STATEMENTS, timeout=BUSY_SECONDS)
    db.execute("PRAGMA query_only = ON")
    return db


def select(db: sqlite3.Connection, text: str, parameters: tuple[Any, ...]) -> QueryResult:
    cursor = db.execute(text, parameters)
    return QueryResult(tuple([column[0] for column in cursor.description]), cursor.fetchall())


def apply(db: sqlite3.Connection, steps: Sequence[BoundChange]) -> None:
    """One commit's statements in their order; Stale at the first that does not touch what it must.

    Rows are counted by total_changes: a cursor does not count those of a statement that begins WITH.
    """
    for step in steps:
        before = db.total_changes
        try:
            db.execute(step.statement.text, step.parameters).fetchall()
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode in TAKEN:
                raise Stale(f"{step.statement.name}: {error}") from error
            raise
        step.check(db.total_changes - before)
