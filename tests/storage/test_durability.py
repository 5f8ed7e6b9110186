"""What was answered is stored, however the process dies; and the next one finds the file free."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.domain.errors import Locked
from bot.storage.store import open_store
from tests.databases import TRIAL_SQL

WORKER = """
import asyncio, sys
from pathlib import Path
from bot.context.ports import Change
from bot.storage.store import open_store

async def client(store, name):
    for version in range(1, 1_000_000):
        both = [("a" + name, version), ("b" + name, version)]
        await store.commit([
            Change("trial_append", {"stream": stream, "version": v, "at": 0, "kind": "told", "data": {}})
            for stream, v in both
        ])
        print(name, version, flush=True)

async def main(url, sql):
    store = await open_store(url, "nanyang", sql=(Path(sql),))
    await asyncio.gather(*[client(store, str(n)) for n in range(8)])

asyncio.run(main(*sys.argv[1:]))
"""


@contextmanager
def worker(url: str) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, url, str(TRIAL_SQL)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


@pytest.mark.parametrize("answers", [1, 50, 400])
async def test_everything_answered_before_a_kill_is_there_after_it(database_url: str, answers: int) -> None:
    with worker(database_url) as process:
        assert process.stdout is not None
        acked = [await asyncio.to_thread(process.stdout.readline) for _ in range(answers)]
        process.kill()
        acked += process.stdout.readlines()  # what it had answered and we had not read
    whole = [line.split() for line in acked if line.endswith("\n")]

    store = await open_store(database_url, "nanyang", sql=(TRIAL_SQL,))
    found = await store.read(str, "trial_streams")
    for name in map(str, range(8)):
        last = max((int(version) for who, version in whole if who == name), default=0)
        assert found.count(f"a{name}") == found.count(f"b{name}")  # all of a commit or none of it
        assert last <= found.count(f"a{name}") <= last + 1  # the one on its way may have arrived
    await store.close()


async def test_a_second_worker_on_a_file_is_refused_until_the_first_is_gone(sqlite_url: str) -> None:
    with worker(sqlite_url) as process:
        assert process.stdout is not None
        await asyncio.to_thread(process.stdout.readline)
        with pytest.raises(Locked, match=r"storage\.locked"):
            await open_store(sqlite_url, "nanyang", sql=(TRIAL_SQL,))
        beside = await open_store(sqlite_url, "nanyang", worker=False, sql=(TRIAL_SQL,))
        assert await beside.read(str, "trial_streams")
        await beside.close()
    store = await open_store(sqlite_url, "nanyang", sql=(TRIAL_SQL,))
    await store.close()


async def test_several_workers_share_postgres(postgres_url: str) -> None:
    with worker(postgres_url) as process:
        assert process.stdout is not None
        await asyncio.to_thread(process.stdout.readline)
        store = await open_store(postgres_url, "nanyang", sql=(TRIAL_SQL,))
        assert await store.read(str, "trial_streams")
        await store.close()
