"""A database: where statements run, whichever engine it is. Stores are views of it, one a plan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.domain.errors import Refused, Stale
from bot.storage.catalogue import Catalogue, Statement


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
    """The result of a query, as the driver gives it."""

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


def sqlite_path(url: str) -> Path:
    path = url.removeprefix("sqlite:///")
    if path == url or not path:
        raise Refused("storage.bad_url", url=url)
    return Path(path)
