"""The worker's hold on a SQLite file. The operating system ends it with the process, however that dies."""

import os
import sys
from pathlib import Path

from bot.domain.errors import Locked

if sys.platform == "win32":
    import msvcrt

    def _hold(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _hold(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """Held until `release`, on a file beside the database.

    Not on the database itself: closing any handle of that file would drop SQLite's own locks on it (POSIX).
    """

    def __init__(self, handle: int) -> None:
        self._handle = handle

    @classmethod
    def take(cls, database: Path) -> "Lock":
        """Raises Locked where another process, or another opening in this one, holds it."""
        handle = os.open(beside(database), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _hold(handle)
        except OSError as error:
            os.close(handle)
            raise Locked("storage.locked", path=database) from error
        return cls(handle)

    def release(self) -> None:
        os.close(self._handle)


def beside(database: Path) -> Path:
    return database.with_name(f"{database.name}.lock")
