"""PostgreSQL: any number of processes on one database.

A connection is given back as it was taken: a read is one command, and so is a commit (bot.storage.roundtrip).
No transaction and no setting can be left behind, so the pool's reset, one more round trip, is not needed.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import asyncpg

from bot.domain.errors import Refused, Stale, Unavailable
from bot.storage import catalogue, migrate, roundtrip
from bot.storage.catalogue import Catalogue, Dialect, Statement
from bot.storage.connecting import LIMITS, Limits, keep_alive, listen_on, without_cache_size
from bot.storage.database import BoundChange, QueryResult

log = logging.getLogger(__name__)

T = TypeVar("T")
CONNECTIONS = 10
ATTEMPTS = 9  # at a commit that PostgreSQL gave up on for another's sake
GIVEN_UP = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError)
UNREACHABLE = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    OSError,
    ValueError,
)  # TimeoutError is an OSError


class PostgresDatabase:
    def __init__(
        self, url: str, pool: asyncpg.Pool, named: Catalogue, limits: Limits, ours: set[int]
    ) -> None:
        self._url = url
        self._pool = pool
        self._limits = limits
        self._ours = ours  # server processes of our own sessions
        self._again = (
            asyncio.Lock()
        )  # second attempts wait in line: together they would lock each other out again
        self.catalogue = named

    @classmethod
    async def open(
        cls, url: str, *, worker: bool, sql: tuple[Path, ...], limits: Limits = LIMITS
    ) -> "PostgresDatabase":
        named = catalogue.load(Dialect.POSTGRES, *sql)
        url, cached = without_cache_size(url)
        try:
            connection = await asyncpg.connect(url, timeout=limits.connect, statement_cache_size=cached)
        except UNREACHABLE as error:
            raise Refused("storage.no_postgres", problem=str(error) or type(error).__name__) from error
        try:
            await migrate.postgres(connection, worker=worker)
            await migrate.postgres_functions(connection, named)
        finally:
            await connection.close(timeout=limits.connect)
        ours: set[int] = set()

        async def set_up(session: asyncpg.Connection) -> None:
            keep_alive(session, limits)
            ours.add(session.get_server_pid())
            await session.set_type_codec(
                "numeric", schema="pg_catalog", encoder=str, decoder=_number, format="text"
            )

        pool = await asyncpg.create_pool(
            url,
            min_size=1,
            max_size=CONNECTIONS,
            timeout=limits.connect,
            init=set_up,
            reset=_as_it_is,
            statement_cache_size=cached,
            max_cached_statement_lifetime=0,
            server_settings={
                "application_name": "duban",
                "jit": "off",
            },  # our queries end before a JIT begins
        )
        return cls(url, pool, named, limits, ours)

    async def fetch(self, statement: Statement, parameters: tuple[Any, ...]) -> QueryResult:
        seconds = self._limits.long if statement.long else self._limits.command
        rows = await self._on_session(lambda session: session.fetch(statement.text, *parameters), seconds)
        return QueryResult(tuple(rows[0].keys()) if rows else (), rows)

    async def commit(self, steps: Sequence[BoundChange]) -> None:
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
            await self._on_session(
                lambda session: session.execute(roundtrip.COMMIT, *arguments), self._limits.command
            )
        except GIVEN_UP:
            raise
        except asyncpg.PostgresError as error:
            if error.sqlstate in (roundtrip.STALE, asyncpg.UniqueViolationError.sqlstate):
                raise Stale(str(error)) from error
            raise

    async def _on_session(self, run: Callable[[Any], Awaitable[T]], seconds: float) -> T:
        """Runs one command within its time. A session that does not answer is cut off at once, and the idle ones,
        which went the same way, are replaced before they are used again."""
        try:
            session = await self._pool.acquire(timeout=self._limits.acquire)
        except TimeoutError as error:
            raise Unavailable("PostgreSQL: no session in time") from error
        try:
            async with asyncio.timeout(seconds):
                return await run(session)
        except TimeoutError as error:
            log.warning("command timeout, connection dropped", extra={"seconds": seconds})
            session.terminate()
            await self._pool.expire_connections()
            raise Unavailable(f"PostgreSQL: no answer in {seconds} s") from error
        except asyncpg.InternalClientError as error:  # the server went away in the middle of a command
            session.terminate()
            raise Unavailable(f"PostgreSQL: {error}") from error
        finally:
            with suppress(TimeoutError):  # a cancelled command on a silent session: the pool cuts it off
                await self._pool.release(session, timeout=self._limits.acquire)

    async def require_sound(self) -> None:
        """Whether it answers is seen by asking it."""

    async def listen(self, heard: Callable[[str], None]) -> None:
        """Calls `heard` with each signal of another process, until cancelled. A lost connection is made anew."""
        await listen_on(self._url, self._limits, roundtrip.CHANNEL, heard, self._ours)

    async def close(self) -> None:
        try:
            await asyncio.wait_for(self._pool.close(), self._limits.acquire)
        except TimeoutError:  # one of them waits for a server that does not answer
            self._pool.terminate()


async def _as_it_is(session: asyncpg.Connection) -> None:
    """See the top of this file."""


def _number(text: str) -> Any:
    """SUM of BIGINT is numeric here and an integer in SQLite. Decimals of our own are stored as text."""
    return int(text) if text.lstrip("-").isdigit() else float(text)
