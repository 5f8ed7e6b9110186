"""/inbox: what waits for this person's decision."""

from bot.cards import inbox as cards
from bot.cards.card import Card
from bot.cards.inbox import InboxKind, UnreachablePerson
from bot.chat.turn import Answer, Turn
from bot.domain.errors import Refused
from bot.queries.inbox import Inbox, inbox


async def overview(turn: Turn) -> Answer:
    waiting = await inbox(turn.store, turn.context, turn.person, turn.today)
    counts = {kind: len(getattr(waiting, kind.value)) for kind in InboxKind}
    unbound = sum(one.code == cards.UNBOUND for one in waiting.unreachable)
    return Answer(cards.overview(turn.fmt, counts, unbound))


async def waiting(turn: Turn, word: str, number: int) -> Answer:
    kind = next((kind for kind in InboxKind if kind.value == word), None)
    if kind is None:
        raise Refused("refused.payload")
    found = await inbox(turn.store, turn.context, turn.person, turn.today)
    return Answer(_page(turn, found, kind, number), in_place=True)


def _page(turn: Turn, found: Inbox, kind: InboxKind, number: int) -> Card:
    match kind:
        case InboxKind.NO_LEAD:
            return cards.tasks(turn.fmt, found.no_lead, number)
        case InboxKind.UNREACHABLE:
            people = [UnreachablePerson(one.name, one.code) for one in found.unreachable]
            return cards.people(turn.fmt, people, number)
        case InboxKind.UNACKNOWLEDGED:
            parts = [(one.units, [p.name for p in one.people], one.asked_on) for one in found.unacknowledged]
            return cards.unacknowledged(turn.fmt, parts, number)
        case _:
            rows = getattr(found, kind.value)
            return cards.items(turn.fmt, kind, [turn.item(a) for a in rows], number)
