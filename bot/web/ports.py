"""Callables through which the pages reach the rest of Duban. bootstrap fills them in."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol

from bot.cards.card import Button, Thumbnail
from bot.context.ports import Inbound, Outgoing
from bot.domain.calendar import Calendar, Instant
from bot.domain.light import Light
from bot.domain.person import Role
from bot.domain.summary import Lights
from bot.web.script_ports import Scripts

CHANNEL = "browser"


class BubblePlace(NamedTuple):
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
    thumbnails: tuple[Thumbnail, ...] = ()
    kind: str = ""  # the message's kind; for the person's own: text or press
    replaces: str = ""  # id of the bubble whose place it takes
    reply_to: str = ""  # id of the bubble it answers
    quote: str = ""  # the first words of that one

    @property
    def place(self) -> BubblePlace:
        return BubblePlace(self.at, not self.mine, self.id)


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
class CommandHint:
    """Offered when a line starts with a slash."""

    name: str  # with the slash
    hint: str


@dataclass(frozen=True, slots=True)
class Me:
    """Whose chat it is. Asked again after each update: /lang changes it."""

    name: str
    unit: str
    language: str
    commands: tuple[CommandHint, ...]


@dataclass(frozen=True, slots=True)
class SessionView:
    """A browser that is signed in, as its owner's list shows it."""

    id: str
    device: str
    began_at: Instant
    used_at: Instant
    here: bool  # the one that asks


class Entries(Protocol):
    """The limit on wrong codes."""

    async def take(self, address: str) -> bool:
        """Counts a try, before it is looked at; False where the address has none left."""
        ...

    async def give_back(self, address: str) -> None:
        """The last try was no guess."""
        ...


@dataclass(frozen=True, slots=True)
class Health:
    ok: bool
    ages: Mapping[str, float]  # seconds since each loop last turned
    down: Mapping[str, str] = field(
        default_factory=dict
    )  # channels that refuse everything, and the last error
    set_aside: int = 0  # rows the program could not deal with
    storage: str = ""  # what keeps the database from storing


@dataclass(frozen=True, slots=True)
class Clock:
    """The simulated clock as the bar shows it."""

    now: Instant
    playing: bool
    speed: int  # one of DemoControls.speeds
    lights: Lights  # of the plan's tasks
    ended: bool = False  # what the demo has to show is over; it may be played on
    held: bool = False  # it would play, but somebody is writing
    story: Sequence[tuple[str, str]] = ()  # scenes seen so far: name and the account whose chat shows it
    liaison: str = ""  # an account that owes something a visitor may answer


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

    async def hold(self, page: object, held: bool) -> None:
        """While any page holds it the clock stands still."""
        ...


Lines = AsyncIterator[tuple[Instant, Inbound | Outgoing]]

Hook = Callable[[str, Mapping[str, str], Mapping[str, str], bytes], Awaitable[tuple[int, bytes]]]
"""(method, query, headers, body) → (HTTP status, body). It checks by a secret of its own who is calling."""


@dataclass(frozen=True)
class Door:
    """Signing in by what a platform says about who has opened a page inside its app."""

    address: Callable[[str, str, str], str | None]
    """(party, where to come back to, state): where the platform tells; None for a party that is not served."""

    admit: Callable[[str, str], Awaitable[str]]
    """(the query it came back with, device): the token of a new session. Refused: web.platform_refused."""

    new_state: Callable[[], str]


@dataclass(frozen=True)
class Site:
    receive: Callable[[Inbound], Awaitable[object]]
    """Returns when the update, its effects and answers are committed; a repeated one changes nothing."""

    history: Callable[[str, BubblePlace | None, int], Awaitable[Sequence[Bubble]]]
    """(account, before, limit): the last `limit` bubbles before that place, oldest first.

    Holds every message the hub may already have sent, so also those in state `sending`."""

    bubble: Callable[[Instant, Inbound | Outgoing], Awaitable[Bubble]]
    """The bubble just written, as the history will show it."""

    pressed: Callable[[str, str], Awaitable[Bubble | None]]
    """(account, message): that message of theirs as its presses have left it; None where none has changed it."""

    released: Callable[[str, str], Awaitable[Sequence[Bubble]]]
    """(account, update): their cards whose presses this update undid, as they are to look now."""

    subscribe: Callable[[Collection[str] | None], AbstractAsyncContextManager[Lines]]
    attachment: Callable[[str, str], Awaitable[tuple[str, str, bytes] | None]]
    """(sha256, account): mime, name and body, None where that person may not see it."""

    me: Callable[[str], Awaitable[Me]]
    redeem: Callable[[str, str], Awaitable[str]]
    """(invite code, device): the token of a new session. Refused: web.enter_wrong, enter_used, enter_expired."""

    entries: Entries

    who: Callable[[str], Awaitable[str | None]]
    """(token): the account it speaks for, None when signed out or expired."""

    sign_out: Callable[[str], Awaitable[None]]
    sessions: Callable[[str], Awaitable[Sequence[SessionView]]]
    """(token): all sessions of the same account, the one used last first."""

    end_session: Callable[[str, str], Awaitable[None]]
    """(token, session): ends that session of the same account; all but this one where `session` is empty."""

    health: Callable[[], Awaitable[Health]]
    visit: Callable[[str, str], Awaitable[str]] | None = None
    """(what Telegram signed for its Mini App, device): the token of a new session. Refused: web.visit_refused."""

    doors: Mapping[str, Door] = field(default_factory=dict)  # by channel
    contacts: Callable[[], Awaitable[Sequence[Contact]]] | None = None  # the demo's
    demo: DemoControls | None = None
    scripts: Scripts | None = None  # the demo's
    calendar: Calendar = field(default_factory=Calendar)
    hooks: Mapping[str, Hook] = field(default_factory=dict)  # by path: where platforms bring updates
