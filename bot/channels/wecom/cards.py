"""A card as WeCom shows it: the parts in which it is sent, in their order; pure, so that it can be laid out again.

Short words and their buttons are one template card. Longer words are texts of their own, and the buttons a card below
them: a phone clips what a card cannot show. No word is sent twice.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.cards.card import Card
from bot.channels.wecom.boards import Board, Transport, boards, fields, shortened_labels, unshown
from bot.channels.wecom.plain_text import TEXT, pieces
from bot.i18n import DEFAULT, Language

EMPTY = "…"  # a message has to say something
TEXTS = 6  # more of them are a file
BRACKET = re.compile(r"(?=\uff08)|(?= \()")  # full-width, or a blank and a half-width one
LINE_ROOM = 40  # characters of a card kept free for what was done with it


@dataclass(frozen=True, slots=True)
class CardLimits:
    """`text` in bytes, the others in characters that a phone shows: developer.work.weixin.qq.com 90236 for the app,
    the official SDK's types for the bot."""

    text: int
    title: int
    subtitle: int
    body: int


LIMITS = {
    Transport.APP: CardLimits(text=TEXT, title=36, subtitle=44, body=160),
    Transport.BOT: CardLimits(text=TEXT, title=26, subtitle=30, body=112),
}


@dataclass(frozen=True, slots=True)
class TextPart:
    text: str


@dataclass(frozen=True, slots=True)
class CardPart:
    """A template card without its task_id."""

    body: Mapping[str, Any]
    board: Board


@dataclass(frozen=True, slots=True)
class FilePart:
    """A stored attachment; `picture`: shown as such where it is one."""

    sha256: str
    picture: bool = False


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """Words that are too many for messages, as a file."""

    name: str
    body: bytes


Part = TextPart | CardPart | FilePart | DocumentPart


def parts(card: Card, transport: Transport, language: Language = Language(DEFAULT)) -> list[Part]:  # noqa: B008 -- frozen
    """At least one."""
    found: list[Part] = [FilePart(card.picture, picture=True)] if card.picture else []
    found += _words_and_buttons(card, transport, language)
    found += [FilePart(sha256) for sha256 in card.files]
    return found or [TextPart(EMPTY)]


def _words_and_buttons(card: Card, transport: Transport, language: Language) -> list[Part]:
    found = boards(card.buttons, transport)
    lines = [*card.lines, *added_lines(card, found, transport)]
    head = headed(card.title, transport)
    if found and head and _fits(lines, transport):
        first = CardPart(_body(head, "\n".join(lines), found[0], transport, language), found[0])
        return [first, *_below(found[1:], transport, language)]
    words = [card.title, *lines] if card.title else lines
    return [*_texts(words, LIMITS[transport].text, language), *_below(found, transport, language)]


def added_lines(card: Card, found: Sequence[Board], transport: Transport) -> list[str]:
    """What buttons cannot show: whole labels, unless the card's own words hold them, and links."""
    clipped = [label for board in found for label in shortened_labels(board, transport)]
    unsaid = [f"· {label}" for label in dict.fromkeys(clipped) if label.rstrip("…") not in card.text]
    links = [f"{button.text} {button.link}" for button in unshown(card.buttons, transport)]
    return [*unsaid, *links]


def _fits(lines: Sequence[str], transport: Transport) -> bool:
    return len("\n".join(lines)) <= LIMITS[transport].body - LINE_ROOM


def _below(found: Sequence[Board], transport: Transport, language: Language) -> list[Part]:
    """The buttons of the words above."""
    return [CardPart(_body(prompt(language), "", board, transport, language), board) for board in found]


def prompt(language: Language) -> Mapping[str, str]:
    return {"title": language.say("wecom.choose")}


def _body(
    head: Mapping[str, str], words: str, board: Board, transport: Transport, language: Language
) -> dict[str, Any]:
    body = {"card_type": "button_interaction", "main_title": dict(head)}
    return body | ({"sub_title_text": words} if words else {}) | fields(board, transport, language)


def headed(title: str, transport: Transport) -> Mapping[str, str] | None:
    """The title as a phone shows it: the bracket at its end below it, where it is long. None where it does not fit."""
    limits = LIMITS[transport]
    if not title.strip() or "\n" in title:
        return None
    if len(title) <= limits.title:
        return {"title": title}
    head, bracket = BRACKET.split(title, maxsplit=1) if BRACKET.search(title) else (title, "")
    if not head.strip() or len(head) > limits.title or len(bracket) > limits.subtitle:
        return None
    return {"title": head, "desc": bracket}


def _texts(lines: Sequence[str], most: int, language: Language) -> list[Part]:
    texts = pieces(lines, most)
    if len(texts) <= TEXTS:
        return [TextPart(text) for text in texts]
    note = pieces([lines[0], language.say("wecom.in_file")], most)[-1]
    body = "\ufeff" + "\r\n".join("\n".join(lines).split("\n"))  # as the text editor of Windows reads it
    return [TextPart(note), DocumentPart(f"{language.say('wecom.file_name')}.txt", body.encode())]
