"""One row that the program cannot deal with, in the file of a worker that is killed with SIGKILL after it.

The same weeks are lived with and without the row: everybody else hears the same, the row alone is set aside, the
coordinator is told once although each new process tries the row again, and health counts it. (An update that cannot
be dealt with is a row of the crowd part.)
"""

import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.cards.card import Card
from bot.context.plan_context import PlanContext
from bot.context.ports import Change
from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.message import MessageKind
from bot.domain.notice import NoticeKind
from bot.engine.notices import notice_to
from bot.engine.outbox import card_from_json, post
from bot.queries.health import rows_set_aside
from bot.simulate.dice import Dice
from bot.simulate.rehearse import SimulatedMessage, stage
from bot.storage.store import PlanStore, open_store
from tests.chaos.lives import lived
from tests.chaos.platform import Platform
from tests.chaos.rows import Row
from tests.chaos.worker import SENT, Doom, contexts_of, endless_script

SPOILT, END = date(2023, 11, 30), date(2024, 1, 12)
DUE = date(2023, 12, 31)  # of the item that the row is about: its ladder begins on 12-04
KILLED_AFTER = 5  # messages sent: in the middle of that morning
ROW = "chaos"  # its occurrence or id
COORDINATOR, LEADER = "coordinator", "leader"

Heard = Counter[tuple[str, date, str]]  # person, day, text


@dataclass(frozen=True)
class Spoilt:
    """The file while no worker runs, and the item that the row is about."""

    file: Path
    store: PlanStore
    context: PlanContext
    item: Assignment
    now: Instant

    @property
    def victim(self) -> str:
        return self.context.roster.liaisons(self.item.unit, self.item.task)[0].id


async def _notice(at: Spoilt) -> None:
    """As a newer program writes it."""
    data: dict[str, object] = {"outcome": "a_newer_kind"}
    about = at.item.id
    await at.store.commit(
        [notice_to(at.context, at.victim, NoticeKind.OUTCOME, ROW, at.now, about=about, data=data)]
    )


async def _message(at: Spoilt) -> None:
    """Its card is cut off in the middle."""
    account = at.context.account(at.victim)
    assert account
    bad = post(account, Card("x"), MessageKind.ANSWER, ROW, at.now)
    await at.store.commit([Change(bad.statement, {**bad.values, "card": "{"})])


async def _assignment(at: Spoilt) -> None:
    """Its ladder is one that is not there."""
    with closing(sqlite3.connect(at.file)) as db, db:
        db.execute("UPDATE assignment SET ladder = 'none such' WHERE id = ?", [at.item.id])


@dataclass(frozen=True)
class Poison:
    what: str
    spoil: Callable[[Spoilt], Awaitable[None]]
    failed: str  # SQL: the errors of all rows that failed
    error: str  # what the row is set aside with
    told_as: str  # what the coordinator's message says of it


POISONS = (
    Poison(
        "a notice that cannot be rendered", _notice,
        "SELECT outcome FROM notice WHERE state = 'set_aside'", "KeyError", "KeyError",
    ),
    Poison(
        "a message that cannot be laid out", _message,
        "SELECT error FROM message WHERE state = 'failed'", "JSONDecodeError", "联系不上",
    ),
    Poison(
        "an item that no ladder fits", _assignment,
        "SELECT error FROM set_aside WHERE kind = 'assignment'", "KeyError", "KeyError",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Lived:
    """The weeks up to END."""

    others: Heard  # everybody but the item's unit and the coordinator; of the leader the days, as figures may change
    coordinator: Heard
    written: int  # messages, but those that failed
    arrived: int  # of these
    failed: Sequence[str]  # errors of the rows set aside
    in_health: int


async def poison_rows(folder: Path, poisons: Sequence[Poison] = POISONS) -> list[Row]:
    clean = await _weeks(folder / "clean.db", None)
    rows: list[Row] = []
    for n, poison in enumerate(poisons):
        rows += _compared(poison, clean, await _weeks(folder / f"poison{n}.db", poison))
    return rows


def _compared(poison: Poison, clean: Lived, spoilt: Lived) -> list[Row]:
    same = (spoilt.others & clean.others).total() - (spoilt.others - clean.others).total()
    fresh = spoilt.coordinator - clean.coordinator
    told = sum(n for (_, _, text), n in fresh.items() if poison.told_as in text)
    alone = all(poison.error in error for error in spoilt.failed)
    return [
        Row(f"{poison.what}: messages to others, as without it", same, clean.others.total()),
        Row(f"{poison.what}: messages that arrived", spoilt.arrived, spoilt.written),
        Row(f"{poison.what}: set aside with its error, no other", len(spoilt.failed) * alone, 1),
        Row(f"{poison.what}: the coordinator told, once", told, 1),
        Row(f"{poison.what}: counted in health", spoilt.in_health, 1),
    ]


async def _weeks(file: Path, poison: Poison | None) -> Lived:
    script = endless_script()
    store = await open_store(f"sqlite:///{file}", script.plan.id)
    show = await stage(script, store)
    await store.close()
    platform = Platform(Dice(show.dice.context, "none", 1), now=show.play.clock.now)
    async with platform.open():
        await lived(file, platform, script.calendar.at(SPOILT))
        store = await open_store(f"sqlite:///{file}", script.plan.id)
        context = await contexts_of(store, script).current()
        item = next(a for a in await store.read(Assignment, "all_assignments") if a.due == DUE and a.running)
        if poison:
            await poison.spoil(Spoilt(file, store, context, item, platform.now))
        await store.close()
        await lived(file, platform, script.calendar.at(END), Doom(SENT, KILLED_AFTER))
        await lived(file, platform, script.calendar.at(END))
    store = await open_store(f"sqlite:///{file}", script.plan.id, worker=False)
    try:
        return await _lived(file, store, context, item, platform)
    finally:
        await store.close()


async def _lived(
    file: Path, store: PlanStore, context: PlanContext, item: Assignment, platform: Platform
) -> Lived:
    with closing(sqlite3.connect(file)) as db:
        bad = {row[0] for row in db.execute("SELECT message_id FROM message WHERE state = 'failed'")}
        errors = [row[0] for poison in POISONS for row in db.execute(poison.failed)]
    sent = await store.read(SimulatedMessage, "messages_between", first=0, before=platform.now)
    written = [one for one in sent if one.message_id not in bad]
    own = {one.id for one in context.roster.people if any(post.unit == item.unit for post in one.posts)}
    others: Heard = Counter()
    coordinator: Heard = Counter()
    for one in written:
        text = "" if one.person == LEADER else card_from_json(one.card).text
        key = (one.person, context.calendar.day(one.created_at), text)
        if one.person == COORDINATOR:
            coordinator[key] += 1
        elif one.person not in own:
            others[key] += 1
    arrived = sum(one.message_id in platform.arrived for one in written)
    in_health = await rows_set_aside(store)
    return Lived(others, coordinator, len(written), arrived, errors, in_health)
