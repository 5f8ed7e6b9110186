"""A database: where statements run, whichever engine it is. Stores are views of it, one a plan."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.domain.errors import Refused, Stale
from bot.storage.catalogue import SQL, Catalogue, Statement


@dataclass(frozen=True, slots=True)
class BoundChange:
    """A Change made ready: its statement, bound, and how many rows it must touch."""

    statement: Statement
    parameters: tuple[Any, ...]
    rows: int | None

    def check(self, touched: int) -> None:
        if self.rows is not None and touched != self.rows:
            raise Stale(f"{self.statement.name}: {touched} rows, not {self.rows}")


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What a query found, as the driver gives it."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]


class Database(Protocol):
    @property
    def catalogue(self) -> Catalogue: ...

    async def fetch(self, statement: Statement, parameters: tuple[Any, ...]) -> QueryResult: ...

    async def commit(self, steps: Sequence[BoundChange]) -> None:
        """All of them or none, durable when it returns."""
        ...

    async def require_sound(self) -> None:
        """Raises Unavailable where the database is known to be unwell though it still takes commits."""
        ...

    async def listen(self, heard: Callable[[str], None]) -> None:
        """Calls `heard` with each signal of another process on this database, until cancelled."""
        ...

    async def close(self) -> None: ...


async def open_database(
    url: str, *, worker: bool = True, synchronous: str = "FULL", sql: tuple[Path, ...] = (SQL,)
) -> Database:
    """sqlite:///relative/path, sqlite:////absolute/path, or postgresql://…

    worker: brings the schema up to date, and on SQLite holds the file as its only worker. Without it, for a
    command beside a running bot, reads and small commits are free. synchronous: SQLite's; OFF is for files
    that nobody will miss, and commits inline. Engines are imported here, so that nobody pays for the one they
    do not use.
    """
    if url.startswith("sqlite:"):
        from bot.storage.sqlite import SqliteDatabase

        path = sqlite_path(url)
        try:
            return await SqliteDatabase.open(path, worker=worker, synchronous=synchronous, sql=sql)
        except sqlite3.DatabaseError as error:
            raise Refused("storage.damaged", path=path, problem=str(error)) from error
    if url.startswith(("postgresql:", "postgres:")):
        from bot.storage.postgres import PostgresDatabase

        return await PostgresDatabase.open(url, worker=worker, sql=sql)
    raise Refused("storage.bad_url", url=url.partition(":")[0])


def shared(url: str) -> bool:
    """Whether several worker processes may use the database at once."""
    return not url.startswith("sqlite:")


def sqlite_path(url: str) -> Path:
    path = url.removeprefix("sqlite:///")
    if path == url or not path:
        raise Refused("storage.bad_url", url=url)
    return Path(path)
