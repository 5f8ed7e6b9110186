"""有什么风险: the items whose last report tells of a difficulty, of the whole or of a part."""

from bot.cards.callback_data import Verb, payload_for
from bot.cards.lists import entry, page
from bot.chat.summary_lists import part_named, seen
from bot.chat.turn import Answer, Turn
from bot.queries.risky import risky
from bot.queries.scope import SummaryScope


async def risks(turn: Turn, number: int) -> Answer:
    return await _risks(turn, "", number)


async def risks_in(turn: Turn, part: str, number: int) -> Answer:
    return await _risks(turn, part, number)


async def _risks(turn: Turn, part: str, number: int) -> Answer:
    scope, _ = await part_named(turn, part) if part else (SummaryScope(), None)
    rows = await risky(turn.store, seen(turn, scope))
    entries = [entry(turn.fmt, turn.item(a), unit=True) for a in rows]

    def payload_of(n: int) -> str:
        return payload_for(Verb.RISKS_IN, part, n) if part else payload_for(Verb.RISKS, n)

    title = turn.say("risks.title", n=len(rows)) if rows else turn.say("risks.none")
    return Answer(page(turn.fmt, title, entries, number, payload_of), in_place=True)
