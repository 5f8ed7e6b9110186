"""Waiting for another unit (待配合)."""

from bot.actions import wait_for as actions
from bot.actions.access import find_for, find_seen
from bot.cards import confirmation
from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.cards.lists import ListEntry, page
from bot.chat.turn import Answer, Expects, Turn
from bot.chat.wizard import unit_named
from bot.domain.language.named_units import units_in
from bot.domain.permissions import Action


async def wait(turn: Turn, id_: int, number: int) -> Answer:
    """待配合: which unit is waited for? Those of the task first."""
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.WAIT_FOR)
    task = turn.context.plan.task.get(a.task)
    near = [unit for _, unit in task.roles] if task else []
    units = [unit for unit in dict.fromkeys((*near, *turn.context.plan.unit)) if unit != a.unit]
    entries = [ListEntry(unit, payload_for(Verb.WAIT_ON, a.id, unit_code(unit))) for unit in units]
    title = turn.say("wait.which", name=turn.fmt.name(turn.item(a)))
    card = page(turn.fmt, title, entries, number, lambda n: payload_for(Verb.WAIT, a.id, n), items=(a.id,))
    return Answer(card, in_place=number > 0, expects=Expects.WAIT, expected={"id": a.id})


async def wait_for_named(turn: Turn, id_: int, words: str) -> Answer:
    """市供电公司, typed where a unit was asked for."""
    units = units_in(words, turn.context.plan.unit)
    if not units:
        return await wait(turn, id_, 0)
    return await wait_for(turn, id_, unit_code(units[0]), words if len(words) > len(units[0]) else "")


async def wait_for(turn: Turn, id_: int, code: str, words: str = "") -> Answer:
    """`words`: what is asked of that unit, as said."""
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.WAIT_FOR)
    unit = unit_named(turn, code)
    outcome = actions.wait_for(turn.context, turn.person, a, unit, words, turn.now)
    item = turn.item(outcome.one)
    title = turn.say("wait.done", name=turn.fmt.name(item), unit=unit)
    people = turn.context.roster.liaisons(unit, a.task)
    lines = [turn.say("wait.clock", unit=unit)]
    lines.append(
        turn.say("wait.told", names=[p.name for p in people])
        if people
        else turn.say("wait.nobody", unit=unit)
    )
    return Answer(confirmation.done(turn.fmt, title, item, *lines, undo=True), outcome.changes)


async def helped(turn: Turn, id_: int) -> Answer:
    """已配合完成, pressed by the unit that is waited for."""
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    outcome = actions.helped(turn.context, turn.person, a, turn.now)
    item = turn.item(outcome.one)
    title = turn.say("wait.helped", name=turn.fmt.name(item), unit=item.unit)
    return Answer(confirmation.done(turn.fmt, title, item), outcome.changes)


async def take_back(turn: Turn, id_: int) -> Answer:
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.RESUME)
    outcome = actions.resume(turn.context, turn.person, a, turn.now)
    item = turn.item(outcome.one)
    return Answer(
        confirmation.done(turn.fmt, turn.say("wait.resumed", name=turn.fmt.name(item)), item), outcome.changes
    )
