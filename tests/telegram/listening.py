"""A store that is away for a moment, and how health looks from outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.channels.telegram.spec import NAME
from bot.context.ports import Change, Store
from bot.queries.health import loop_ages
from bot.web.ports import Health
from tests.telegram.builders import TelegramCity

T = TypeVar("T")


@dataclass
class Away:
    """A database that cannot be reached for so many questions."""

    inner: Store
    times: int
    asked: int = 0

    @property
    def plan_id(self) -> str:
        return self.inner.plan_id

    async def read(self, shape: type[T], query: str, /, **values: Any) -> list[T]:
        self._reach()
        return await self.inner.read(shape, query, **values)

    async def one(self, shape: type[T], query: str, /, **values: Any) -> T | None:
        self._reach()
        return await self.inner.one(shape, query, **values)

    async def commit(self, changes: Sequence[Change]) -> None:
        self._reach()
        await self.inner.commit(changes)

    def _reach(self) -> None:
        self.asked += 1
        if self.asked <= self.times:
            raise ConnectionError("the database is away")


async def health(town: TelegramCity) -> Health:
    found = await loop_ages(town.store, (NAME,), town.now)
    return Health(found.ok, found.ages)
