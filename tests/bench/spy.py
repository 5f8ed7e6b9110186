"""A database that writes down what it is asked, so that a peer can be asked the very same."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.storage.catalogue import Catalogue, Statement
from bot.storage.database import BoundChange, Database, QueryResult
from bot.storage.store import PlanStore


@dataclass(frozen=True)
class Asked:
    """One read, or the statements of one commit."""

    statements: Sequence[tuple[str, tuple[Any, ...]]]
    writes: bool


@dataclass
class Spy:
    """Passes everything on."""

    database: Database
    asked: list[Asked] = field(default_factory=list)

    @property
    def catalogue(self) -> Catalogue:
        return self.database.catalogue

    async def fetch(self, statement: Statement, parameters: tuple[Any, ...]) -> QueryResult:
        self.asked.append(Asked([(statement.text, parameters)], writes=False))
        return await self.database.fetch(statement, parameters)

    async def commit(self, steps: Sequence[BoundChange]) -> None:
        self.asked.append(Asked([(step.statement.text, step.parameters) for step in steps], writes=True))
        await self.database.commit(steps)

    async def require_sound(self) -> None:
        await self.database.require_sound()

    async def listen(self, heard: Callable[[str], None]) -> None:
        await self.database.listen(heard)

    async def close(self) -> None:
        await self.database.close()

    def taken(self) -> list[Asked]:
        """What has been asked since the last time."""
        asked, self.asked = self.asked, []
        return asked


def spied(database: Database, plan_id: str) -> tuple[Spy, PlanStore]:
    spy = Spy(database)
    return spy, PlanStore(spy, plan_id)


def by_hand(db: sqlite3.Connection, asked: Sequence[Asked]) -> None:
    """The same statements inline, with nothing between them and SQLite."""
    for one in asked:
        if one.writes:
            db.execute("BEGIN IMMEDIATE")
        for text, parameters in one.statements:
            db.execute(text, parameters).fetchall()
        if one.writes:
            db.execute("COMMIT")
