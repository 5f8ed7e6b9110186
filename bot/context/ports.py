"""Ports: Protocols that adapters implement. Actions, engine and queries import the Protocol, never an adapter."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

from bot.cards.card import Card
from bot.cards.formatter import Formatter
from bot.domain.calendar import Instant
from bot.domain.drawn import Drawable
from bot.domain.ledger import Ledger
from bot.domain.pace import Pace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """One named statement of storage/sql and its values.

    Values are domain types: the store writes dates as ISO text, enums as their value, tuples and mappings as
    JSON, booleans as 0 or 1, and adds `plan_id`. `rows` is the number of rows the statement must touch. Any other
    number, or a duplicate key, raises Stale and rolls back the whole commit. None accepts any number.
    """

    statement: str
    values: Mapping[str, Any] = field(default_factory=dict)
    rows: int | None = 1


class Store(Protocol):
    """One plan's rows in one database."""

    @property
    def plan_id(self) -> str: ...

    async def read(self, shape: type[T], query: str, /, **values: Any) -> list[T]:
        """Rows of a named query as `shape`: a dataclass whose fields are the columns, or a scalar type."""
        ...

    async def one(self, shape: type[T], query: str, /, **values: Any) -> T | None:
        """The first row, or None."""
        ...

    async def commit(self, changes: Sequence[Change]) -> None:
        """Applies all changes or none; they are durable when it returns. Raises Stale, see Change."""
        ...


class Leases(Protocol):
    """What only one process at a time may do, by name ("poll telegram"). Rows of the database, for every channel.

    Raises Unavailable while the database does not answer.
    """

    ttl: float  # seconds that a lease lasts; renew it each third of that

    async def acquire(self, name: str) -> bool:
        """Takes it where it is free, has run out or is ours already. False: another process holds it."""
        ...

    async def renew(self, name: str) -> bool:
        """False: another process has taken it over, so stop at once what it allows."""
        ...

    async def release(self, name: str) -> None:
        """Frees it, so that another process need not wait until it runs out. Nothing where it is not ours."""
        ...


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo or file as a channel received it."""

    name: str
    mime: str
    body: bytes


def readable(text: str) -> str:
    """Replaces NUL, which PostgreSQL cannot store, and lone surrogates, which neither database can, so that the
    digest is taken of the stored text."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")


@dataclass(frozen=True, slots=True)
class Inbound:
    """One update from any channel."""

    channel: str
    update_id: str  # unique in the channel; a repeated update changes nothing
    external_id: str  # the sender's account
    text: str = ""
    button: str = ""  # payload of the pressed button
    message_id: str = ""  # our message that carries the button, or that was replied to
    attachments: tuple[Attachment, ...] = ()
    raw: str = ""  # the update as received, stored in the inbox row
    language: str = ""  # the client's language, used for unknown accounts
    platform_id: str = ""  # the platform's id of the message
    edited: bool = False  # an edit of an earlier message
    album: str = ""  # id shared by pictures sent together, one update each
    group: str = ""  # id of the group chat; "" in a private chat
    remarks: tuple[str, ...] = ()  # keys of sentences about parts that could not be read
    unkept: tuple[str, ...] = ()  # names of files that were left out for what they are
    forwarded: str = ""  # the original author of forwarded text; "?" when the platform does not say
    quote: str = ""  # the part of our message that the reply quotes


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be sent by a channel."""

    message_id: str
    person: str
    channel: str
    external_id: str
    kind: str
    card: Card
    replaces: str
    attempts: int
    created_at: Instant
    parts: int = 0  # parts of a long message that the platform already has
    place: tuple[str, ...] = ()  # the platform's ids of the message to replace
    reply_to: str = ""  # the platform's id of the message it answers, in group chats
    mark: str = ""  # note added to a message that may already have arrived
    doubted_at: Instant | None = (
        None  # when it may first have; a platform may recognise a repetition for a while
    )
    language: str = ""  # its reader's, for the words that a channel adds


@dataclass(frozen=True, slots=True)
class Accepted:
    """The result of one successful send."""

    ids: tuple[str, ...] = ()  # the platform's ids; empty where the platform uses our ids
    more: bool = False  # further parts are to be sent, each when the pace allows
    codes: tuple[tuple[str, str], ...] = ()  # (the platform's id of a card, single-use code that changes it)


Fetch = Callable[[str], Awaitable[Attachment | None]]
"""(sha256) → the stored file; None after it has been forgotten."""


class Channel(Protocol):
    """A chat platform. A failed `send` raises TryLater, GiveUp, Unsendable, Unknown or Moved."""

    name: str
    pace: Pace
    width: int  # number of concurrent sends

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        """Sends a message, or the next part of a long one. `fetch` reads its files."""
        ...


class Draw(Protocol):
    async def __call__(self, drawn: Drawable, language: str, /) -> bytes:
        """A PNG. Slow: runs outside the event loop."""
        ...


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """The ledger as a spreadsheet. `digest` is of its rows: told where the file's holder cannot change it."""

    body: bytes
    rows: int
    digest: str


Progress = Callable[[int, int], None]
"""(done, of how many)."""


def no_progress(_: int, __: int) -> None: ...


class WriteLedger(Protocol):
    async def __call__(
        self, ledger: Ledger, fmt: Formatter, written_at: Instant, progress: Progress = no_progress
    ) -> LedgerFile:
        """An .xlsx. Slow: runs outside the event loop; `progress` is told of rows in the loop."""
        ...


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The messages that going live on `start` would send until `end` if nobody answered."""

    start: date
    end: date
    messages: int
    people: tuple[tuple[str, int], ...]  # (person id, messages), most messages first
    busiest: tuple[date, int]


class Rehearse(Protocol):
    async def __call__(self, golive: date) -> Rehearsal:
        """Runs the plan on a simulated clock. Takes seconds: runs outside the event loop."""
        ...
