"""Declining an item: 退回 with a reason, and 不涉及."""

from bot.actions import decline as declines
from bot.actions.access import find, find_for
from bot.actions.not_concerned import not_concerned
from bot.cards import confirmation
from bot.chat.requests import ask
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.permissions import Action
from bot.domain.review import decline_deciders


async def decline(turn: Turn, id_: int) -> Answer:
    """Of a date that a county is only told, 退回 means 不涉及: nobody has to decide."""
    if (await find(turn.store, id_)).told_only:
        return await not_ours(turn, id_)
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.DECLINE)
    return ask(turn, "decline.how", id_, Expects.DECLINE, {"id": id_}, turn.fmt.name(turn.item(a), clip=60))


async def not_ours(turn: Turn, id_: int) -> Answer:
    """不涉及, pressed. Refused where the plan names the county by now: the result is its own."""
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.NOT_CONCERNED)
    name = turn.fmt.name(turn.item(a), clip=60)
    return ask(turn, "not_concerned.how", id_, Expects.DECLINE, {"id": id_}, name)


async def decline_for(turn: Turn, id_: int, words: str) -> Answer:
    a = await find(turn.store, id_)
    if a.told_only:
        outcome = not_concerned(turn.context, turn.person, a, words, turn.now)
        item = turn.item(outcome.one)
        title = turn.say("not_concerned.done", name=turn.fmt.name(item))
        line = turn.say("not_concerned.reason", words=words.strip())
        return Answer(confirmation.done(turn.fmt, title, item, line, undo=True), outcome.changes)
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.DECLINE)
    outcome = declines.decline(turn.context, turn.person, a, words, turn.now)
    names = turn.fmt.who(decline_deciders(a, turn.context.roster).people)
    item = turn.item(outcome.one)
    title = turn.say("decline.asked", name=turn.fmt.name(item))
    line = turn.say("decline.until_then", names=names)
    return Answer(confirmation.done(turn.fmt, title, item, line, undo=True), outcome.changes)
