"""A copy taken while the bot works, and the way back, which destroys nothing unasked."""

import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.context.ports import Change
from bot.domain.errors import Incompatible, Locked, Refused
from bot.storage.backup import backup, restore
from bot.storage.database import sqlite_path
from bot.storage.lock import restoring
from bot.storage.store import PlanStore, open_store
from tests.databases import TRIAL_SQL


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[PlanStore]:
    opened = await open_store(sqlite_url, "nanyang", sql=(TRIAL_SQL,))
    yield opened
    await opened.close()


@pytest.fixture
async def file(sqlite_url: str, store: PlanStore, tmp_path: Path) -> Path:
    """A backup taken at 1, of a database that has since moved to 2."""
    await store.commit([put(1)])
    backup(sqlite_url, tmp_path / "duban.backup")
    await store.commit([put(2)])
    return tmp_path / "duban.backup"


def put(at: int) -> Change:
    return Change("trial_set", {"name": "clock", "at": at})


def beginning_with(name: str, folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob(f"{name}*"))


def readers_besides_the_owner(file: Path) -> int:
    return file.stat().st_mode & 0o077


def damage(file: Path) -> Iterator[None]:
    """One way after another."""
    whole = file.read_bytes()
    for damaged in (
        b"not a database" * 1000,
        whole[: len(whole) // 2],
        whole[:8192] + b"\xff" * 4096 + whole[12288:],
    ):
        file.write_bytes(damaged)
        yield


async def clock(url: str) -> int | None:
    store = await open_store(url, "nanyang", sql=(TRIAL_SQL,))
    try:
        return await store.one(int, "trial_pulse", name="clock")
    finally:
        await store.close()


async def test_a_running_bots_backup_is_one_whole_file_for_its_owner_only(file: Path, tmp_path: Path) -> None:
    assert beginning_with("duban.backup", tmp_path) == ["duban.backup"]
    assert readers_besides_the_owner(file) == 0
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("SELECT at FROM pulse").fetchall() == [(1,)]


async def test_restored_elsewhere_it_is_the_database_it_was(file: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'duban.db'}"
    restore(file, url)
    assert await clock(url) == 1


async def test_a_bot_at_work_is_not_robbed_of_its_database(
    file: Path, sqlite_url: str, store: PlanStore
) -> None:
    with pytest.raises(Locked):
        restore(file, sqlite_url, force=True)
    assert await store.one(int, "trial_pulse", name="clock") == 2


async def test_an_existing_database_is_set_aside_when_asked_and_only_then(
    file: Path, sqlite_url: str, store: PlanStore
) -> None:
    await store.close()
    with pytest.raises(Refused, match=r"storage\.exists"):
        restore(file, sqlite_url)
    assert await clock(sqlite_url) == 2
    restore(file, sqlite_url, force=True)
    assert await clock(sqlite_url) == 1
    assert await clock(f"{sqlite_url}.before-restore") == 2


async def test_the_first_original_survives_any_number_of_restores(
    file: Path, sqlite_url: str, store: PlanStore
) -> None:
    await store.close()
    for _ in range(3):
        restore(file, sqlite_url, force=True)
    assert await clock(f"{sqlite_url}.before-restore") == 2
    assert [await clock(f"{sqlite_url}.before-restore.{n}") for n in (2, 3)] == [1, 1]


@pytest.mark.parametrize("renamed", range(3))
async def test_a_restore_that_was_killed_is_noticed_and_run_again(
    file: Path, sqlite_url: str, store: PlanStore, renamed: int
) -> None:
    """Killed before the first change of a name, between them, or before the last."""
    await store.close()
    path = sqlite_path(sqlite_url)
    restoring(path).touch()
    if renamed:
        path.rename(f"{path}.before-restore")
    if renamed == 2:
        shutil.copyfile(__file__, path.with_name(f"{path.name}.part"))
    with pytest.raises(Refused, match=r"storage\.restore_unfinished"):
        await clock(sqlite_url)
    restore(file, sqlite_url)
    assert await clock(sqlite_url) == 1
    assert await clock(f"{sqlite_url}.before-restore") == 2


async def test_a_corrupt_database_is_a_sentence_and_leaves_nothing_behind(
    sqlite_url: str, store: PlanStore, tmp_path: Path
) -> None:
    await store.commit([put(1)])
    await store.close()
    for _ in damage(sqlite_path(sqlite_url)):
        with pytest.raises(Refused, match=r"storage\.damaged"):
            backup(sqlite_url, tmp_path / "copy")
        assert beginning_with("copy", tmp_path) == []


async def test_a_backup_does_not_overwrite_another(file: Path, sqlite_url: str) -> None:
    with pytest.raises(Refused, match=r"storage\.backup_exists"):
        backup(sqlite_url, file)


async def test_a_damaged_backup_is_found_out_before_anything_is_touched(file: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    for _ in damage(file):
        with pytest.raises(Refused, match=r"storage\.damaged"):
            restore(file, url)
    assert not sqlite_path(url).exists()


async def test_other_files_are_told_apart(file: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    with pytest.raises(Refused, match=r"storage\.no_such_file"):
        restore(tmp_path / "none", url)
    with closing(sqlite3.connect(tmp_path / "other.db")) as db:
        db.execute("CREATE TABLE t (x)")
    with pytest.raises(Refused, match=r"storage\.not_ours"):
        restore(tmp_path / "other.db", url)
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("UPDATE meta SET version = 99, compatible_from = 99")
    with pytest.raises(Incompatible):
        restore(file, url)
    assert not sqlite_path(url).exists()


def test_postgres_is_left_to_its_own_tools(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"storage\.use_pg_dump"):
        backup("postgresql://somewhere", tmp_path / "file")
    with pytest.raises(Refused, match=r"storage\.use_pg_dump"):
        restore(tmp_path / "file", "postgresql://somewhere")
