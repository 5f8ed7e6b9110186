"""Reopening a closed item (重新办理) and 回头看 in the chat."""

from bot.actions import reopen as actions
from bot.actions.access import allowed, find_seen, require
from bot.chat.decision_choices import said_before
from bot.chat.decisions import done
from bot.chat.item_views import card
from bot.chat.requests import ask
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.permissions import Action
from bot.domain.review import reviewers


async def reopen(turn: Turn, id_: int, rounds: int) -> Answer:
    """重新办理, pressed: the next words are the reason."""
    a = await _of_round(turn, id_, rounds)
    require(turn.context, turn.person, Action.REOPEN, a)
    if said := said_before(turn, id_):
        return await reopen_for(turn, id_, rounds, said)
    name = turn.fmt.name(turn.item(a), clip=60)
    return ask(turn, "reopen.why", a.id, Expects.REOPEN, {"id": a.id, "rounds": rounds}, name)


async def reopen_for(turn: Turn, id_: int, rounds: int, words: str) -> Answer:
    a = await _of_round(turn, id_, rounds)
    return done(turn, actions.reopen(turn.context, turn.person, a, words, turn.now), "reopen.done")


async def _of_round(turn: Turn, id_: int, rounds: int) -> Assignment:
    """A button is about what was closed then, not about what was closed again after a further round."""
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    if a.rounds != rounds:
        raise Refused("refused.other_round")
    return a


async def recheck(turn: Turn, id_: int) -> Answer:
    """回头看 by hand: the reviewer is asked; who reviews it oneself answers here."""
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    outcome = actions.ask_recheck(turn.context, turn.person, a, turn.now)
    if allowed(turn.context, turn.person, Action.CONFIRM_CLOSED, outcome.one):
        shown = await card(turn, outcome.one, (turn.say("recheck.answer"),))
        return Answer(shown, outcome.changes)
    people = reviewers(outcome.one, turn.context.plan, turn.context.roster).people
    answer = done(turn, outcome, "recheck.asked")
    assert answer.card is not None
    return Answer(
        answer.card.with_line(turn.say("recheck.asked_of", names=turn.fmt.who(people))), outcome.changes
    )


async def confirm(turn: Turn, id_: int) -> Answer:
    """维持销号."""
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    return done(turn, actions.confirm_closed(turn.context, turn.person, a, turn.now), "recheck.confirmed")
