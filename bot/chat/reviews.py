"""Review in the chat: pass, return for rework, batch pass."""

from bot.actions import review
from bot.actions.access import find_seen, require
from bot.cards.callback_data import Verb
from bot.cards.card import Card
from bot.cards.reasons import reason_at, reason_buttons
from bot.chat.decisions import done
from bot.chat.requests import ask
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.permissions import Action


async def pass_(turn: Turn, id_: int, rounds: int) -> Answer:
    a = await _in_review(turn, id_, rounds)
    return done(turn, review.pass_(turn.context, turn.person, a, turn.now), "review.passed")


async def rework(turn: Turn, id_: int, rounds: int) -> Answer:
    """退回整改: the next words are the reason."""
    a = await _in_review(turn, id_, rounds)
    require(turn.context, turn.person, Action.RETURN_FOR_REWORK, a)
    name = turn.fmt.name(turn.item(a), clip=60)
    usual = reason_buttons(turn.fmt, Verb.REWORK_FOR, a.id, rounds)
    return ask(turn, "review.why", a.id, Expects.REWORK, {"id": a.id, "rounds": rounds}, name, usual)


async def rework_because(turn: Turn, id_: int, rounds: int, reason: int) -> Answer:
    return await rework_for(turn, id_, rounds, reason_at(turn.fmt, Verb.REWORK_FOR, reason))


async def rework_for(turn: Turn, id_: int, rounds: int, words: str) -> Answer:
    a = await _in_review(turn, id_, rounds)
    outcome = review.return_for_rework(turn.context, turn.person, a, words, turn.now)
    return done(turn, outcome, "review.returned", words)


async def _in_review(turn: Turn, id_: int, rounds: int) -> Assignment:
    """A button to pass is about what was submitted then, not about what came after it was returned."""
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    if a.rounds != rounds:
        raise Refused("refused.other_round")
    return a


async def pass_all(turn: Turn, _: int) -> Answer:
    """Batch pass: the items of the page on which the button sits."""
    if not turn.message_items:
        raise Refused("refused.old_message")
    rows = [await turn.find(id_) for id_ in turn.message_items]
    outcome = review.pass_all(turn.context, turn.person, rows, turn.now)
    if not outcome.after:
        raise Refused("refused.nothing_to_pass")
    title = turn.say("review.passed_all", n=len(outcome.after))
    left = len(rows) - len(outcome.after)
    lines = (turn.say("review.left", n=left),) if left else ()
    buttons = ((turn.fmt.button("button.inbox", Verb.INBOX),),)
    return Answer(
        Card(title, lines, buttons, assignments=tuple(a.id for a in outcome.after)), outcome.changes
    )
