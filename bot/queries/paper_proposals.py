"""Papers that the air of the counties suggests, and that nobody has drafted or dismissed."""

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.air.proposed_papers import PaperProposal, proposed_papers
from bot.domain.assignment import Kind
from bot.domain.calendar import Instant
from bot.queries.history import VersionedEvent, events_of
from bot.queries.rank_corrections import issued_ranks, not_told_yet

STREAM = "proposals:plan"


async def paper_proposals(store: Store, context: PlanContext, now: Instant) -> tuple[PaperProposal, ...]:
    """Empty without readings, and before the plan's work has begun."""
    today, air = context.calendar.day(now), context.air
    if air is None or not air.readings or context.golive is None or context.golive > today:
        return ()
    report = await air.report(context.plan, today)
    corrections = not_told_yet(await issued_ranks(store), report.ranks)
    corrected = {one.rank.told.period for one in corrections}
    found = proposed_papers(context.plan, report, corrected, air.rules.assessment)
    settled = {str(one.event.data["proposal"]) for one in await settlings(store, context)}
    return tuple(one for one in found if one.code not in settled)


def occurrence_of(one: PaperProposal) -> str:
    """Of the notice that tells of it: it is told once."""
    return f"paper {one.code}"


async def settlings(store: Store, context: PlanContext) -> list[VersionedEvent]:
    """Every proposal that was drafted or dismissed."""
    kept = await events_of(store, STREAM, context.calendar)
    return [one for one in kept if one.event.kind is Kind.PROPOSAL_SETTLED]
