"""The question that a request asks before it is made, and how it is cancelled."""

from collections.abc import Sequence

from bot.cards.callback_data import Verb
from bot.cards.card import Button, Card
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.errors import Refused


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


async def nothing_chosen(turn: Turn) -> Answer:
    """A card with a list was pressed before anything was chosen there; a choice comes as its own payload."""
    raise Refused("refused.nothing_chosen")
