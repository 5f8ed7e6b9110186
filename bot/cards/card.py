"""Card: the content of one message, independent of the channel."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.calendar import Instant


class ButtonStyle(StrEnum):
    PRIMARY = "primary"
    PLAIN = "plain"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """`payload` comes back when the button is pressed: at most 64 bytes of ASCII (Telegram's limit)."""

    text: str
    payload: str
    style: ButtonStyle = ButtonStyle.PLAIN
    link: str = ""  # a URL to open instead of sending a payload


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A stored picture, shown small below a line of a card where a channel can do that."""

    sha256: str
    line: int  # index into the card's lines


@dataclass(frozen=True, slots=True)
class BatchRow:
    """An item that a button of the card acts on together with others, as it was when it was shown."""

    item: int
    version: int


@dataclass(frozen=True, slots=True)
class Card:
    """Plain text: a title line and body lines. Channels add their markup and split long texts."""

    title: str
    lines: tuple[str, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()  # rows
    picture: str = ""  # sha256 of a stored attachment, shown above the text
    assignments: tuple[int, ...] = ()  # items that a reply to this message may be about
    deadlines: tuple[
        tuple[str, Instant], ...
    ] = ()  # (substring of the text that names a deadline, its last instant)
    files: tuple[str, ...] = ()  # sha256 of stored attachments, sent below the text
    thumbnails: tuple[Thumbnail, ...] = ()
    batch: tuple[BatchRow, ...] = ()  # what the card's batch button acts on, and nothing else

    def with_line(self, line: str) -> "Card":
        """The same card with one more line."""
        return replace(self, lines=(*self.lines, line))

    @property
    def text(self) -> str:
        return "\n".join((self.title, *self.lines)) if self.title else "\n".join(self.lines)
