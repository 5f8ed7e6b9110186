"""The errors of Duban.

DubanError
├── Refused           the rules do not allow the request; carries the sentence for the person
│   ├── Locked        another process has the database; one worker may work on a SQLite file
│   └── Incompatible  the database and this program are too far apart in age
├── Invalid           a file or setting is wrong; carries every mistake found, not only the first
├── Stale             a row changed since it was read; the caller reads and decides again
├── Unavailable       the database cannot be reached or written at this moment; the same may succeed later
└── Undelivered       a channel could not deliver
    ├── TryLater      trying again can help; `after` seconds at the earliest
    │   └── OutOfService  for everybody on this channel, until an administrator acts
    ├── GiveUp        trying again cannot help; the person is unreachable there
    ├── Unsendable    this message cannot be delivered; others to the same account can
    ├── Unknown       no answer: the message may have arrived
    │   └── Unconfirmed   the very same request may be repeated without harm
    └── Moved         the chat has another address now
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


class DubanError(Exception):
    """Base class of the errors that Duban explains to people or handles itself."""


class Refused(DubanError):
    """The rules do not allow this. `key` and `args` name the sentence that says why."""

    def __init__(self, key: str, /, **args: object) -> None:
        super().__init__(key, args)
        self.key = key
        self.args_of_sentence: Mapping[str, object] = args


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a file: position (1-based), what is wrong, what to write instead."""

    file: str
    line: int
    column: int
    what: str
    instead: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.what}; {self.instead}"


class Invalid(DubanError):
    """A file or setting is wrong; `mistakes` has all of them."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = tuple(mistakes)


class Stale(DubanError):
    """Another process or task changed a row since it was read."""


class Locked(Refused):
    """Another process has the database, and will not let go in time."""


class Incompatible(Refused):
    """The database is newer or older than this program can work with; nothing was changed."""


class Unavailable(DubanError):
    """The database cannot be reached or written at this moment: no connection, no room on the disk, an I/O error.
    Whether a commit stands is not known; a repeated update is refused by its key."""


class Undelivered(DubanError):
    """A channel did not deliver; `code` is the platform's error code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TryLater(Undelivered):
    """Trying again can help: `after` as many seconds as the platform said, else when we think best."""

    def __init__(self, code: str, after: float = 0.0) -> None:
        super().__init__(code)
        self.after = after


class OutOfService(TryLater):
    """The platform serves our account no more: token or secret refused, address not trusted, app switched off. Nobody
    can be reached there until an administrator acts. `said`: the platform's own words, "" where it has none; `party`:
    see bot.domain.outage."""

    def __init__(self, code: str, after: float = 0.0, said: str = "", party: str = "") -> None:
        super().__init__(code, after)
        self.said = said
        self.party = party


class GiveUp(Undelivered):
    """Trying again cannot help: blocked, deleted, never bound."""


class Unsendable(Undelivered):
    """The platform refuses this message for good. Other messages to the account can be sent."""


class Unknown(Undelivered):
    """The request was sent and got no answer: the message may have arrived or not."""


class Unconfirmed(Unknown):
    """No answer, but the platform recognises the very same request: repeated, it arrives once."""


class Moved(Undelivered):
    """The group was migrated to another chat id."""

    def __init__(self, moved_to: str) -> None:
        super().__init__("moved")
        self.moved_to = moved_to
