"""A copy of a SQLite database in one file, taken while the bot works, and the way back.

One step of SQLite's backup API: stepped, it starts over at every write of the bot and may never end; VACUUM
INTO takes three times as long.
"""

import itertools
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.domain.errors import Refused
from bot.storage.catalogue import Dialect
from bot.storage.database import sqlite_path
from bot.storage.lock import Lock, restoring
from bot.storage.migrate import EMPTY_DATABASE, Version, known, pending, sqlite_version

COMPANIONS = ("", "-wal", "-shm")  # what SQLite keeps in files beside the database


def backup(url: str, file: Path) -> Version:
    """Copies the database at `url` into `file`, checks the copy, and says of which schema it is. Refused where the
    database is damaged; nothing is left behind then."""
    source = _sqlite_file(url)
    if file.exists():
        raise Refused("storage.backup_exists", path=file)
    unfinished = file.with_name(f"{file.name}.part")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    try:
        _copy(source, unfinished)
        version = verify(unfinished)
        _finish(unfinished, file)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return version


def _copy(source: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(source)) as bot, closing(sqlite3.connect(target)) as copy:
            bot.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # all in the one file
    except sqlite3.DatabaseError as error:
        raise Refused("storage.damaged", path=source, problem=str(error)) from error


def verify(file: Path) -> Version:
    """The schema of a backup. Raises where it is damaged, none of Duban's, or newer than this program."""
    if not file.exists():
        raise Refused("storage.no_such_file", path=file)
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as db:
            faults = [fault for (fault,) in db.execute("PRAGMA integrity_check")]
            version = sqlite_version(db)
    except sqlite3.DatabaseError as error:
        raise Refused("storage.damaged", path=file, problem=str(error)) from error
    if faults != ["ok"]:
        raise Refused("storage.damaged", path=file, problem="; ".join(faults[:3]))
    if version == EMPTY_DATABASE:
        raise Refused("storage.not_ours", path=file)
    pending(version, known(Dialect.SQLITE), worker=True)
    return version


def restore(file: Path, url: str, *, force: bool = False) -> Version:
    """Puts a backup in the place of the database at `url`. Raises Locked while a bot works on it.

    force: an existing database is set aside as `….before-restore`, or `….before-restore.2` where that is taken: none
    is ever overwritten. A marker is there while names change: a program that finds it refuses to start, and a restore
    that was interrupted is run again.
    """
    target = _sqlite_file(url, must_exist=False).resolve()
    version = verify(file)
    target.parent.mkdir(parents=True, exist_ok=True)
    lock = Lock.take(target)
    marker = restoring(target)
    try:
        if target.exists() and not force and not marker.exists():
            raise Refused("storage.exists", path=target)
        unfinished = target.with_name(f"{target.name}.part")
        shutil.copyfile(file, unfinished)
        unfinished.chmod(0o600)
        _mark(marker)
        _set_aside(target)
        _finish(unfinished, target)
        marker.unlink()
    finally:
        lock.release()
    return version


def _mark(marker: Path) -> None:
    with marker.open("w") as written:
        os.fsync(written.fileno())
    _sync_folder(marker.parent)


def _sqlite_file(url: str, *, must_exist: bool = True) -> Path:
    if not url.startswith("sqlite:"):
        raise Refused("storage.use_pg_dump")
    path = sqlite_path(url)
    if must_exist and not path.exists():
        raise Refused("storage.no_such_file", path=path)
    return path


def _set_aside(database: Path) -> None:
    """With its WAL, which belongs to it and would be taken for the new one's."""
    if not any(_beside(database, companion).exists() for companion in COMPANIONS):
        return
    aside = _free_name(database)
    for companion in COMPANIONS[
        ::-1
    ]:  # the database last: what an interrupted restore left is set aside as one
        old = _beside(database, companion)
        if old.exists():
            old.replace(aside.with_name(aside.name + companion))
    _sync_folder(database.parent)


def _beside(database: Path, companion: str) -> Path:
    return database.with_name(database.name + companion)


def _free_name(database: Path) -> Path:
    """The first name under which nothing was set aside; one that holds only a WAL is an interrupted restore's."""
    for number in itertools.count(1):
        suffix = "" if number == 1 else f".{number}"
        aside = database.with_name(f"{database.name}.before-restore{suffix}")
        if not aside.exists():
            return aside
    raise AssertionError("count never ends")


def _finish(unfinished: Path, file: Path) -> None:
    """Under its name once its bytes are on the disk, so that a file of that name is a whole one."""
    with unfinished.open("rb+") as written:
        os.fsync(written.fileno())
    unfinished.replace(file)
    _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    """So that a changed name outlives a power failure. Windows has no handle on a folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
