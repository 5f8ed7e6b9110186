"""Finds the message of ours that a person quotes, on platforms that tell its words and not its number."""

import re

from bot.channels.press_lookup import RECENT, PlacedMessage
from bot.context.ports import Store
from bot.engine.outbox import card_from_json

SHORTEST = 4  # characters that can tell a message
SIGNS = re.compile(r"[\W_]+")  # markup and punctuation, which a platform may show otherwise


async def quoted_message(store: Store, channel: str, chat: str, quote: str) -> str:
    """Our message id: of the newest that says these words, else of the newest whose title they begin with. "" where it
    is none of ours."""
    words = _plain(quote)
    if len(words) < SHORTEST:
        return ""
    recent = await store.read(PlacedMessage, "messages_in", channel=channel, external_id=chat, limit=RECENT)
    told = [(one.message_id, card_from_json(one.card)) for one in recent]
    says = (id_ for id_, card in told if words in _plain(card.text))
    begins = (id_ for id_, card in told if len(t := _plain(card.title)) >= SHORTEST and words.startswith(t))
    return next(says, "") or next(begins, "")


def _plain(text: str) -> str:
    return SIGNS.sub("", text)
