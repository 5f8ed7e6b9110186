"""/bulletin: the week's, the month's or any days' 通报 as a Word file."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.actions.access import require_in_plan
from bot.actions.papers import Drafted
from bot.cards.bulletin_text import BulletinFacts
from bot.cards.bulletin_text import bulletin as bulletin_text
from bot.cards.callback_data import Verb
from bot.cards.praise_text import praise
from bot.chat import rank_bulletins
from bot.chat.papers import drafted, paper_formatter
from bot.chat.turn import Answer, Turn
from bot.domain.air.rank_period import period_label
from bot.domain.date_range import read_range
from bot.domain.errors import Refused
from bot.domain.language.bulletin_wish import bulletin_wish
from bot.domain.language.rank_wish import named_kind, rank_wish
from bot.domain.paper_period import THIS, days_of
from bot.domain.papers import PaperKind
from bot.domain.permissions import Action
from bot.queries.bulletin import bulletin_facts
from bot.queries.rank_corrections import rankings_now


async def of_praise(turn: Turn, asked: str) -> Answer:
    """/bulletin praise 2024-03: merit as well as blame. Of the last month where no days are named."""
    require_in_plan(turn.person, Action.DRAFT_BULLETIN)
    eve = turn.today.replace(day=1) - timedelta(days=1)
    first, last = days_of(asked, turn.today) if asked else (eve.replace(day=1), eve)
    facts = await _facts(turn, first, last)
    text = praise(paper_formatter(turn), facts, await rankings_now(turn.context, turn.now), turn.person.name)
    if text is None:
        raise Refused("refused.nothing_to_praise")
    answer = await drafted(turn, text, Drafted(PaperKind.PRAISE, text.title))
    return await rank_bulletins.settling(turn, answer, PaperKind.PRAISE, period_label(first, last))


OTHERS: Mapping[PaperKind, Callable[[Turn, str], Awaitable[Answer]]] = {
    PaperKind.RANKS: rank_bulletins.of_ranks,
    PaperKind.PRAISE: of_praise,
}
"""Bulletins of something else than the plan's progress."""


async def bulletin(turn: Turn, argument: str) -> Answer:
    """/bulletin, /bulletin month, /bulletin 上周, /bulletin 2023-12-01..2023-12-31; /bulletin rank 2024-03"""
    require_in_plan(turn.person, Action.DRAFT_BULLETIN)
    if wish := named_kind(argument):
        return await OTHERS[wish.kind](turn, wish.days)
    return await of_days(turn, *days_of(argument, turn.today))


async def wished(turn: Turn, text: str) -> Answer | None:
    """出一份上周的通报, 3月排名通报. None where the words want no bulletin, or name no days: 收到通报."""
    wish = rank_wish(text)
    if wish and (not wish.days or read_range(wish.days, turn.today)):
        return await OTHERS[wish.kind](turn, wish.days)
    days = bulletin_wish(text)
    if days is None or (days and read_range(days, turn.today) is None and days not in THIS):
        return None
    return await bulletin(turn, days)


async def of_days(turn: Turn, first: date, last: date) -> Answer:
    require_in_plan(turn.person, Action.DRAFT_BULLETIN)
    if first > last or first > turn.today:
        raise Refused("refused.days_to_come")
    facts = await _facts(turn, first, last)
    text = bulletin_text(paper_formatter(turn), facts, turn.person.name)
    answer = await drafted(turn, text, Drafted(PaperKind.BULLETIN, text.title))
    assert answer.card
    monday = turn.today - timedelta(days=turn.today.weekday())
    eve = turn.today.replace(day=1) - timedelta(days=1)
    other = (
        turn.fmt.button(
            "button.last_week", Verb.BULLETIN, monday - timedelta(days=7), monday - timedelta(days=1)
        ),
        turn.fmt.button("button.last_month", Verb.BULLETIN, eve.replace(day=1), eve),
    )
    return replace(answer, card=replace(answer.card, buttons=(*answer.card.buttons, other)))


async def _facts(turn: Turn, first: date, last: date) -> BulletinFacts:
    context = turn.context
    if context.golive is None or context.golive > turn.today:
        raise Refused("refused.nothing_asked_yet")
    return await bulletin_facts(turn.store, context, first, last, turn.clock)
