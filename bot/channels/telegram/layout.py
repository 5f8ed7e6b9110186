"""A card as Telegram shows it: one message, or several parts where it is long; pure, so that it can be read again.

A part is found again by its number, so what a card is laid out to must not change between two of its parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.cards.card import Button, ButtonStyle, Card
from bot.channels.telegram.markup import CAPTION, TEXT, DateMark, html
from bot.channels.text_cutting import cut
from bot.channels.text_cutting import utf16_units as units

EMPTY = "…"  # a message has to say something
ALERT = 200  # units of an answer to a pressed button
STYLES = {ButtonStyle.PRIMARY: "primary", ButtonStyle.DANGER: "danger", ButtonStyle.PLAIN: None}


@dataclass(frozen=True, slots=True)
class MessagePart:
    title: str
    lines: tuple[str, ...]
    moments: tuple[DateMark, ...] = ()
    keyboard: InlineKeyboardMarkup | None = None
    picture: str = ""  # sha256
    file: str = ""  # sha256

    @property
    def plain(self) -> str:
        return "\n".join((self.title, *self.lines)) if self.title else "\n".join(self.lines)

    def html(self, *, moments: bool = True) -> str:
        """Titles are bold. `moments`: as long as this server knows them."""
        found = self.moments if moments else ()
        body = [html(line, found) for line in self.lines]
        return "\n".join((html(self.title, bold=True), *body)) if self.title else "\n".join(body)


ROOM = 96  # units kept free for the mark of a message that may have arrived before


def parts(card: Card) -> list[MessagePart]:
    """At least one."""
    held = cut((card.title, *card.lines) if card.title else card.lines, TEXT - ROOM, units)
    captioned = bool(card.picture and held) and units(card.text) <= CAPTION - ROOM
    moments = tuple(DateMark(words, at) for words, at in card.deadlines)
    found = [MessagePart("", (), picture=card.picture)] if card.picture and not captioned else []
    for n, lines in enumerate(held):
        title = lines.pop(0) if card.title and not n else ""
        found.append(MessagePart(title, tuple(lines), moments, picture=card.picture if captioned else ""))
    found += [MessagePart("", (), file=sha256) for sha256 in card.files]
    return _with_keyboard(found or [MessagePart(EMPTY, ())], keyboard(card.buttons))


def _with_keyboard(found: list[MessagePart], board: InlineKeyboardMarkup | None) -> list[MessagePart]:
    """Under the last of the text: there the thumb is."""
    last = buttons_at(found)
    found[last] = replace(found[last], keyboard=board)
    return found


def buttons_at(found: Sequence[MessagePart]) -> int:
    """Which part carries the buttons."""
    return max((n for n, part in enumerate(found) if not part.file), default=len(found) - 1)


def keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    board = [[_button(one) for one in row] for row in rows if row]
    return InlineKeyboardMarkup(board) if board else None


def _button(one: Button) -> InlineKeyboardButton:
    if one.link:
        return InlineKeyboardButton(one.text, url=one.link)
    return InlineKeyboardButton(one.text, callback_data=one.payload, style=STYLES[one.style])


def undyed(board: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    """Without the colours, for a server that has never heard of them."""
    if board is None:
        return None
    rows = [
        [InlineKeyboardButton(one.text, callback_data=one.callback_data, url=one.url) for one in row]
        for row in board.inline_keyboard
    ]
    return InlineKeyboardMarkup(rows)


def alert(text: str) -> str:
    """As much as the answer to a pressed button holds."""
    while units(text) > ALERT:
        text = text[:-2].rstrip() + "…"
    return text
