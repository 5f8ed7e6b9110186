"""A card for a reader who sees words only: its buttons are a numbered list, and their numbers are answers.

WeCom shows no cards to those who read it inside WeChat.
"""

import re
import unicodedata
from dataclasses import replace

from bot.cards.card import Button, Card
from bot.i18n import Language

NUMBER = re.compile(r"([1-9][0-9]?)[^\w%]?")


def numbered(card: Card, language: Language) -> Card:
    """Without buttons. A link is an address that a phone opens."""
    buttons = pressable(card)
    links = [button for row in card.buttons for button in row if button.link]
    lines = [language.say("plain.button", n=n, text=one.text) for n, one in enumerate(buttons, 1)]
    how = [language.say("plain.how")] if buttons else []
    addresses = [f"{one.text} {one.link}" for one in links]
    return replace(card, lines=(*card.lines, *how, *lines, *addresses), buttons=())


def pressable(card: Card) -> list[Button]:
    return [button for row in card.buttons for button in row if not button.link]


def number_in(text: str) -> int | None:
    """The number that is the whole text, in any width, with or without a full stop."""
    found = NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return int(found[1]) if found else None
