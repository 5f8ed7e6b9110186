"""The worker's hold on a SQLite file. The operating system ends it with the process, however that dies."""

import os
import sys
from contextlib import suppress
from pathlib import Path

from bot.domain.errors import Locked, Refused

if sys.platform == "win32":
    import msvcrt

    def _hold(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _hold(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


_held: set[tuple[int, int]] = set()  # databases that this process works on, by device and inode


class Lock:
    """Held until `release`: on a file beside the database, which waits there also while a database is replaced, and on
    the database itself, whatever other name it is opened by and whatever becomes of the file beside it.

    Closing any handle of the database would drop SQLite's own locks on it (POSIX). So its handle is closed after
    SQLite's connections are, and never opened where this process holds the database already. Windows has no lock
    that SQLite would not mistake for another program's: there only the file beside it counts.
    """

    def __init__(self, handles: list[int], inode: tuple[int, int] | None) -> None:
        self._handles = handles
        self._inode = inode

    @classmethod
    def take(cls, database: Path) -> "Lock":
        """Raises Locked where another process, or another opening in this one, holds it by any name."""
        resolved = database.resolve()
        handles = [os.open(beside(resolved), os.O_RDWR | os.O_CREAT, 0o600)]
        inode = _inode_of(resolved)
        try:
            _hold(handles[0])
            if inode in _held:
                raise BlockingIOError
            if inode is not None and sys.platform != "win32":
                handles.append(os.open(resolved, os.O_RDWR))
                _hold(handles[1])
        except OSError as error:
            _close(handles)
            raise Locked("storage.locked", path=database) from error
        if inode is not None:
            _held.add(inode)
        return cls(handles, inode)

    def release(self) -> None:
        _close(self._handles)
        if self._inode is not None:
            _held.discard(self._inode)


def _close(handles: list[int]) -> None:
    for handle in handles:
        with suppress(OSError):
            os.close(handle)


def _inode_of(path: Path) -> tuple[int, int] | None:
    """None where there is no file yet."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def beside(database: Path) -> Path:
    return database.with_name(f"{database.name}.lock")


def restoring(database: Path) -> Path:
    """A file that is there while a restore is under way: its name changes are several, and a process may die between
    two of them."""
    return database.with_name(f"{database.name}.restoring")


def require_whole(database: Path) -> None:
    """Refused where a restore did not come to its end."""
    if restoring(database.resolve()).exists():
        raise Refused("storage.restore_unfinished", path=database)
