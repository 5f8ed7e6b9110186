"""The bot's words: it has markdown only, so what people wrote must not become markup. A card in a group is words."""

import re
from dataclasses import replace

from bot.cards.card import Card
from bot.channels.wecom.cards import FilePart, Part, TextPart
from bot.channels.wecom.plain_text import pieces

GROUP = 20_000  # bytes of one message of 20,480, of which the mark needs some
FULL_WIDTH = 0xFEE0  # from a sign to its full-width form
# Each begins something that markdown would show otherwise: a heading, a quotation, bold, code, a link, a colour.
MARKUP = re.compile(
    r"(?m)^#(?=#{0,5} )|^>|\*(?=\*)|(?<=\*)\*|`(?=[^`\n]+`)|\[(?=[^\]\n]*\]\()|<(?=/?(?:font|div|span|br)\b)"
)


def plain(text: str) -> str:
    """The sign that would begin markup becomes its full-width form; any other text is as it stands."""
    return MARKUP.sub(lambda sign: chr(ord(sign[0]) + FULL_WIDTH), text)


def group_parts(card: Card) -> list[Part]:
    """Without buttons: a group has none, and each would press for all. Addresses stand in the words."""
    links = [f"{button.text} {button.link}" for row in card.buttons for button in row if button.link]
    words = replace(card, lines=(*card.lines, *links))
    found: list[Part] = [TextPart(text) for text in pieces(words.text.split("\n"), GROUP)]
    files = [FilePart(card.picture, picture=True)] if card.picture else []
    return [*found, *files, *(FilePart(sha256) for sha256 in card.files)]
