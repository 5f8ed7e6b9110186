"""A channel as the rest of Duban sees it: its settings and accounts, what it can show, how it is opened and checked.

A channel is a package with a `SPEC` and a line in registry.py. Its package is light to import; libraries are imported
in `open`, `check` and `invite_link`, so that nobody waits for a channel that they do not use.
"""

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.channels.incoming import ImmediateReply
from bot.channels.text_cutting import Measure
from bot.channels.wait import Stop
from bot.context.plan_context import ContextCache
from bot.context.ports import Channel, Inbound, Leases, Store
from bot.domain.calendar import Instant
from bot.domain.directory import Directory
from bot.domain.errors import Undelivered
from bot.domain.plan import Level

Webhook = Callable[[str, Mapping[str, str], Mapping[str, str], bytes], Awaitable[tuple[int, bytes]]]
"""(method, query, headers, body) → (HTTP status, body). It checks by a secret of its own who is calling. An exception
is a 500, upon which a platform brings the update again."""

Listener = Callable[[Stop], Coroutine[Any, Any, None]]
"""Runs until the process is to end. What it raises is logged, and it is started anew after a pause."""

Visit = Callable[[str], Awaitable[str | None]]
"""(what the platform signed for a page opened inside it): the account, None where that cannot be believed."""


class Login(Protocol):
    """The platform tells who has opened a page of ours inside its app."""

    def address(self, party: str, redirect_uri: str, state: str) -> str | None:
        """Where it tells; None for a party that is not served."""
        ...

    async def visit(self, given: str) -> str | None:
        """The account, from the query the browser came back with; None where that cannot be believed."""
        ...


@dataclass(frozen=True, slots=True)
class AccountField:
    """How an account is written under `accounts` in people.yaml."""

    pattern: str  # a regular expression for the whole address
    problem: str  # key of the sentence for an address that does not match
    folds_case: bool = False  # written either way it is the same account


@dataclass(frozen=True, slots=True)
class Abilities:
    """The abilities of a platform: read by card layouts and by the contract suite."""

    edits: bool  # a message that was sent can be changed in place
    buttons: int  # on one message at most; 0: none, words are answered by words
    text: int  # longest text of a message
    measure: Measure  # how that is counted: characters, UTF-16 units, bytes
    file_bytes: int  # largest file that is handed over; 0: none
    listens: bool = True  # False: send-only, as a group's webhook


@dataclass(frozen=True)
class Services:
    """The parts of the process that an open channel may use."""

    store: Store
    contexts: ContextCache
    receive: Callable[[Inbound], Awaitable[ImmediateReply]]
    clock: Callable[[], Instant]
    leases: Leases | None = None  # None: this process has the database alone


@dataclass(frozen=True)
class OpenChannel:
    """One account of a platform, connected. A package may open several channels with paces and chats of their own."""

    channels: Sequence[Channel]
    listeners: Sequence[Listener] = ()
    webhooks: Mapping[str, Webhook] = field(default_factory=dict)  # by path
    visit: Visit | None = None
    login: Login | None = None
    pulses: Sequence[str] = ()  # rows of `pulse` whose age /healthz watches


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One sentence of `duban check`."""

    level: Level
    key: str
    args: Mapping[str, object] = field(default_factory=dict)


async def nothing_to_check(settings: Any) -> Sequence[CheckResult]:
    return ()


async def no_invite_link(settings: Any) -> Callable[[str], str] | None:
    return None


@dataclass(frozen=True, slots=True)
class DirectoryRead:
    """What one account of the platform told of its people, or why it told nothing."""

    party: str  # see bot.domain.outage
    directory: Directory | None
    error: Undelivered | None = None


async def no_directories(settings: Any) -> Sequence[DirectoryRead]:
    return []


@dataclass(frozen=True)
class ChannelSpec:
    """`settings` is the dataclass of the group `name` in duban.yaml."""

    name: str
    settings: type
    abilities: Abilities
    is_served: Callable[[Any], bool]
    """(settings): whether they name an account to speak for us."""

    open: Callable[[Any, Services], AbstractAsyncContextManager[OpenChannel]]
    """(settings, services). Refused where the platform does not know the account: nobody would notice for days."""

    account: AccountField | None = None  # None: accounts are bound by invite only
    check: Callable[[Any], Awaitable[Sequence[CheckResult]]] = nothing_to_check
    invite_link: Callable[[Any], Coroutine[Any, Any, Callable[[str], str] | None]] = no_invite_link
    """(settings): makes of an invite code an address that redeems it. Undelivered where the platform is away."""

    invite_how: str = (
        ""  # key of the sentence that says what to do with a code there; "": codes are not typed there
    )
    directories: Callable[[Any], Awaitable[Sequence[DirectoryRead]]] = no_directories
    names: tuple[str, ...] = ()  # of its channels; where empty, its own
    names_served: Callable[[Any], tuple[str, ...]] | None = (
        None  # (settings): those of them that are; None: all
    )

    @property
    def channel_names(self) -> tuple[str, ...]:
        return self.names or (self.name,)

    def served_names(self, settings: Any) -> tuple[str, ...]:
        return self.names_served(settings) if self.names_served else self.channel_names
