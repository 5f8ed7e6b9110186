"""A question that a button answers, and words too: 是, 确认, 仍予通过."""

from dataclasses import replace

from bot.cards.card import Card
from bot.chat.inbox_rows import answer_id
from bot.chat.turn import Answer, Dialog, Expects, SentMessage, Turn
from bot.domain.language.consent import is_consent


def confirmed_by_words(turn: Turn, card: Card, payload: str, **more: object) -> Answer:
    """`payload`: of the button that the words press. `more`: what it needs beside."""
    message = answer_id(turn.inbound.channel, turn.inbound.update_id)
    expected = {"payload": payload, "message": message, **more}
    return Answer(card, expects=Expects.CONFIRM, expected=expected)


async def pressed_by_words(turn: Turn, dialog: Dialog, words: str) -> Turn | None:
    """The turn as if the button had been pressed; None where the words are no consent."""
    if not is_consent(words):
        return None
    message_id = str(dialog.data.get("message", ""))
    on = await turn.store.one(SentMessage, "message_by_id", message_id=message_id)
    button = str(dialog.data.get("payload", ""))
    return replace(turn, on=on, inbound=replace(turn.inbound, button=button))
