"""The errors of Duban.

DubanError
├── Refused           the person asked for something that cannot be; the sentence is for them
│   ├── Locked        another process has the database; one worker may work on a SQLite file
│   └── Incompatible  the database and this program are too far apart in age
├── Invalid           a file or setting is wrong; carries every mistake found, not only the first
├── Stale             a row changed since it was read; read again and decide again
├── Unavailable       the database cannot be reached or written at this moment; the same may succeed later
└── Undelivered       a channel could not deliver
    ├── TryLater      trying again can help; `after` seconds at the earliest
    ├── GiveUp        trying again cannot help; the person is unreachable there
    ├── Unsendable    this message cannot be delivered; others to the same account can
    ├── Unknown       nobody answered: it may have arrived
    └── Moved         the chat has another address now
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


class DubanError(Exception):
    """Something Duban knows how to explain."""


class Refused(DubanError):
    """The rules do not allow this. `key` and `args` name the sentence that says why."""

    def __init__(self, key: str, /, **args: object) -> None:
        super().__init__(key, args)
        self.key = key
        self.args_of_sentence: Mapping[str, object] = args


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in a file: where (1-based), what, and what to write instead."""

    file: str
    line: int
    column: int
    what: str
    instead: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.what}; {self.instead}"


class Invalid(DubanError):
    """A file is wrong; all mistakes at once."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = tuple(mistakes)


class Stale(DubanError):
    """A row was changed by someone else since it was read."""


class Locked(Refused):
    """Another process has the database, and will not let go in time."""


class Incompatible(Refused):
    """The database is newer or older than this program can work with; nothing was changed."""


class Unavailable(DubanError):
    """The database cannot be reached or written at this moment: no connection, no room on the disk, an I/O error.
    Whether a commit stands is not known; a repeated update is refused by its key."""


class Undelivered(DubanError):
    """A channel did not deliver; `code` is the platform's own word for it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TryLater(Undelivered):
    """Trying again can help: `after` as many seconds as the platform said, else when we think best."""

    def __init__(self, code: str, after: float = 0.0) -> None:
        super().__init__(code)
        self.after = after


class GiveUp(Undelivered):
    """Trying again cannot help: blocked, deleted, never bound."""


class Unsendable(Undelivered):
    """The platform will not have this very message, however often it is sent. The account is well."""


class Unknown(Undelivered):
    """It was handed over and nobody answered: it may have arrived, or not."""


class Moved(Undelivered):
    """A group has become another kind of group, and has another address."""

    def __init__(self, moved_to: str) -> None:
        super().__init__("moved")
        self.moved_to = moved_to
