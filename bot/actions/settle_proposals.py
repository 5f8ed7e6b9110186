"""A proposed paper was drafted, or nobody wants it: it is proposed no more."""

from collections.abc import Sequence

from bot.actions.access import require_in_plan
from bot.context.events import append
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.air.proposed_papers import Cause, PaperProposal
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.papers import PaperKind
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.queries.paper_proposals import STREAM, paper_proposals, settlings


async def settle(
    store: Store,
    context: PlanContext,
    person: Person,
    proposals: Sequence[PaperProposal],
    how: str,
    now: Instant,
) -> list[Change]:
    """`how`: drafted, or dismissed."""
    require_in_plan(person, Action.DRAFT_BULLETIN)
    version = len(await settlings(store, context))
    day, changes = context.calendar.day(now), list[Change]()
    for n, one in enumerate(proposals, version + 1):
        data = {
            "proposal": one.code,
            "how": how,
            "kind": one.kind,
            "cause": one.cause,
            "period": one.period,
            "unit": one.unit,
        }
        event = Event(Kind.PROPOSAL_SETTLED, now, day, by=person.id, data=data)
        changes += append(STREAM, n, event)
    return changes


async def settle_drafted(
    store: Store, context: PlanContext, person: Person, kind: PaperKind, period: str, now: Instant
) -> list[Change]:
    """Of a bulletin that was asked for in words or by a tap. One of ranks tells every correction."""
    proposals = await paper_proposals(store, context, now)
    told = [
        one
        for one in proposals
        if one.kind is kind and (one.period == period or one.cause is Cause.CORRECTED)
    ]
    return await settle(store, context, person, told, "drafted", now)
