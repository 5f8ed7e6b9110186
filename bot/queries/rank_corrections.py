"""Which ranks that issued bulletins told are others now."""

from collections.abc import Sequence

from bot.cards.rank_bulletin_text import ToldBy
from bot.context.air_numbers import AirNumbers
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.air.ranks import Ranking
from bot.domain.air.told_ranks import CorrectedRank, ToldRank, corrected_ranks, ranks_from_text
from bot.domain.calendar import Instant
from bot.domain.paper_life import OfficePaper


async def rankings_now(
    context: PlanContext, now: Instant, air: AirNumbers | None = None
) -> tuple[Ranking, ...]:
    """Empty without readings. `air`: the readings as they are about to be; else the stored ones."""
    numbers = air or context.air
    if numbers is None or not numbers.readings:
        return ()
    return (await numbers.report(context.plan, context.calendar.day(now))).ranks


async def issued_ranks(store: Store) -> list[OfficePaper]:
    """In the order of their issue."""
    return await store.read(OfficePaper, "issued_ranks")


def told_last(papers: Sequence[OfficePaper]) -> dict[ToldRank, str]:
    """What was told last of each period and place, and by which number: a later bulletin may have corrected it."""
    last: dict[tuple[str, str], tuple[ToldRank, str]] = {}
    for paper in papers:
        for one in ranks_from_text(paper.carries):
            last[one.period, one.place] = one, str(paper.number)
    return dict(last.values())


def not_told_yet(papers: Sequence[OfficePaper], rankings: Sequence[Ranking]) -> tuple[ToldBy, ...]:
    """Corrections that no later bulletin has told."""
    told = told_last(papers)
    return tuple(ToldBy(told[one.told], one) for one in corrected_ranks(told, rankings))


def corrections_in(paper: OfficePaper, rankings: Sequence[Ranking]) -> tuple[CorrectedRank, ...]:
    """What the paper tells and is another now; nothing for a paper without ranks."""
    return tuple(corrected_ranks(ranks_from_text(paper.carries), rankings))
