"""One worker a database, whatever name it is opened by and whatever becomes of the file beside it."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.errors import Locked
from bot.storage.lock import beside
from bot.storage.store import PlanStore, open_store
from tests.databases import TRIAL_SQL


@pytest.fixture
async def running(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Path]:
    store = await open_store(sqlite_url, "nanyang", sql=(TRIAL_SQL,))
    yield tmp_path / "duban.db"
    await store.close()


async def second(path: Path) -> PlanStore:
    return await open_store(f"sqlite:///{path}", "nanyang", sql=(TRIAL_SQL,))


async def test_through_a_symbolic_link(running: Path) -> None:
    link = running.with_name("link.db")
    link.symlink_to(running)
    with pytest.raises(Locked):
        await second(link)


async def test_through_a_symbolic_link_to_its_folder(running: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(Locked):
        await second(folder / running.name)


async def test_through_a_hard_link(running: Path) -> None:
    other = running.with_name("other.db")
    os.link(running, other)
    with pytest.raises(Locked):
        await second(other)


async def test_after_the_lock_file_was_deleted(running: Path) -> None:
    beside(running).unlink()
    with pytest.raises(Locked):
        await second(running)


async def test_a_refused_opening_leaves_the_first_its_locks(running: Path) -> None:
    """A process that closes any handle of the file would lose SQLite's locks on it."""
    for _ in range(2):
        with pytest.raises(Locked):
            await second(running)


async def test_a_released_file_is_free(sqlite_url: str, tmp_path: Path) -> None:
    for _ in range(2):
        store = await open_store(sqlite_url, "nanyang", sql=(TRIAL_SQL,))
        await store.close()
    other = await second(tmp_path / "duban.db")
    await other.close()
