"""A city played up to a moment once, and copied for each test that begins there."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.context.ports import Outgoing
from bot.domain.calendar import Instant
from bot.domain.plan import Plan
from bot.simulate.play import SimulatedClock
from bot.storage.store import open_store
from tests.builders import PLAN, City, Line, calendar, city, ladders


@dataclass(frozen=True)
class Played:
    """The database of the moment, and what the phones had been shown."""

    file: Path
    plan: Plan
    now: Instant
    sent: tuple[Outgoing, ...]


def played(folder: Path, life: Callable[[City], Awaitable[None]]) -> Played:
    """The seed plan's city after `life`. For a fixture of a module: it runs a loop of its own."""

    async def play() -> Played:
        async with city(folder) as founded:
            await life(founded)
            return Played(folder / "city.db", founded.plan, founded.now, tuple(founded.sent))

    return asyncio.run(play())


@asynccontextmanager
async def city_of(moment: Played, folder: Path) -> AsyncIterator[City]:
    """A city of the test's own that goes on from the moment."""
    file = folder / "city.db"
    shutil.copyfile(moment.file, file)
    url = f"sqlite:///{file}"
    store = await open_store(url, PLAN, synchronous="OFF")
    line = Line(sent=list(moment.sent))
    going_on = City(moment.plan, url, calendar(), ladders(), SimulatedClock(moment.now), store, line=line)
    try:
        yield going_on
    finally:
        await going_on.store.close()
