"""挂账事项: what is suspended, the first to restart on top."""

from bot.cards.callback_data import Verb, payload_for
from bot.cards.lists import entry, page
from bot.chat.turn import Answer, Turn
from bot.domain.assignment import Assignment
from bot.queries.scope import visible_to


async def suspended(turn: Turn, number: int) -> Answer:
    """Of what the person may see."""
    scope = visible_to(turn.context, turn.person)
    rows = await turn.store.read(Assignment, "suspended_assignments")
    entries = [entry(turn.fmt, turn.item(a), unit=True) for a in rows if scope.takes(a.task, a.unit, a.role)]
    title = turn.say("suspended.title", n=len(entries))
    card = page(
        turn.fmt, title, entries, number, lambda n: payload_for(Verb.SUSPENDED, n),
        empty=turn.say("suspended.none"),
    )  # fmt: skip
    return Answer(card, in_place=number > 0)
