"""A declined item goes to another unit: the decider taps which, and that unit signs for it."""

from bot.actions import take_over as actions
from bot.actions.access import allowed, find_for, find_seen
from bot.actions.decline import accept_decline
from bot.cards import confirmation
from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.cards.lists import ListEntry, page
from bot.chat.account import acknowledge_now
from bot.chat.declining import near_units
from bot.chat.turn import Answer, Turn
from bot.chat.wizard import unit_named
from bot.domain.assignment import Assignment
from bot.domain.permissions import OF_UNITS, Action
from bot.queries.own_share import share_of


async def takers(turn: Turn, id_: int, number: int) -> Answer:
    """Which unit takes it over? For the decider, whatever was proposed."""
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.ACCEPT_DECLINE)
    entries = [ListEntry(unit, payload_for(Verb.TAKE, a.id, unit_code(unit))) for unit in near_units(turn, a)]
    title = turn.say("take.which", name=turn.fmt.name(turn.item(a)))
    card = page(turn.fmt, title, entries, number, lambda n: payload_for(Verb.TAKERS, a.id, n), items=(a.id,))
    return Answer(card, in_place=number > 0)


async def take(turn: Turn, id_: int, code: str) -> Answer:
    """The unit on the button is the one that is decided about. One that has its own share keeps that, and the asking
    unit owes nothing more."""
    await find_for(turn.store, turn.context, turn.person, id_, Action.ACCEPT_DECLINE)
    return await take_by(turn, id_, unit_named(turn, code))


async def take_by(turn: Turn, id_: int, unit: str) -> Answer:
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.ACCEPT_DECLINE)
    own = await share_of(turn.store, a, unit)
    if own:
        outcome = accept_decline(turn.context, turn.person, a, turn.now, unit)
        item = turn.item(outcome.one)
        title = turn.say("take.has_own", name=turn.fmt.name(item), unit=unit, was=a.unit)
        return Answer(confirmation.done(turn.fmt, title, item, undo=True), outcome.changes)
    outcome = actions.take_over(turn.context, turn.person, a, unit, turn.now)
    item = turn.item(outcome.one)
    title = turn.say("take.done", name=turn.fmt.name(item), unit=unit, was=a.unit)
    told = turn.say("take.told", names=[one.name for one in turn.context.roster.liaisons(unit, a.task)])
    return Answer(confirmation.done(turn.fmt, title, item, told, undo=True), outcome.changes)


async def sign_or_acknowledge(turn: Turn) -> Answer:
    """签收, typed: of what was taken over, where there is such an item; else of the plan."""
    units = turn.person.units(*OF_UNITS)
    rows = [a for unit in units for a in await turn.store.read(Assignment, "assignments_of_unit", unit=unit)]
    new = [a for a in rows if allowed(turn.context, turn.person, Action.SIGN, a)]
    if not new:
        return await acknowledge_now(turn)
    if len(new) == 1:
        return await sign(turn, new[0].id)
    entries = [ListEntry(turn.fmt.line(turn.item(a)), payload_for(Verb.SIGN, a.id), a.id) for a in new]
    return Answer(page(turn.fmt, turn.say("choose.title"), entries, 0, lambda n: payload_for(Verb.TASKS, n)))


async def sign(turn: Turn, id_: int) -> Answer:
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    outcome = actions.sign(turn.context, turn.person, a, turn.now)
    item = turn.item(outcome.one)
    title = turn.say("take.signed", name=turn.fmt.name(item), due=turn.fmt.legal_date(item.due))
    return Answer(confirmation.done(turn.fmt, title, item), outcome.changes)
