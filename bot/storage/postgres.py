"""PostgreSQL: any number of processes on one database.

A connection is given back as it was taken: a read is one command, and so is a commit (bot.storage.roundtrip).
No transaction and no setting can be left behind, so the pool's reset, one more round trip, is not needed.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import asyncpg

from bot.domain.errors import Refused, Stale
from bot.storage import catalogue, migrate, roundtrip
from bot.storage.catalogue import Catalogue, Dialect, Statement
from bot.storage.database import Found, Step

CONNECTIONS = 10
STATEMENTS = 1024  # kept prepared: more than the catalogue has
ATTEMPTS = 9  # at a commit that PostgreSQL gave up on for another's sake
GIVEN_UP = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError)


class PostgresDatabase:
    def __init__(self, pool: asyncpg.Pool, named: Catalogue) -> None:
        self._pool = pool
        self._again = (
            asyncio.Lock()
        )  # second attempts wait in line, so that they do not lock each other out again
        self.catalogue = named

    @classmethod
    async def open(cls, url: str, *, worker: bool, sql: tuple[Path, ...]) -> "PostgresDatabase":
        named = catalogue.load(Dialect.POSTGRES, *sql)
        try:
            connection = await asyncpg.connect(url)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, ValueError) as error:
            raise Refused("storage.no_postgres", problem=str(error) or type(error).__name__) from error
        try:
            await migrate.postgres(connection, worker=worker)
            functions = await _functions(connection, named)
        finally:
            await connection.close()

        async def set_up(session: asyncpg.Connection) -> None:
            await session.set_type_codec(
                "numeric", schema="pg_catalog", encoder=str, decoder=_number, format="text"
            )
            await session.execute(functions)

        pool = await asyncpg.create_pool(
            url,
            min_size=1,
            max_size=CONNECTIONS,
            init=set_up,
            reset=_as_it_is,
            statement_cache_size=STATEMENTS,
            max_cached_statement_lifetime=0,
            server_settings={
                "application_name": "duban",
                "jit": "off",
            },  # our queries end before a JIT begins
        )
        return cls(pool, named)

    async def fetch(self, statement: Statement, parameters: tuple[Any, ...]) -> Found:
        rows = await self._pool.fetch(statement.text, *parameters)
        return Found(tuple(rows[0].keys()) if rows else (), rows)

    async def commit(self, steps: Sequence[Step]) -> None:
        arguments = roundtrip.arguments(steps)
        try:
            await self._execute(arguments)
        except GIVEN_UP:  # nothing of it stands, and another's commit does
            async with self._again:
                await self._execute_until_free(arguments)

    async def _execute_until_free(self, arguments: Sequence[Any]) -> None:
        for _ in range(ATTEMPTS):
            with suppress(*GIVEN_UP):
                return await self._execute(arguments)
        return await self._execute(arguments)

    async def _execute(self, arguments: Sequence[Any]) -> None:
        try:
            await self._pool.execute(roundtrip.COMMIT, *arguments)
        except GIVEN_UP:
            raise
        except asyncpg.PostgresError as error:
            if error.sqlstate in (roundtrip.STALE, asyncpg.UniqueViolationError.sqlstate):
                raise Stale(str(error)) from error
            raise

    async def close(self) -> None:
        await self._pool.close()


async def _functions(connection: asyncpg.Connection, named: Catalogue) -> str:
    """The session's functions. To ask PostgreSQL for the parameters' types is to check every statement."""
    changing = [one for one in named.values() if one.writes and not one.returns]
    types = {}
    for statement in changing:
        try:
            prepared = await connection.prepare(statement.text)
        except asyncpg.PostgresError as error:
            error.add_note(f"in the statement {statement.name}")
            raise
        types[statement.name] = [parameter.name for parameter in prepared.get_parameters()]
    return roundtrip.script(changing, types)


async def _as_it_is(session: asyncpg.Connection) -> None:
    """See the top of this file."""


def _number(text: str) -> Any:
    """SUM of BIGINT is numeric here and an integer in SQLite. Decimals of our own are stored as text."""
    return int(text) if text.lstrip("-").isdigit() else float(text)
