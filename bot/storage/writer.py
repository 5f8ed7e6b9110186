"""The one writer of a SQLite file: many commits, one fsync.

Work queues on the loop. One hop to aiosqlite's thread runs all that has queued, each job in a savepoint,
under one COMMIT; while it runs, the next group queues. Whoever waits hears of it after the COMMIT.

An await of aiosqlite may be cancelled, but the statement it waited for still runs, and a transaction begun
would stay open for the next coroutine to fall into. Here no await lies inside a transaction, so none can be
cut in two.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import aiosqlite

from bot.domain.errors import Locked

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], Any]


@dataclass(frozen=True, slots=True)
class Job:
    work: Work
    answer: "asyncio.Future[Any]"


@dataclass(frozen=True, slots=True)
class Failed:
    """The work of one job raised; its savepoint was rolled back."""

    error: Exception


class Writer:
    """`require_sound` raises where what was committed may not be kept: asked after each COMMIT, before anybody is told
    that it stands."""

    def __init__(
        self, connection: aiosqlite.Connection, require_sound: Callable[[], None] = lambda: None
    ) -> None:
        self._connection = connection
        self._require_sound = require_sound
        self._queue: list[Job] = []
        self._turning: asyncio.Task[None] | None = None

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Runs `work` in a savepoint on the writer's thread; durable when it returns.

        Cancelling the wait takes the job back while it still queues; once its turn has begun, it stands.
        """
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._queue.append(Job(work, answer))
        if self._turning is None or self._turning.done():
            self._turning = asyncio.create_task(self._turns())
        return await answer

    async def close(self) -> None:
        """Finishes what has queued, then closes the connection."""
        while self._turning is not None and not self._turning.done():
            await asyncio.wait([self._turning])
        await self._connection.close()

    async def _turns(self) -> None:
        while self._queue:
            group = [job for job in self._queue if not job.answer.done()]
            self._queue.clear()
            await self._turn(group)

    async def _turn(self, group: Sequence[Job]) -> None:
        try:
            outcomes = await on_thread(self._connection, self._commit, [job.work for job in group])
        except Exception as error:  # noqa: BLE001 - the whole group failed, and everyone in it is told
            outcomes = [Failed(error)] * len(group)
        except BaseException:  # the loop is stopping
            for job in group:
                job.answer.cancel()
            raise
        for job, outcome in zip(group, outcomes, strict=True):
            _answer(job.answer, outcome)

    def _commit(self, db: sqlite3.Connection, group: Sequence[Work]) -> list[Any]:
        """Runs on the writer's thread."""
        outcomes = commit_together(db, group)
        self._require_sound()
        return outcomes


class Inline:
    """The writer of a file that nobody will miss: each job at once, on the loop.

    Without an fsync to wait for, a thread would only add its hop, and its timing: a simulation of one seed
    must happen in the same order every time.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        (outcome,) = commit_together(self._db, [work])
        if isinstance(outcome, Failed):
            raise outcome.error
        result: T = outcome
        return result

    async def close(self) -> None:
        self._db.close()


async def on_thread(connection: aiosqlite.Connection, run: Callable[..., T], *args: object) -> T:
    """Runs a function on aiosqlite's thread with its connection, in one hop.

    aiosqlite has no public way to; awaiting statement by statement is what this module exists to avoid.
    """
    outcome: T = await connection._execute(run, connection._conn, *args)  # type: ignore[no-untyped-call]
    return outcome


def _answer(answer: "asyncio.Future[Any]", outcome: Any) -> None:
    if answer.done():  # cancelled while its turn ran
        return
    if isinstance(outcome, Failed):
        answer.set_exception(outcome.error)
    else:
        answer.set_result(outcome)


def commit_together(db: sqlite3.Connection, group: Sequence[Work]) -> list[Any]:
    """Runs on the writer's thread: what each job returned, or Failed. Raises when none of it stands."""
    _begin(db)
    try:
        outcomes = [_in_savepoint(db, work) for work in group]
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return outcomes


def _begin(db: sqlite3.Connection) -> None:
    """IMMEDIATE: one that read first and then wants to write would be refused, however long it may wait."""
    try:
        db.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise Locked("storage.busy") from error
        raise


def _in_savepoint(db: sqlite3.Connection, work: Work) -> Any:
    db.execute("SAVEPOINT job")
    try:
        outcome = work(db)
    except Exception as error:  # a mistake in one job is not its neighbours'
        if not db.in_transaction:  # a full disk, for one, has undone the whole group
            raise
        db.execute("ROLLBACK TO job")
        outcome = Failed(error)
    db.execute("RELEASE job")
    return outcome
