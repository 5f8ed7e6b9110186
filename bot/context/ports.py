"""What actions, engine and queries need from the world, as Protocols. Adapters fulfil them; nobody here imports one."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

from bot.cards.card import Card
from bot.domain.calendar import Instant
from bot.domain.pace import Pace
from bot.domain.summary import Summary

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """One named statement of storage/sql and its values.

    Values are the domain's own: the store writes dates as ISO text, enums as their value, tuples and mappings as
    JSON, booleans as 0 or 1, and adds `plan_id`. `rows` is how many rows it must touch: another number, or a
    key that is already there, raises Stale and nothing of the commit stands. None: any number will do.
    """

    statement: str
    values: Mapping[str, Any] = field(default_factory=dict)
    rows: int | None = 1


class Store(Protocol):
    """One plan's rows in one database."""

    @property
    def plan_id(self) -> str: ...

    async def read(self, shape: type[T], query: str, /, **values: Any) -> list[T]:
        """Rows of a named query as `shape`: a dataclass, whose fields are columns, or one scalar type."""
        ...

    async def one(self, shape: type[T], query: str, /, **values: Any) -> T | None:
        """The first row, None where there is none."""
        ...

    async def commit(self, changes: Sequence[Change]) -> None:
        """All of them or none, durable when it returns. Raises Stale, see Change."""
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
    """PostgreSQL cannot hold NUL, neither database half a surrogate pair: both are replaced at the door, so that
    what is digested is what is stored."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")


@dataclass(frozen=True, slots=True)
class Inbound:
    """One update from a channel, whatever the channel."""

    channel: str
    update_id: str  # unique in the channel: a repeated one changes nothing
    external_id: str  # the account that wrote
    text: str = ""
    button: str = ""  # payload of the pressed button
    message_id: str = ""  # our message the button sits on, or the one replied to
    attachments: tuple[Attachment, ...] = ()
    raw: str = ""  # as received, for the inbox row
    language: str = ""  # the client's, for strangers
    platform_id: str = ""  # the platform's number of what was written
    edited: bool = False  # that was written before, and has been changed since
    album: str = ""  # of pictures that were sent together, each an update of its own
    group: str = ""  # where it was said for others to read; "" in private
    remarks: tuple[str, ...] = ()  # keys of sentences about what could not be read of it
    forwarded: str = ""  # who said it first, where it was forwarded; "?" where that is not said
    quote: str = ""  # the part of our message that the answer quotes


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way to a channel."""

    message_id: str
    person: str
    channel: str
    external_id: str
    kind: str
    card: Card
    replaces: str
    attempts: int
    created_at: Instant
    parts: int = 0  # of a long message, those the platform has
    place: tuple[str, ...] = ()  # the platform's numbers of the message whose place it takes
    reply_to: str = ""  # the platform's number of what it answers, where others read along
    mark: str = ""  # what it says of itself where it may have arrived before


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the platform has taken of a message."""

    ids: tuple[str, ...] = ()  # its own numbers; none where it knows our messages by our ids
    more: bool = False  # parts are still to go, each when the pace allows


Fetch = Callable[[str], Awaitable[Attachment | None]]
"""(sha256): a stored file; None where it has been forgotten."""


class Channel(Protocol):
    """Where people chat. `send` says what became of it: TryLater, GiveUp, Unsendable, Unknown, Moved."""

    name: str
    pace: Pace
    width: int  # messages on their way at once

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        """Delivers a message, or of a long one the part after those the platform has. `fetch` gives its files."""
        ...


class Draw(Protocol):
    async def __call__(self, summary: Summary, language: str) -> bytes:
        """A PNG of the lights. Slow: runs outside the loop."""
        ...


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What going live would send until `end`, if nobody answered."""

    start: date
    end: date
    messages: int
    people: tuple[tuple[str, int], ...]  # (person id, messages), most first
    busiest: tuple[date, int]


class Rehearse(Protocol):
    async def __call__(self, golive: date) -> Rehearsal:
        """Runs the plan on a simulated clock. Takes seconds: runs outside the loop."""
        ...
