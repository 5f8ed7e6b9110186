"""The store: one plan's rows, as actions, engine and queries see them (bot.context.ports.Store)."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from bot.context.ports import Change
from bot.domain.calendar import Instant
from bot.domain.errors import Locked, Unavailable
from bot.storage.catalogue import SQL, Statement
from bot.storage.database import BoundChange, Database, QueryResult
from bot.storage.decode import decode
from bot.storage.engines import open_database
from bot.storage.trouble import as_unavailable

T = TypeVar("T")
PROBE = 5.0


class PlanStore:
    """A view of a database through one plan_id. Several may share it; whoever opened it closes it."""

    def __init__(self, database: Database, plan_id: str) -> None:
        self._database = database
        self._plan_id = plan_id

    @property
    def plan_id(self) -> str:
        return self._plan_id

    def of(self, plan_id: str) -> "PlanStore":
        """Another plan's rows in the same database."""
        return PlanStore(self._database, plan_id)

    async def read(self, shape: type[T], query: str, /, **values: Any) -> list[T]:
        found = await self._fetch(query, values)
        return decode(shape, found.columns, found.rows)

    async def one(self, shape: type[T], query: str, /, **values: Any) -> T | None:
        found = await self._fetch(query, values)
        return decode(shape, found.columns, found.rows[:1])[0] if found.rows else None

    async def commit(self, changes: Sequence[Change]) -> None:
        if changes:
            steps = [BoundChange(*self._bound(c.statement, c.values), c.rows) for c in changes]
            with as_unavailable():
                await self._database.commit(steps)

    async def trouble(self, now: Instant) -> str:
        """The fault that keeps the database from storing, "" where there is none: a small commit is tried, within
        PROBE seconds."""
        try:
            async with asyncio.timeout(PROBE):
                await self._database.require_sound()
                await self.commit([Change("pulse", {"name": "storage", "at": now})])
        except (Unavailable, Locked, TimeoutError) as error:
            return str(error) or "timeout"
        return ""

    async def listen(self, heard: Callable[[str], None]) -> None:
        """Calls `heard` with each signal of another process (bot.storage.roundtrip.signals), until cancelled."""
        await self._database.listen(heard)

    async def close(self) -> None:
        await self._database.close()

    async def _fetch(self, query: str, values: Mapping[str, Any]) -> QueryResult:
        bound = self._bound(query, values)
        with as_unavailable():
            return await self._database.fetch(*bound)

    def _bound(self, name: str, values: Mapping[str, Any]) -> tuple[Statement, tuple[Any, ...]]:
        statement = self._database.catalogue[name]
        return statement, statement.bind(values, self._plan_id)


async def open_store(
    url: str,
    plan_id: str,
    *,
    worker: bool = True,
    synchronous: str = "FULL",
    sql: tuple[Path, ...] = (SQL,),
) -> PlanStore:
    """One plan of the database at `url`; see open_database for the rest. Close it when done."""
    return PlanStore(await open_database(url, worker=worker, synchronous=synchronous, sql=sql), plan_id)
