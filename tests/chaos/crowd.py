"""The third part of `make chaos`: a crowd that writes at once, a poison update among them, a database that hiccups.

In one process, on a SQLite file with synchronous=FULL. Nothing that was said may be lost, nobody may read an apology
but the author of the poison, and each person's updates must stand in their order.
"""

import asyncio
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from bot.chat.router import Chat
from bot.context.plan_context import ContextCache
from bot.context.ports import Change, Inbound, Store
from bot.domain.errors import TryLater, Unavailable
from bot.domain.person import Roster
from bot.planfile.demo import demo_people
from bot.storage.store import open_store
from tests.builders import PLAN, ZH, City, city, liaison, small_plan
from tests.chaos.rows import RESULTS
from tests.results import renew

PEOPLE = 38
FLOOD = 10_000
HICCUPS = 0.06  # of all commits
POISON = "毒"  # words upon which a bug of ours strikes
UNITS = ("市城市管理局", "市生态环境局", "市烟草公司", "东县", "西县")

T = TypeVar("T")


@dataclass
class Hiccuping:
    """A store of which some commits fail, and upon which one text always does."""

    inner: Store
    dice: random.Random
    share: float
    failed: int = 0

    @property
    def plan_id(self) -> str:
        return self.inner.plan_id

    async def read(self, shape: type[T], query: str, /, **values: Any) -> list[T]:
        return await self.inner.read(shape, query, **values)

    async def one(self, shape: type[T], query: str, /, **values: Any) -> T | None:
        return await self.inner.one(shape, query, **values)

    async def commit(self, changes: Sequence[Change]) -> None:
        if any(POISON in str(one.values.get("raw", "")) and not one.values.get("error") for one in changes):
            raise KeyError("a bug of ours")
        if self.dice.random() < self.share:
            self.failed += 1
            raise Unavailable("disk I/O error")
        await self.inner.commit(changes)


@dataclass
class Tally:
    """A row of the table."""

    what: str
    updates: int
    lost: int = 0
    apologies: int = 0  # but those to the author of a poison
    out_of_order: int = 0
    retried: int = 0  # commits that failed for the database's sake
    seconds: float = 0.0
    brought_again: int = field(default=0)

    @property
    def holds(self) -> bool:
        return not (self.lost or self.apologies or self.out_of_order)

    @property
    def line(self) -> str:
        cells = (
            self.what, self.updates, self.lost, self.apologies, self.out_of_order, self.retried, self.brought_again,
            f"{self.seconds:.0f} s", "ok" if self.holds else "BROKEN",
        )  # fmt: skip
        return "| " + " | ".join(map(str, cells)) + " |"


HEAD = (
    "| crowd | updates | lost | apologies | out of order | commits failed | brought again | took | |\n"
    + "| - " * 9
    + "|"
)


async def flood(folder: Path, count: int, *, share: float = 0.0, poison: int = 0, seed: int = 1) -> Tally:
    """`count` updates of 38 people at once; `share` of the commits fail; `poison` of the updates hit a bug."""
    people = [liaison(f"crowd{n:02}", UNITS[n % len(UNITS)]) for n in range(PEOPLE)]
    roster = Roster((*demo_people(small_plan(), ZH).people, *people))
    async with city(folder, small_plan(), roster, start="2023-10-31") as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2023-12-18", "10:00")
        await town.store.close()
        town.store = await open_store(town.url, PLAN)
        dice = random.Random(seed)
        store = Hiccuping(town.store, dice, share)
        contexts = ContextCache(store, town.calendar, town.ladders, lambda _: town.plan)
        contexts.use(exempt=True)
        chat = Chat(store, contexts)
        spoilt = set(dice.sample(range(count), poison))
        updates = [_update(n, people[n % PEOPLE].id, n in spoilt) for n in range(count)]
        began = monotonic()
        again = await asyncio.gather(*(_brought(chat, one, town.now) for one in updates))
        found = _counted(town, updates, spoilt)
        found.seconds, found.retried, found.brought_again = monotonic() - began, store.failed, sum(again)
        return found


def _update(n: int, person: str, poison: bool) -> Inbound:
    words = f"/report 1.1 正在推进，第{n:05}次{POISON if poison else ''}"
    return Inbound("browser", f"{n:05}", person, words, raw=words)


async def _brought(chat: Chat, update: Inbound, now: int) -> int:
    """As a channel does it: again until it is taken. How often it was brought again."""
    for again in range(100):
        try:
            await chat.receive(update, now)
        except TryLater:
            await asyncio.sleep(0.1)
        else:
            return again
    return 100


def _counted(town: City, updates: Sequence[Inbound], spoilt: set[int]) -> Tally:
    kept = town.rows("SELECT update_id, external_id, error FROM inbox ORDER BY received_at")
    mine = [row for row in kept if row[1].startswith("crowd")]
    by_person = defaultdict(list)
    for number, person, _ in mine:
        by_person[person].append(number)
    return Tally(
        "",
        len(updates),
        lost=len(updates) - len(mine),
        apologies=sum(1 for number, _, error in mine if error and int(number) not in spoilt),
        out_of_order=sum(1 for order in by_person.values() if order != sorted(order)),
    )


async def over_a_crowd(note: str, count: int = FLOOD) -> bool:
    """True where nothing was lost."""
    rows = []
    for what, options in (
        (f"{count} updates at once", {}),
        ("400 at once, one in a hundred poison", {"poison": 4}),
        ("400 at once, 6 % of the commits fail", {"share": HICCUPS}),
    ):
        with tempfile.TemporaryDirectory(prefix="duban-chaos-") as folder:
            found = await flood(Path(folder), count if not options else 400, **options)
        found.what = what
        print(found.what, "ok" if found.holds else "BROKEN", file=sys.stderr)
        rows.append(found)
    table = "\n".join([HEAD, *(one.line for one in rows)])
    print(table)
    renew(RESULTS, "make chaos, a crowd", note, table)
    return all(one.holds for one in rows)
