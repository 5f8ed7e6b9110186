"""100,000 assignments: a real autumn of the seed plan, played by the real code, then copied over and over.

Copies are of two kinds. `history` is what a database looks like after years: most periods are over, one row in
eight counts in lights. `current` is the worst that can be: every row counts.
"""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.bootstrap.locate import demo_script
from bot.context.plan_context import ContextCache
from bot.domain.calendar import Calendar, Instant
from bot.i18n import Language
from bot.simulate.rehearse import Script, stage
from bot.storage.database import Database
from bot.storage.engines import open_database
from bot.storage.store import PlanStore, open_store

ALL = 100_000
GOLIVE = date(2023, 11, 1)
TODAY = date(2024, 1, 4)  # returns are being asked for, the year's milestones are late
EVE = date(2024, 1, 3)
CURRENT_OF_100 = 12  # periods that still count, of a plan's whole history
OVER = "current = 0, state = 'closed', light = 'green', reason = 'closed', next_at = NULL, light_until = NULL"

EARLIER = """
UPDATE copy SET id = id + ?,
    milestone = CASE period WHEN '' THEN milestone || '+' ELSE milestone END,
    since = CASE period WHEN '' THEN since ELSE (substr(since, 1, 4) - 2) || substr(since, 5) END,
    "until" = CASE period WHEN '' THEN "until" ELSE (substr("until", 1, 4) - 2) || substr("until", 5) END,
    period = CASE period WHEN '' THEN '' ELSE (substr(period, 1, 4) - 2) || substr(period, 5) END
"""


@dataclass(frozen=True)
class Crowd:
    """A finished database file. It is copied, never worked on."""

    file: Path
    script: Script

    @property
    def calendar(self) -> Calendar:
        return self.script.calendar

    @property
    def now(self) -> Instant:
        """The morning after the last thing that happened."""
        return self.calendar.at(TODAY)

    async def open(self, copy: Path, synchronous: str = "FULL") -> Database:
        """A copy to work on."""
        self.copy(copy)
        return await open_database(f"sqlite:///{copy}", synchronous=synchronous)

    def copy(self, to: Path) -> None:
        shutil.copyfile(self.file, to)

    def contexts(self, store: PlanStore) -> ContextCache:
        contexts = ContextCache(store, self.calendar, self.script.ladders, lambda _: self.script.plan)
        contexts.use(exempt=True)
        return contexts


async def crowd(folder: Path, *, current: bool, size: int = ALL) -> Crowd:
    script = demo_script(GOLIVE, Language.of("zh_CN"))
    file = folder / ("current.db" if current else "history.db")
    store = await open_store(f"sqlite:///{file}", script.plan.id, synchronous="OFF")
    try:
        show = await stage(script, store)
        await show.play.until(script.calendar.at(EVE))
    finally:
        await store.close()
    with closing(sqlite3.connect(file)) as db, db:
        multiply(db, size, current=current)
    return Crowd(file, script)


def multiply(db: sqlite3.Connection, size: int, *, current: bool) -> None:
    """Copies of every assignment, each with a period of its own, until there are `size`."""
    db.execute("CREATE TEMP TABLE copy AS SELECT * FROM assignment")
    (rows,) = db.execute("SELECT max(id) FROM copy").fetchone()
    copies = max(size // rows, 1)
    for number in range(1, copies):
        if not current and number == copies * CURRENT_OF_100 // 100:
            db.execute(f"UPDATE copy SET {OVER}")
        db.execute(EARLIER, (rows,))
        db.execute("INSERT INTO assignment SELECT * FROM copy")
