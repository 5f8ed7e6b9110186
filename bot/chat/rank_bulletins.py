"""/bulletin rank 2024-03: 排名通报 as a Word file. A person edits and issues it; nothing is sent before."""

from dataclasses import replace

from bot.actions.access import require_in_plan
from bot.actions.papers import Drafted
from bot.actions.settle_proposals import settle_drafted
from bot.cards.air_rank_lines import period_name
from bot.cards.rank_bulletin_text import RankFacts, ToldBy, rank_bulletin
from bot.chat.papers import drafted, paper_formatter
from bot.chat.turn import Answer, Turn
from bot.domain.air.rank_period import rank_period
from bot.domain.air.told_ranks import ranks_to_text, told_ranks
from bot.domain.errors import Refused
from bot.domain.papers import PaperKind
from bot.domain.permissions import Action
from bot.queries.rank_corrections import issued_ranks, not_told_yet, rankings_now


async def of_ranks(turn: Turn, asked: str) -> Answer:
    """`asked`: 2024-03, 3月, 2024; "" for the last month that is ranked."""
    require_in_plan(turn.person, Action.DRAFT_BULLETIN)
    facts = await _facts(turn, asked)
    text = rank_bulletin(paper_formatter(turn), facts, turn.person.name)
    carries = ranks_to_text((*told_ranks(facts.rankings), *(one.rank.now for one in facts.corrections)))
    answer = await drafted(turn, text, Drafted(PaperKind.RANKS, text.title, carries=carries))
    return await settling(turn, answer, PaperKind.RANKS, facts.period)


async def settling(turn: Turn, answer: Answer, kind: PaperKind, period: str) -> Answer:
    """It is proposed no more, once drafted."""
    settled = await settle_drafted(turn.store, turn.context, turn.person, kind, period, turn.now)
    return replace(answer, changes=(*answer.changes, *settled))


async def _facts(turn: Turn, asked: str) -> RankFacts:
    """Refused where nothing is ranked."""
    air = turn.context.air
    if air is None or not air.readings:
        raise Refused("refused.no_air_readings")
    rankings = await rankings_now(turn.context, turn.now)
    period = rank_period(asked, turn.today, rankings)
    found = tuple(one for one in rankings if one.period == period)
    if not any(row.rank for one in found for row in one.rows):
        raise Refused("refused.not_ranked", period=period_name(period, turn.fmt.language))
    papers = await issued_ranks(turn.store)
    corrections: tuple[ToldBy, ...] = not_told_yet(papers, rankings)
    return RankFacts(period, found, corrections, air.rules.assessment.last)
