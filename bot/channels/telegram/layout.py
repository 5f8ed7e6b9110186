"""A card as Telegram shows it: one message, or several parts where it is long; pure, so that it can be read again.

A part is found again by its number, so what a card is laid out to must not change between two of its parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.cards.card import Button, Card, Style
from bot.channels.telegram.markup import CAPTION, TEXT, Moment, cut, html, units

EMPTY = "…"  # a message has to say something
ALERT = 200  # units of an answer to a pressed button
STYLES = {Style.PRIMARY: "primary", Style.DANGER: "danger", Style.PLAIN: None}


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    lines: tuple[str, ...]
    moments: tuple[Moment, ...] = ()
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


def parts(card: Card) -> list[Part]:
    """At least one."""
    title, lines = card.title, card.lines
    text = units(card.text)
    captioned = bool(card.picture) and text <= CAPTION - ROOM
    moments = tuple(Moment(words, at) for words, at in card.deadlines)
    found = [Part("", (), picture=card.picture)] if card.picture and not captioned else []
    if text:
        for n, held in enumerate(cut((title, *lines) if title else lines, TEXT - ROOM)):
            head = held.pop(0) if title and not n else ""
            found.append(Part(head, tuple(held), moments, picture=card.picture if captioned else ""))
    elif captioned:
        found.append(Part("", (), picture=card.picture))
    found += [Part("", (), file=sha256) for sha256 in card.files]
    return _with_keyboard(found or [Part(EMPTY, ())], keyboard(card.buttons))


def _with_keyboard(found: list[Part], board: InlineKeyboardMarkup | None) -> list[Part]:
    """Under the last of the text: there the thumb is."""
    if board is None:
        return found
    last = max((n for n, part in enumerate(found) if not part.file), default=None)
    if last is None:
        return found
    p = found[last]
    found[last] = Part(p.title, p.lines, p.moments, board, p.picture, p.file)
    return found


def keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    board = [[_button(one) for one in row] for row in rows if row]
    return InlineKeyboardMarkup(board) if board else None


def _button(one: Button) -> InlineKeyboardButton:
    if one.link:
        return InlineKeyboardButton(one.text, url=one.link)
    return InlineKeyboardButton(one.text, callback_data=one.payload, style=STYLES[one.style])


def alert(text: str) -> str:
    """As much as the answer to a pressed button holds."""
    while units(text) > ALERT:
        text = text[:-2].rstrip() + "…"
    return text
