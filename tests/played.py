"""A city played up to a moment once a process, and copied for each test that begins there."""

from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from bot.context.ports import Outgoing
from bot.simulate.play import SimulatedClock
from bot.storage.store import open_store
from tests.builders import PLAN, City, Line

T = TypeVar("T")


@dataclass(frozen=True)
class Moment:
    """The database of a moment, what the phones had been shown, and what its making found out."""

    database: bytes
    city: City  # closed: its plan, calendar and rules
    now: int
    sent: tuple[Outgoing, ...]
    updates: int
    found: Any


_MOMENTS: dict[Hashable, Moment] = {}


@asynccontextmanager
async def played(
    folder: Path,
    key: Hashable,
    opened: Callable[[Path], AbstractAsyncContextManager[City]],
    life: Callable[[City], Awaitable[T]],
) -> AsyncIterator[tuple[City, T]]:
    """A city of the test's own that goes on from the end of `life`, and what that returned: something that cannot be
    changed. `key` names the two. The process starts anew with the copy, so what it is configured with (contexts.use)
    is to be said again."""
    moment = _MOMENTS.get(key)
    if moment is None:
        moment = _MOMENTS[key] = await _moment(opened, life)
    file = folder / "city.db"
    file.write_bytes(moment.database)
    url, of = f"sqlite:///{file}", moment.city
    store = await open_store(url, PLAN, synchronous="OFF")
    line = Line(sent=list(moment.sent), blocked=set(of.blocked))
    clock = SimulatedClock(moment.now)
    here = City(of.plan, url, of.calendar, of.ladders, clock, store, of.exempt, of.draw, of.rehearse, line)
    here._updates = count(moment.updates)
    try:
        yield here, moment.found
    finally:
        await here.store.close()


async def _moment(
    opened: Callable[[Path], AbstractAsyncContextManager[City]], life: Callable[[City], Awaitable[T]]
) -> Moment:
    with TemporaryDirectory() as name:
        async with opened(Path(name)) as first:
            found = await life(first)
        return _as_left(first, found)


def _as_left(first: City, found: object) -> Moment:
    """Its store is closed: the file holds everything."""
    database = Path(first.url.removeprefix("sqlite:///")).read_bytes()
    return Moment(database, first, first.now, tuple(first.sent), next(first._updates), found)
