"""A tick of 500 due among 100,000, beside its own statements by hand; and a tick with nothing due."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter

from bot.context.plan_context import PlanContext
from bot.domain.calendar import MINUTE, SECOND
from bot.engine.escalate import LIMIT, tick
from bot.storage.sqlite import STATEMENTS, set_up
from bot.storage.store import PlanStore
from tests.bench.crowd import Crowd
from tests.bench.spy import Asked, by_hand, spied
from tests.bench.table import Line

EMPTY_TURNS = 50


async def ticks(crowd: Crowd, folder: Path, repetitions: int) -> list[Line]:
    """Three copies of one file go through the same minutes: one to learn the statements from, ours, and the peer's."""
    _spread(crowd, repetitions)
    full = Line(f"tick: {LIMIT} due of 100,000", "ms", "its statements in sqlite3", times=3)
    empty = Line("tick: nothing due", "ms", most=1)
    spy, model = spied(await crowd.open(folder / "model.db", "OFF"), crowd.script.plan.id)
    database = await crowd.open(folder / "ours.db")
    store = PlanStore(database, crowd.script.plan.id)
    context = await crowd.contexts(store).current()
    with closing(bare(crowd, folder / "theirs.db")) as theirs:
        for repetition in range(repetitions):
            now = crowd.now + repetition * MINUTE
            await tick(model, context, now)
            asked = spy.taken()
            turns = [_ours(full, store, context, now), _theirs(full, theirs, asked)]
            for turn in turns[:: 1 if repetition % 2 else -1]:
                await turn
            empty.ours += [await _timed_tick(store, context, now + SECOND) for _ in range(EMPTY_TURNS)]
    await model.close()
    await database.close()
    return [full, empty]


def bare(crowd: Crowd, file: Path) -> sqlite3.Connection:
    """The bare driver on a copy, as durable as ours."""
    crowd.copy(file)
    db = sqlite3.connect(file, isolation_level=None, cached_statements=STATEMENTS)
    set_up(db, "FULL")
    return db


async def _ours(line: Line, store: PlanStore, context: PlanContext, now: int) -> None:
    line.ours.append(await _timed_tick(store, context, now))


async def _timed_tick(store: PlanStore, context: PlanContext, now: int) -> float:
    began = perf_counter()
    await tick(store, context, now)
    return (perf_counter() - began) * 1e3


async def _theirs(line: Line, db: sqlite3.Connection, asked: list[Asked]) -> None:
    began = perf_counter()
    by_hand(db, asked)
    line.theirs.append((perf_counter() - began) * 1e3)


def _spread(crowd: Crowd, repetitions: int) -> None:
    """Of those whose rung has come, 500 are due in each of the first minutes; the others wait."""
    with closing(sqlite3.connect(crowd.file)) as db, db:
        due = [
            row[0]
            for row in db.execute("SELECT id FROM assignment WHERE next_at <= ? ORDER BY id", (crowd.now,))
        ]
        db.execute("UPDATE assignment SET next_at = NULL WHERE next_at <= ?", (crowd.now,))
        db.execute(
            "UPDATE assignment SET light_until = NULL WHERE light_until <= ?", (crowd.now + 60 * MINUTE,)
        )
        for minute, batch in enumerate(_scattered(due, repetitions)):
            at = crowd.now + minute * MINUTE
            db.executemany("UPDATE assignment SET next_at = ? WHERE id = ?", [(at, id_) for id_ in batch])


def _scattered(ids: list[int], batches: int) -> Iterator[list[int]]:
    """Every batch from all over the table, as a day's due rows are."""
    stride = max(len(ids) // LIMIT, batches)
    return (ids[start::stride][:LIMIT] for start in range(batches))
