"""A card: what one message shows, before a channel gives it its own form."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.calendar import Instant


class Style(StrEnum):
    PRIMARY = "primary"
    PLAIN = "plain"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """`payload` is what comes back when it is pressed: at most 64 bytes of ASCII (Telegram's limit)."""

    text: str
    payload: str
    style: Style = Style.PLAIN
    link: str = ""  # an address it opens instead


@dataclass(frozen=True, slots=True)
class Card:
    """Plain text: a title line and body lines. Channels add their own markup and split what is too long."""

    title: str
    lines: tuple[str, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()  # rows
    picture: str = ""  # sha256 of a stored attachment, shown above the text
    assignments: tuple[int, ...] = ()  # what an answer to this message may be about
    deadlines: tuple[
        tuple[str, Instant], ...
    ] = ()  # words of the text that are a deadline, and its last instant
    files: tuple[str, ...] = ()  # sha256 of stored attachments, handed over below the text

    @property
    def text(self) -> str:
        return "\n".join((self.title, *self.lines)) if self.title else "\n".join(self.lines)
