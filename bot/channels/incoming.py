"""The content of an update of any platform, before anything is looked up or fetched: words, a pressed button, a
change of membership, a chat with a new address.
"""

from dataclasses import dataclass
from typing import Protocol

from bot.domain.errors import DubanError


class UnreadableUpdate(DubanError):
    """An update that makes no sense. It is kept as it came, and delays nobody."""


class ImmediateReply(Protocol):
    """The answer that is shown at once, beside the one that is sent as a message."""

    @property
    def toast(self) -> str: ...

    @property
    def settled(self) -> bool:
        """The press did what its button says: the pressed card has a new state."""
        ...


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file that lies with the platform."""

    id: str
    name: str
    size: int  # bytes; 0 where the platform does not say


@dataclass(frozen=True, slots=True)
class Written:
    update_id: str
    account: str
    chat: str  # on Telegram with the topic, in a forum
    group: bool
    platform_id: str  # the platform's number of what was written
    text: str
    replies_to: str = ""  # the platform's number of our message
    files: tuple[RemoteFile, ...] = ()
    album: str = ""
    edited: bool = False
    addressed: bool = True  # in a group: it names the bot or replies to it
    language: str = ""
    remarks: tuple[str, ...] = ()  # keys of sentences about what could not be read
    place: tuple[float, float] | None = None  # latitude, longitude
    place_name: str = ""
    forwarded: str = ""  # who said it first; "?" where the platform does not say
    quote: str = ""  # the part of our message that is quoted


@dataclass(frozen=True, slots=True)
class ButtonPress:
    update_id: str
    account: str
    chat: str
    group: bool
    on: str  # the platform's number of the message with the button, "" where it does not say
    payload: str
    callback: str  # what the platform wants back to stop the button's progress mark
    language: str = ""


@dataclass(frozen=True, slots=True)
class MembershipChange:
    """A user blocks or unblocks the bot; a group adds or removes it."""

    update_id: str
    account: str  # who did it
    chat: str
    group: bool
    title: str
    here: bool  # the bot can write there now
    code: str = "blocked"  # why it cannot


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """A chat has another address."""

    update_id: str
    chat: str
    moved_to: str


Incoming = Written | ButtonPress | MembershipChange | ChatMoved
