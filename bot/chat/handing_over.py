"""Handing an item over (转交) to a colleague."""

from bot.actions.access import find_for
from bot.actions.hand_over import hand_over
from bot.cards import confirmation
from bot.cards.callback_data import Verb, payload_for
from bot.cards.lists import ListEntry, page
from bot.chat.turn import Answer, Turn
from bot.domain.errors import Refused
from bot.domain.permissions import Action


async def hand(turn: Turn, id_: int, number: int) -> Answer:
    """转交: to which colleague? Only those who can be written to."""
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.HAND_OVER)
    others = [p for p in turn.context.roster.colleagues(a.unit) if p.id not in (turn.person.id, a.assignee)]
    reachable = [p for p in others if turn.context.account(p.id)]
    entries = [ListEntry(p.name, payload_for(Verb.HAND_TO, a.id, p.id)) for p in reachable]
    title = turn.say("hand.which", name=turn.fmt.name(turn.item(a)))
    card = page(
        turn.fmt,
        title,
        entries,
        number,
        lambda n: payload_for(Verb.HAND, a.id, n),
        empty=turn.say("hand.nobody"),
        items=(a.id,),
    )
    return Answer(card, in_place=number > 0)


async def hand_to(turn: Turn, id_: int, person_id: str) -> Answer:
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.HAND_OVER)
    colleague = turn.context.roster.by_id.get(person_id)
    if colleague is None:
        raise Refused("refused.no_such_colleague", name=person_id)
    outcome = hand_over(turn.context, turn.person, a, colleague, turn.now)
    item = turn.item(outcome.one)
    title = turn.say("hand.done", name=turn.fmt.name(item), colleague=colleague.name)
    return Answer(confirmation.done(turn.fmt, title, item, undo=True), outcome.changes)
