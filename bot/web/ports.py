"""What the pages need from the rest of Duban, as callables. The app fills them in; nothing here does work."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol

from bot.cards.card import Button
from bot.context.ports import Inbound, Outgoing
from bot.domain.calendar import Calendar, Instant
from bot.domain.light import Light
from bot.domain.person import Role
from bot.domain.summary import Lights


class Place(NamedTuple):
    """Where a bubble stands in its chat. What a person said comes before the answers of the same instant."""

    at: Instant
    ours: bool
    id: str


@dataclass(frozen=True, slots=True)
class File:
    sha256: str
    name: str
    mime: str
    size: int


@dataclass(frozen=True, slots=True)
class Bubble:
    """One thing said in a chat, by the person (`mine`) or by Duban."""

    id: str  # the update's id, or our message id
    mine: bool
    at: Instant
    title: str = ""
    lines: tuple[str, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
    picture: str = ""  # sha256
    files: tuple[File, ...] = ()
    kind: str = ""  # the message's kind; for the person's own: text or press
    replaces: str = ""  # id of the bubble whose place it takes
    reply_to: str = ""  # id of the bubble it answers
    quote: str = ""  # the first words of that one

    @property
    def place(self) -> Place:
        return Place(self.at, not self.mine, self.id)


class Group(StrEnum):
    """How contacts are grouped: 统筹与领导, 市直部门, 县区."""

    OFFICE = "office"
    DEPARTMENT = "department"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of the demo, whose phone the visitor may look at."""

    external_id: str
    name: str
    unit: str
    role: Role
    group: Group
    received: int = 0  # messages from Duban in all: what is new is counted from here
    preview: str = ""  # first words of what was said last
    at: Instant | None = None  # when that was
    late: int = 0  # open items that are late
    light: Light | None = None  # the worst of the unit's
    automatic: bool = False  # somebody plays this person
    taken: bool = False  # … but the visitor has taken over


@dataclass(frozen=True, slots=True)
class Command:
    """Offered when a line starts with a slash."""

    name: str  # with the slash
    hint: str


@dataclass(frozen=True, slots=True)
class Me:
    """Whose chat it is. Asked again after each update: /lang changes it."""

    name: str
    unit: str
    language: str
    commands: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class Health:
    ok: bool
    ages: Mapping[str, float]  # seconds since each loop last turned
    down: tuple[str, ...] = ()  # channels that refuse everything
    set_aside: int = 0  # rows the program could not deal with


@dataclass(frozen=True, slots=True)
class Clock:
    """The simulated clock as the bar shows it."""

    now: Instant
    playing: bool
    speed: int  # one of DemoControls.speeds
    lights: Lights  # of the plan's tasks
    ended: bool = False  # what the demo has to show is over; it may be played on


class DemoControls(Protocol):
    @property
    def speeds(self) -> Sequence[int]: ...

    def state(self) -> Clock: ...

    def changes(self) -> AsyncIterator[Clock]:
        """Each change from now on; may leave out states that are already out of date."""
        ...

    async def play(self) -> None: ...

    async def pause(self) -> None: ...

    async def step_day(self) -> None: ...

    async def next_event(self) -> None: ...

    async def speed(self, times: int) -> None: ...

    async def take_over(self, external_id: str, taken: bool) -> None: ...


Lines = AsyncIterator[tuple[Instant, Inbound | Outgoing]]

Hook = Callable[[Mapping[str, str], bytes], Awaitable[int]]
"""(headers, body): the HTTP status. It knows by a secret of its own who is calling."""


@dataclass(frozen=True)
class Site:
    receive: Callable[[Inbound], Awaitable[object]]
    """Returns when the update, its effects and answers are committed; a repeated one changes nothing."""

    history: Callable[[str, Place | None, int], Awaitable[Sequence[Bubble]]]
    """(account, before, limit): the last `limit` bubbles before that place, oldest first.

    Holds every message the hub may already have sent, so also those in state `sending`."""

    bubble: Callable[[Instant, Inbound | Outgoing], Awaitable[Bubble]]
    """What has just been said, as the history will show it."""

    subscribe: Callable[[Collection[str] | None], AbstractAsyncContextManager[Lines]]
    attachment: Callable[[str, str], Awaitable[tuple[str, str, bytes] | None]]
    """(sha256, account): mime, name and body, None where that person may not see it."""

    me: Callable[[str], Awaitable[Me]]
    redeem: Callable[[str], Awaitable[str | None]]
    """(invite code): the token of a new session, None for a wrong, used or expired code."""

    who: Callable[[str], Awaitable[str | None]]
    """(token): the account it speaks for, None when signed out or expired."""

    sign_out: Callable[[str], Awaitable[None]]
    health: Callable[[], Awaitable[Health]]
    visit: Callable[[str], Awaitable[str | None]] | None = None
    """(what Telegram signed for its Mini App): the token of a new session, None when it proves nobody we know."""

    contacts: Callable[[], Awaitable[Sequence[Contact]]] | None = None  # the demo's
    demo: DemoControls | None = None
    calendar: Calendar = field(default_factory=Calendar)
    hooks: Mapping[str, Hook] = field(default_factory=dict)  # by path: where platforms bring updates
