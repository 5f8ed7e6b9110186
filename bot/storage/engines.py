"""Which engine an address names. Each is imported when it is asked for: nobody waits for the one they do not use."""

import sqlite3
from pathlib import Path

from bot.domain.errors import Refused
from bot.storage.catalogue import SQL
from bot.storage.database import Database, sqlite_path


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
