"""A card whose button was pressed, as it is to stand: what was done is below its words, and the buttons that have lost
their meaning are gone. Where none is left a grey one says that it was recorded.
"""

from collections.abc import Sequence
from typing import Any

from bot.cards.card import Button
from bot.cards.formatter import clipped
from bot.cards.pressed import PressedCard
from bot.channels.wecom.boards import Transport, boards, fields
from bot.channels.wecom.cards import LIMITS, CardPart, parts
from bot.i18n import Language


def final_card(
    pressed: PressedCard, n: int, transport: Transport, language: Language
) -> dict[str, Any] | None:
    """The body that takes the place of part `n`; None where that part is no card."""
    laid = parts(pressed.sent, transport, language)
    part = laid[n] if 0 <= n < len(laid) else None
    if not isinstance(part, CardPart):
        return None
    done = pressed.shown.lines[len(pressed.sent.lines) :]
    words = part.body.get("sub_title_text", "")
    left = [button for button in part.board.all if _stands(button, pressed)]
    body = {
        "card_type": "button_interaction",
        "main_title": part.body["main_title"],
        "sub_title_text": _below_words(words, done, LIMITS[transport].body),
    }
    if not left:
        return body | greyed(part, language.say("wecom.recorded"))
    [board] = boards([left], transport)
    return body | fields(board, transport, language)


def _stands(button: Button, pressed: PressedCard) -> bool:
    return any(button == one for row in pressed.shown.buttons for one in row)


def greyed(part: CardPart, word: str) -> dict[str, Any]:
    """One grey button in the place of all. The list of buttons may not be empty all the same. Where the word belongs,
    the app's documents and the bot's disagree: it stands at both places."""
    button = part.body["button_list"][0]
    return {"button_list": [{**button, "replace_text": word}], "replace_text": word}


def _below_words(words: str, done: Sequence[str], most: int) -> str:
    """What was done is shown whole; of the words above it as much as there is room for, for they were read before."""
    lines = "\n".join(done)
    room = most - len(lines) - 1
    if room < 2:
        return clipped(lines, most)
    return "\n".join(filter(None, (clipped(words, room), lines)))
