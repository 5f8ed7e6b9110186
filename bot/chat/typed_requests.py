"""Requests in words: an extension, a decline, another unit's help, handing over."""

from collections.abc import Sequence

from bot.actions.access import find_for
from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.cards.lists import ListEntry, page
from bot.chat import declining, extending, handing_over, leaving, suspending, waiting
from bot.chat.turn import Answer, Turn
from bot.domain.language.conversation import OwnItem
from bot.domain.language.placement import Requested
from bot.domain.language.references import without_number
from bot.domain.language.wishes import WishKind, explains
from bot.domain.permissions import Action

LISTED_AT_MOST = 10  # items of a choice


async def requested(turn: Turn, placement: Requested) -> Answer:
    """The request with what was said of it; where several items may be meant, a choice of them."""
    wish, items = placement.wish, list(placement.items)
    if wish.kind is WishKind.LEAVE:
        return await leaving.leave(turn, placement.text)
    dated = [one for one in items if not one.recurring]
    if wish.kind in (WishKind.EXTENSION, WishKind.WAIT, WishKind.SUSPEND) and len(items) > 1:
        items = dated or items
    told = [one for one in items if one.told]
    if wish.kind is WishKind.DECLINE and len(told) == 1:
        items = told
    if len(items) != 1:
        return await _which(turn, wish.kind, items)
    id_ = items[0].id
    match wish.kind:
        case WishKind.EXTENSION:
            return await extending.extend_by(turn, id_, placement.text, wish.due)
        case WishKind.DECLINE:
            if told and not explains(placement.text):
                return await declining.decline(turn, id_)
            return await declining.decline_for(turn, id_, placement.text)
        case WishKind.SUSPEND:
            return await suspending.ask_until(turn, id_, placement.text, wish.due)
        case WishKind.WAIT:
            return await waiting.wait_for(turn, id_, unit_code(wish.unit), without_number(placement.text))
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.HAND_OVER)
    named = [p for p in turn.context.roster.colleagues(a.unit) if wish.colleague and p.name == wish.colleague]
    return (
        await handing_over.hand_to(turn, id_, named[0].id)
        if len(named) == 1
        else await handing_over.hand(turn, id_, 0)
    )


_VERBS = {
    WishKind.EXTENSION: (Verb.EXTEND, ()),
    WishKind.DECLINE: (Verb.DECLINE, ()),
    WishKind.WAIT: (Verb.WAIT, (0,)),
    WishKind.SUSPEND: (Verb.SUSPEND, ()),
    WishKind.HAND: (Verb.HAND, (0,)),
}


async def _which(turn: Turn, kind: WishKind, items: Sequence[OwnItem]) -> Answer:
    verb, more = _VERBS[kind]
    rows = [await turn.find(one.id) for one in items[:LISTED_AT_MOST]]
    entries = [ListEntry(turn.fmt.line(turn.item(a)), payload_for(verb, a.id, *more), a.id) for a in rows]
    card = page(
        turn.fmt,
        turn.say("extend.which" if kind is WishKind.EXTENSION else "choose.title"),
        entries,
        0,
        lambda n: payload_for(Verb.TASKS, n),
    )
    return Answer(card)
