"""Decisions of coordinators, reviewers and leads about extensions, declines, talks and past milestones."""

from collections.abc import Callable
from datetime import date

from bot.actions import decline, extend
from bot.actions import endorse as endorsing
from bot.actions import start as starting
from bot.actions.access import find_seen
from bot.actions.outcome import Outcome
from bot.cards import confirmation
from bot.chat.turn import Answer, Turn
from bot.context.plan_context import PlanContext
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.person import Person


async def grant(turn: Turn, id_: int, until: date) -> Answer:
    a = await _asked(turn, id_, until)
    return done(turn, extend.grant_extension(turn.context, turn.person, a, turn.now), "extend.granted")


async def refuse(turn: Turn, id_: int, until: date) -> Answer:
    a = await _asked(turn, id_, until)
    return done(turn, extend.refuse_extension(turn.context, turn.person, a, turn.now), "extend.refused")


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
    return await _decided(turn, id_, decline.refuse_decline, "decline.refused")


async def endorse(turn: Turn, id_: int) -> Answer:
    return await _decided(turn, id_, endorsing.endorse, "endorse.done")


async def start(turn: Turn, id_: int) -> Answer:
    return await _decided(turn, id_, starting.start, "past.started")


async def _decided(turn: Turn, id_: int, decide: Decide, key: str) -> Answer:
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    return done(turn, decide(turn.context, turn.person, a, turn.now), key)


def done(turn: Turn, outcome: Outcome, key: str) -> Answer:
    item = turn.item(outcome.one)
    said = turn.say(key, name=turn.fmt.name(item), unit=item.unit, due=turn.fmt.legal_date(item.due))
    return Answer(confirmation.done(turn.fmt, said, item), outcome.changes)
