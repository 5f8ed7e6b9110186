"""The question that a request asks before it is made, and how it is cancelled."""

from collections.abc import Sequence

from bot.cards.callback_data import Verb
from bot.cards.card import Button, Card
from bot.chat.turn import Answer, Expects, Turn


def ask(
    turn: Turn, key: str, id_: int, expects: Expects, expected: dict[str, object], name: str,
    usual: Sequence[tuple[Button, ...]] = (),
) -> Answer:  # fmt: skip
    """`usual`: answers that are given with one tap."""
    buttons = (*usual, (turn.fmt.button("button.cancel", Verb.FORGET),))
    card = Card(turn.say("ask.title", name=name), (turn.say(key),), buttons, assignments=(id_,))
    return Answer(card, expects=expects, expected=expected)


async def forget(turn: Turn) -> Answer:
    """Cancels the question that was asked."""
    return Answer(Card(turn.say("ask.cancelled")))
