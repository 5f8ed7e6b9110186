"""A paper that the air of the counties suggests: drafted with one tap, or not wanted."""

from dataclasses import replace

from bot.actions.access import require_in_plan
from bot.actions.papers import Drafted
from bot.actions.settle_proposals import settle
from bot.cards import proposal_lines as cards
from bot.cards.air_warning_text import AirWarningFacts, air_paper
from bot.chat import bulletins, rank_bulletins
from bot.chat.papers import drafted, paper_formatter
from bot.chat.turn import Answer, Turn
from bot.domain.air.proposed_papers import PaperProposal
from bot.domain.errors import Refused
from bot.domain.paper_life import PaperState
from bot.domain.papers import PaperKind
from bot.domain.permissions import Action
from bot.queries.paper_proposals import paper_proposals
from bot.queries.papers import register


async def draft(turn: Turn, code: str) -> Answer:
    one = await _proposed(turn, code)
    match one.kind:
        case PaperKind.RANKS:
            return await rank_bulletins.of_ranks(turn, one.period)
        case PaperKind.PRAISE:
            return await bulletins.of_praise(turn, one.period)
        case _:
            return await _of_county(turn, one)


async def dismiss(turn: Turn, code: str) -> Answer:
    one = await _proposed(turn, code)
    changes = await settle(turn.store, turn.context, turn.person, [one], "dismissed", turn.now)
    return Answer(cards.dismissed(turn.fmt, one), tuple(changes))


async def _proposed(turn: Turn, code: str) -> PaperProposal:
    require_in_plan(turn.person, Action.DRAFT_BULLETIN)
    for one in await paper_proposals(turn.store, turn.context, turn.now):
        if one.code == code:
            return one
    raise Refused("refused.paper_not_proposed")


async def _of_county(turn: Turn, one: PaperProposal) -> Answer:
    air = turn.context.air
    assert air  # else nothing is proposed
    issued = [paper for paper in await register(turn.store) if paper.state is PaperState.ISSUED]
    warned = [paper for paper in issued if (paper.kind, paper.unit) == (PaperKind.WARNING, one.unit)]
    report = await air.report(turn.context.plan, turn.today)
    facts = AirWarningFacts(one, report, air.rules, tuple(reversed(warned)))
    text = air_paper(paper_formatter(turn), facts, turn.person.name)
    answer = await drafted(turn, text, Drafted(one.kind, text.title, one.unit))
    settled = await settle(turn.store, turn.context, turn.person, [one], "drafted", turn.now)
    return replace(answer, changes=(*answer.changes, *settled))
