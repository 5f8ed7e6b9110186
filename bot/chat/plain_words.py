"""Whoever sees words only: buttons are numbers, and each number typed stands for a button of the message above."""

from dataclasses import dataclass, replace

from bot.cards.numbered_card import number_in, pressable
from bot.chat.callbacks import button_answer
from bot.chat.presses import left_on_card
from bot.chat.turn import Answer, Expects, SentMessage, Turn
from bot.domain.errors import Refused
from bot.engine.outbox import card_from_json

LOOKED_THROUGH = 20  # messages of the chat, newest first
COUNTED = frozenset({Expects.REPORT, Expects.SUPPORT})  # questions whose answer may be a mere number


@dataclass(frozen=True, slots=True)
class _InChat:
    message_id: str
    card: str


async def typed(turn: Turn, text: str) -> Answer | None:
    """The button of that number on the newest message that has any; None for what is no such number."""
    number = number_in(text)
    if number is None or not _reads_plainly(turn) or (turn.dialog and turn.dialog.expects in COUNTED):
        return None
    where = {"channel": turn.inbound.channel, "external_id": turn.inbound.external_id}
    for row in await turn.store.read(_InChat, "messages_in", **where, limit=LOOKED_THROUGH):
        if buttons := pressable(card_from_json(row.card)):
            if number > len(buttons):
                raise Refused("refused.no_such_number", n=len(buttons))
            on = await turn.store.one(SentMessage, "message_by_id", message_id=row.message_id)
            inbound = replace(turn.inbound, button=buttons[number - 1].payload, text="")
            return await _pressed(replace(turn, on=on, pressed=on, inbound=inbound))
    return None


async def _pressed(turn: Turn) -> Answer:
    """As by a thumb, but that the answer is a message of its own: the words above cannot change."""
    answer = await button_answer(turn)
    left = await left_on_card(replace(turn, on=None), answer)
    return replace(answer, changes=(*answer.changes, *left))


def _reads_plainly(turn: Turn) -> bool:
    account = turn.context.account_at(turn.inbound.channel, turn.inbound.external_id)
    return bool(account and account.plain)
