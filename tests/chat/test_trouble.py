"""Trouble of ours is never written down as the update's own; what fails by itself again is."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, repeat
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.chat.router import Chat
from bot.context.plan_context import ContextCache
from bot.context.ports import Change, Inbound, Store
from bot.domain.errors import Locked, TryLater, Unavailable
from tests.builders import City, city, small_plan

LEAD, LIAISON = "市城市管理局", "u02-liaison"
TROUBLES = (
    ConnectionResetError("gone"),
    Unavailable("disk I/O error"),
    Locked("storage.busy"),
    TimeoutError(),
)

T = TypeVar("T")


@dataclass
class Troubled:
    """A store whose commits, or all of whose work, raise what `errors` says next; None: it works."""

    inner: Store
    errors: Iterator[Exception | None]
    reads: bool = False
    raised: list[Exception] = field(default_factory=list)

    @property
    def plan_id(self) -> str:
        return self.inner.plan_id

    async def read(self, shape: type[T], query: str, /, **values: Any) -> list[T]:
        self._fail(self.reads)
        return await self.inner.read(shape, query, **values)

    async def one(self, shape: type[T], query: str, /, **values: Any) -> T | None:
        self._fail(self.reads)
        return await self.inner.one(shape, query, **values)

    async def commit(self, changes: Sequence[Change]) -> None:
        self._fail(True)
        await self.inner.commit(changes)

    def _fail(self, may: bool) -> None:
        if may and (error := next(self.errors, None)):
            self.raised.append(error)
            raise error


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan(), start="2023-10-31") as founded:
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-12-18", "10:00")
        yield founded


def troubled(town: City, errors: Iterable[Exception | None], *, reads: bool = False) -> tuple[Chat, Troubled]:
    store = Troubled(town.store, iter(errors), reads)
    contexts = ContextCache(store, town.calendar, town.ladders, lambda _: town.plan)
    contexts.use(exempt=True)
    return Chat(store, contexts, pauses=(0, 0)), store


def said(number: int, text: str = "已完成80%") -> Inbound:
    return Inbound("browser", f"{number}", LIAISON, text)


async def percent(town: City) -> int | None:
    return (await town.milestone("1.1", LEAD)).percent


@pytest.mark.parametrize("reads", [False, True], ids=["commits", "everything"])
@pytest.mark.parametrize("error", TROUBLES, ids=lambda e: type(e).__name__)
async def test_a_moments_trouble_is_waited_out(town: City, error: Exception, reads: bool) -> None:
    chat, store = troubled(town, [error], reads=reads)
    await chat.receive(said(1), town.now)
    assert store.raised and await percent(town) == 80


@pytest.mark.parametrize("error", TROUBLES, ids=lambda e: type(e).__name__)
async def test_trouble_that_lasts_stores_nothing_and_the_update_is_taken_again(
    town: City, error: Exception
) -> None:
    chat, _ = troubled(town, repeat(error))
    with pytest.raises(TryLater):
        await chat.receive(said(1), town.now)
    assert town.rows("SELECT * FROM inbox WHERE update_id = '1'") == []
    await town.chat.receive(said(1), town.now)
    assert await percent(town) == 80


async def test_no_report_is_lost_while_every_third_commit_fails(town: City) -> None:
    chat, store = troubled(town, cycle([None, None, Unavailable("terminated by administrator")]))
    for n in range(30):
        await chat.receive(said(n, f"正在推进，进度{n + 1}%"), town.now)
    assert len(store.raised) >= 10
    assert town.rows("SELECT update_id FROM inbox WHERE error <> ''") == []
    assert await percent(town) == 30


async def test_what_fails_once_is_tried_again(town: City) -> None:
    chat, _ = troubled(town, [KeyError("a cache that was stale")])
    await chat.receive(said(1), town.now)
    assert await percent(town) == 80


async def test_what_fails_by_itself_again_is_kept_with_its_error_and_its_author_is_told(town: City) -> None:
    chat, _ = troubled(town, [KeyError("poison"), KeyError("poison")])
    await chat.receive(said(1), town.now)
    [(error,)] = town.rows("SELECT error FROM inbox WHERE update_id = '1'")
    assert "poison" in error and await percent(town) is None
    await town.play.settle()
    assert "未能处理" in town.last(LIAISON).title
