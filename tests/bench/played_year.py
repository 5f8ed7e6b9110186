"""A year of simulated people, read back from its database: what was shown, what was done, what was recorded.

Nothing is watched while it runs: every update, event and message is a row, and rows know their cause.
"""

import json
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.chat.inbox_rows import update_of
from bot.context.events import cause_of
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Calendar, Instant
from bot.domain.fold import fold
from bot.domain.person import Roster
from bot.domain.plan import Plan
from bot.planfile.demo import demo_people
from bot.simulate.rehearse import Script, stage
from bot.storage.store import open_store
from tests.builders import SEED, ZH, calendar, ladders, seed_plan

START = date(2023, 11, 1)
YEAR = date(2024, 10, 31)
REPLIES, SEED_OF_DICE = "mixed", 7


@dataclass(frozen=True)
class Act:
    """Something a person wrote or pressed, and what it came to."""

    cause: str
    person: str
    at: Instant
    said: str
    failed: bool
    events: tuple[tuple[str, str], ...] = ()  # (stream, kind)
    acknowledged: bool = False
    answers: tuple[Mapping[str, object], ...] = ()  # cards


@dataclass(frozen=True)
class Asking:
    """A notice that went out: of what item, from which step, to whom."""

    item: int
    kind: str
    rung: str
    person: str
    data: Mapping[str, object]
    occurrence: str
    at: Instant


@dataclass
class Transcript:
    acts: list[Act]
    pushed: dict[str, list[Instant]]  # by person: what the bot began
    askings: list[Asking]
    events: dict[int, list[Event]] = field(default_factory=dict)  # by item, oldest first
    acknowledged: dict[str, list[tuple[str, Instant]]] = field(default_factory=dict)

    def item_at(self, item: int, at: Instant) -> Assignment:
        """The item as it stood just before."""
        return fold(event for n, event in enumerate(self.events[item]) if n == 0 or event.at < at)


async def played(
    until: date = YEAR, *, replies: str = REPLIES, seed: int = SEED_OF_DICE, plan: Plan | None = None
) -> Transcript:
    """Plays from START on a temporary file and reads it."""
    plan = plan or seed_plan()
    document = SEED.read_text(encoding="utf-8") if plan is seed_plan() else ""
    with tempfile.TemporaryDirectory(prefix="duban-year-") as folder:
        file = Path(folder) / "year.db"
        await _play(file, plan, document, demo_people(plan, ZH), until, replies, seed)
        with closing(sqlite3.connect(file)) as db:
            db.row_factory = sqlite3.Row
            return _read(db, calendar())


async def _play(
    file: Path, plan: Plan, document: str, roster: Roster, until: date, replies: str, seed: int
) -> None:
    script = Script(plan, document, roster, calendar(), ladders(), START, replies=replies, seed=seed)
    store = await open_store(f"sqlite:///{file}", plan.id, synchronous="OFF")
    try:
        show = await stage(script, store)
        await show.play.until(calendar().at(until))
    finally:
        await store.close()


def _read(db: sqlite3.Connection, when: Calendar) -> Transcript:
    pushed: dict[str, list[Instant]] = defaultdict(list)
    for row in db.execute(
        "SELECT person, created_at FROM message WHERE kind <> 'answer' ORDER BY created_at"
    ):
        pushed[row["person"]].append(row["created_at"])
    acknowledged: dict[str, list[tuple[str, Instant]]] = defaultdict(list)
    for row in db.execute("SELECT person_id, version, at FROM acknowledgement"):
        acknowledged[row["person_id"]].append((row["version"], row["at"]))
    return Transcript(_acts(db), dict(pushed), list(_askings(db)), _events(db, when), dict(acknowledged))


def _acts(db: sqlite3.Connection) -> list[Act]:
    events: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in db.execute("SELECT stream, kind, cause FROM event WHERE cause <> '' ORDER BY at"):
        events[row["cause"]].append((row["stream"], row["kind"]))
    cards: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for row in db.execute("SELECT message_id, card FROM message WHERE kind = 'answer' ORDER BY created_at"):
        cards[cause_of(*update_of(row["message_id"]))].append(json.loads(row["card"]))
    acks = {(row["person_id"], row["at"]) for row in db.execute("SELECT person_id, at FROM acknowledgement")}
    found = []
    for row in db.execute("SELECT * FROM inbox ORDER BY received_at, update_id"):
        cause, raw = cause_of(row["channel"], row["update_id"]), json.loads(row["raw"] or "{}")
        said = str(raw.get("text") or f"[{raw.get('label', '')}]")
        acknowledged = (row["person"], row["received_at"]) in acks
        found.append(
            Act(cause, row["person"], row["received_at"], said, bool(row["error"]), tuple(events[cause]), acknowledged,
                tuple(cards[cause]))
        )  # fmt: skip
    return found


def _askings(db: sqlite3.Connection) -> Iterator[Asking]:
    rows = db.execute(
        "SELECT n.*, m.created_at AS went FROM notice n"
        " JOIN message m ON m.plan_id = n.plan_id AND m.message_id = n.outcome"
        " WHERE n.state = 'sent' ORDER BY m.created_at, n.assignment"
    )
    for row in rows:
        data = json.loads(row["data"])
        yield Asking(
            row["assignment"], row["kind"], row["rung"], row["person"], data, row["occurrence"], row["went"]
        )


def _events(db: sqlite3.Connection, when: Calendar) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = defaultdict(list)
    rows: Sequence[sqlite3.Row] = db.execute(
        "SELECT * FROM event WHERE stream NOT LIKE '%:%' ORDER BY stream, version"
    ).fetchall()
    for row in rows:
        data = json.loads(row["data"])
        found[int(row["stream"])].append(
            Event(Kind(row["kind"]), row["at"], when.day(row["at"]), row["person_id"], data)
        )
    return dict(found)
