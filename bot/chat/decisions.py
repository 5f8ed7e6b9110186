"""Decisions of coordinators, reviewers and leads about extensions, declines, talks and past milestones."""

from collections.abc import Callable
from datetime import date

from bot.actions import decline, extend
from bot.actions import endorse as endorsing
from bot.actions import start as starting
from bot.actions.access import find_seen, require
from bot.actions.outcome import Outcome
from bot.cards import confirmation
from bot.cards.callback_data import Verb
from bot.cards.reasons import reason_at, reason_buttons
from bot.chat.decision_choices import said_before
from bot.chat.requests import ask
from bot.chat.turn import Answer, Expects, Turn
from bot.context.plan_context import PlanContext
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.permissions import Action
from bot.domain.person import Person


async def grant(turn: Turn, id_: int, until: date) -> Answer:
    a = await _asked(turn, id_, until)
    return done(turn, extend.grant_extension(turn.context, turn.person, a, turn.now), "extend.granted")


async def refuse(turn: Turn, id_: int, until: date) -> Answer:
    """不同意延期: the next words are the reason."""
    a = await _asked(turn, id_, until)
    require(turn.context, turn.person, Action.REFUSE_EXTENSION, a)
    if said := said_before(turn, id_):
        return await refuse_for(turn, id_, until, said)
    expected = {"id": a.id, "until": until.isoformat()}
    usual = reason_buttons(turn.fmt, Verb.REFUSE_GRANT_FOR, a.id, until)
    name = turn.fmt.name(turn.item(a), clip=60)
    return ask(turn, "extend.why_not", a.id, Expects.REFUSE_EXTENSION, expected, name, usual)


async def refuse_because(turn: Turn, id_: int, until: date, reason: int) -> Answer:
    return await refuse_for(turn, id_, until, reason_at(turn.fmt, Verb.REFUSE_GRANT_FOR, reason))


async def refuse_for(turn: Turn, id_: int, until: date, words: str) -> Answer:
    a = await _asked(turn, id_, until)
    outcome = extend.refuse_extension(turn.context, turn.person, a, words, turn.now)
    return done(turn, outcome, "extend.refused", words)


async def _asked(turn: Turn, id_: int, until: date) -> Assignment:
    """The date on the button is the date that is decided about."""
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    if a.extension and a.extension != until:
        raise Refused("refused.other_date", until=a.extension)
    return a


Decide = Callable[[PlanContext, Person, Assignment, int], Outcome]


async def excuse(turn: Turn, id_: int) -> Answer:
    return await _decided(turn, id_, decline.accept_decline, "decline.accepted")


async def refuse_excuse(turn: Turn, id_: int) -> Answer:
    """不同意退回: the next words are the reason."""
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    require(turn.context, turn.person, Action.REFUSE_DECLINE, a)
    if said := said_before(turn, id_):
        return await refuse_excuse_for(turn, id_, said)
    usual = reason_buttons(turn.fmt, Verb.REFUSE_EXCUSE_FOR, a.id)
    name = turn.fmt.name(turn.item(a), clip=60)
    return ask(turn, "decline.why_not", a.id, Expects.REFUSE_DECLINE, {"id": a.id}, name, usual)


async def refuse_excuse_because(turn: Turn, id_: int, reason: int) -> Answer:
    return await refuse_excuse_for(turn, id_, reason_at(turn.fmt, Verb.REFUSE_EXCUSE_FOR, reason))


async def refuse_excuse_for(turn: Turn, id_: int, words: str) -> Answer:
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    outcome = decline.refuse_decline(turn.context, turn.person, a, words, turn.now)
    return done(turn, outcome, "decline.refused", words)


async def endorse(turn: Turn, id_: int) -> Answer:
    return await _decided(turn, id_, endorsing.endorse, "endorse.done")


async def start(turn: Turn, id_: int) -> Answer:
    return await _decided(turn, id_, starting.start, "past.started")


async def _decided(turn: Turn, id_: int, decide: Decide, key: str) -> Answer:
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    return done(turn, decide(turn.context, turn.person, a, turn.now), key)


def done(turn: Turn, outcome: Outcome, key: str, words: str = "") -> Answer:
    """`words`: the reason that goes with it."""
    item = turn.item(outcome.one)
    said = turn.say(key, name=turn.fmt.name(item), unit=item.unit, due=turn.fmt.legal_date(item.due))
    lines = [turn.say("decided.because", words=words.strip())] if words.strip() else []
    return Answer(confirmation.done(turn.fmt, said, item, *lines, undo=True), outcome.changes)
