"""Forwarded words are somebody else's: nothing is recorded before the sender says whose report they are."""

from dataclasses import replace

from bot.cards.card import Card
from bot.chat import reports, views
from bot.chat.reports import Words
from bot.chat.turn import Answer, Turn
from bot.domain.assignment import State

OPEN = (State.PAST, State.OPEN, State.REWORK, State.SUSPENDED)
UNNAMED = "?"


async def forwarded_answer(turn: Turn) -> Answer:
    """Asks on which of their items it is to be recorded, with its origin beside the words; the update itself is kept
    in any case."""
    inbound = turn.inbound
    origin = turn.say("forward.unnamed") if inbound.forwarded == UNNAMED else inbound.forwarded
    text = "\n".join(filter(None, (inbound.text.strip(), turn.say("forward.origin", origin=origin))))
    asked = [a for a in await views.owned(turn) if a.state in OPEN]
    title = turn.say("forward.title", origin=origin)
    if not asked:
        return Answer(Card(title, (turn.say("forward.kept"),)))
    answer = await reports.choose(turn, Words(text, turn.files), asked)
    assert answer.card
    return replace(answer, card=replace(answer.card, title=title))
