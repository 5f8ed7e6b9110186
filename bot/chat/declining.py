"""Declining an item: 退回 with a reason and the unit whose it is, and 不涉及."""

from collections.abc import Sequence
from dataclasses import replace

from bot.actions import decline as declines
from bot.actions.access import find, find_for
from bot.actions.not_concerned import not_concerned
from bot.actions.take_over import require_taker
from bot.cards import confirmation
from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.cards.lists import ListEntry, page
from bot.chat.requests import ask
from bot.chat.turn import Answer, Expects, Turn
from bot.chat.wizard import unit_named
from bot.domain.assignment import Assignment
from bot.domain.language.proposed_unit import ProposedUnits, proposed_units
from bot.domain.permissions import Action
from bot.domain.review import decline_deciders
from bot.queries.own_share import share_of


async def decline(turn: Turn, id_: int) -> Answer:
    """Of a date that a county is only told, 退回 means 不涉及: nobody has to decide."""
    if (await find(turn.store, id_)).told_only:
        return await not_ours(turn, id_)
    return await units_to_propose(turn, id_, 0)


async def units_to_propose(turn: Turn, id_: int, number: int, above: str = "", words: str = "") -> Answer:
    """Whose is it? Those of the task first; the reason alone will do. `words`: the reason given already."""
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.DECLINE)
    units = near_units(turn, a)
    entries = [ListEntry(unit, payload_for(Verb.PROPOSE, a.id, unit_code(unit))) for unit in units]
    name = turn.fmt.name(turn.item(a), clip=60)
    title = above or turn.say("decline.which", name=name)
    last = ((turn.fmt.button("button.cancel", Verb.FORGET),),)
    card = page(
        turn.fmt, title, entries, number, lambda n: payload_for(Verb.DECLINE_TO, a.id, n),
        last=last, items=(a.id,),
    )  # fmt: skip
    expected = {"id": a.id, "words": words}
    return Answer(card, in_place=number > 0, expects=Expects.DECLINE, expected=expected)


def near_units(turn: Turn, a: Assignment) -> Sequence[str]:
    """Units that have people, those of the task first; not the item's own."""
    task = turn.context.plan.task.get(a.task)
    near = [unit for _, unit in task.roles] if task else []
    known = dict.fromkeys((*near, *turn.context.plan.unit))
    return [unit for unit in known if unit != a.unit and turn.context.roster.liaisons(unit, a.task)]


async def propose(turn: Turn, id_: int, code: str) -> Answer:
    """A unit tapped: the reason is asked, unless it was given before."""
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.DECLINE)
    unit = unit_named(turn, code)
    require_taker(turn.context, a, unit)
    if given := _given(turn, id_):
        return await decline_for(turn, id_, given, unit)
    name = turn.fmt.name(turn.item(a), clip=60)
    answer = ask(turn, "decline.why", id_, Expects.DECLINE, {"id": id_, "unit": unit}, name)
    line = await own_share_line(turn, a, unit)
    return replace(answer, card=answer.card.with_line(line)) if line and answer.card else answer


def _given(turn: Turn, id_: int) -> str:
    """The reason that was given before the unit was asked for."""
    kept = turn.dialog and turn.dialog.expects is Expects.DECLINE and turn.dialog.item() == id_
    return str(turn.dialog.data.get("words", "")) if turn.dialog and kept else ""


def _about_the_unit(turn: Turn, a: Assignment, named: ProposedUnits, unit: str) -> str:
    """What has to be asked before it goes to anybody; "" for nothing."""
    if unit and not turn.context.roster.liaisons(unit, a.task):
        return turn.say("decline.unit_without_people", unit=unit)
    if unit or not (named.unknown or named.units):
        return ""
    key = "decline.unknown_unit" if named.unknown else "decline.several_units"
    return turn.say(key, unit=named.unknown, units=list(named.units))


async def own_share_line(turn: Turn, a: Assignment, unit: str) -> str:
    """ "" unless the unit has a share of the same milestone of its own."""
    own = await share_of(turn.store, a, unit)
    return turn.say("decline.has_own", unit=unit) if own else ""


async def not_ours(turn: Turn, id_: int) -> Answer:
    """不涉及, pressed. Refused where the plan names the county by now: the result is its own."""
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.NOT_CONCERNED)
    name = turn.fmt.name(turn.item(a), clip=60)
    return ask(turn, "not_concerned.how", id_, Expects.DECLINE, {"id": id_}, name)


async def decline_for(turn: Turn, id_: int, words: str, unit: str = "") -> Answer:
    """The reason. The unit whose it is may be named in it; one that the plan does not know is asked about."""
    a = await find(turn.store, id_)
    if a.told_only:
        return _not_concerned(turn, a, words)
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.DECLINE)
    given = _given(turn, id_)
    named = proposed_units(words, turn.context.plan.unit, a.unit)
    alone = len(named.units) == 1 and len(words.strip()) <= len(named.units[0])
    unit = unit or (named.units[0] if len(named.units) == 1 else "")
    words = given or "" if alone else words
    if question := _about_the_unit(turn, a, named, unit):
        return await units_to_propose(turn, id_, 0, question, words)
    if alone and not words:
        return await propose(turn, id_, unit_code(unit))
    own = await own_share_line(turn, a, unit) if unit else ""
    outcome = declines.decline(turn.context, turn.person, a, words, turn.now, unit, owns=bool(own))
    names = turn.fmt.who(decline_deciders(a, turn.context.roster).people)
    item = turn.item(outcome.one)
    key = "decline.asked_to" if unit else "decline.asked"
    title = turn.say(key, name=turn.fmt.name(item), unit=unit)
    lines = [turn.say("decline.until_then", names=names)]
    lines += [own] if own else []
    return Answer(confirmation.done(turn.fmt, title, item, *lines, undo=True), outcome.changes)


def _not_concerned(turn: Turn, a: Assignment, words: str) -> Answer:
    outcome = not_concerned(turn.context, turn.person, a, words, turn.now)
    item = turn.item(outcome.one)
    title = turn.say("not_concerned.done", name=turn.fmt.name(item))
    line = turn.say("not_concerned.reason", words=words.strip())
    return Answer(confirmation.done(turn.fmt, title, item, line, undo=True), outcome.changes)
