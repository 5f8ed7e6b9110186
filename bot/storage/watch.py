"""Is the database's file still the one that was opened? What is written to a deleted file is lost at the next start.

Somebody deletes or replaces the file, or its WAL, while the program runs: on POSIX nothing fails, and the program goes
on with a file that has no name any more.
"""

from dataclasses import dataclass
from pathlib import Path

from bot.domain.errors import Unavailable

Identity = tuple[int, int]  # device and inode


@dataclass(frozen=True, slots=True)
class Watch:
    """The files of an open database, as they were when it was opened."""

    path: Path
    database: Identity
    wal: Identity

    @classmethod
    def of(cls, path: Path) -> "Watch":
        """Once a connection in WAL mode has read or written: from then on both files stay until the last is closed."""
        return cls(path, _identity(path), _identity(_wal(path)))

    def require_unchanged(self) -> None:
        """Raises Unavailable. Two calls of the operating system, some microseconds."""
        try:
            same = (_identity(self.path), _identity(_wal(self.path))) == (self.database, self.wal)
        except FileNotFoundError:
            same = False
        if not same:
            raise Unavailable(
                f"{self.path} or its WAL was deleted or replaced while Duban ran; stop Duban, put the file back or"
                " restore a backup, and start again"
            )


def _identity(path: Path) -> Identity:
    found = path.stat()
    return found.st_dev, found.st_ino


def _wal(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")
