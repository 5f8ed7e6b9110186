"""Once a day: who drafts papers is told of those that the air of the counties suggests, each once."""

from bot.cards.proposal_lines import notice_data
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.calendar import Instant
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action, refusal_in_plan
from bot.engine.notices import queue_notices
from bot.queries.paper_proposals import occurrence_of, paper_proposals

PULSE = "proposals"


async def propose_papers(store: Store, context: PlanContext, now: Instant) -> None:
    """Nothing is drafted and nothing is sent to a county."""
    if context.air is None or not context.air.readings:
        return
    last = await store.one(int, "pulse_at", name=PULSE)
    if last and context.calendar.day(last) == context.calendar.day(now):
        return
    people = [one for one in context.roster.people if refusal_in_plan(Action.DRAFT_BULLETIN, one) is None]
    changes: list[Change] = []
    for one in await paper_proposals(store, context, now):
        occurrence, data = occurrence_of(one), notice_data(one)
        changes += queue_notices(context, people, NoticeKind.PAPER_PROPOSED, occurrence, now, data=data)
    await store.commit([*changes, Change("pulse", {"name": PULSE, "at": now})])
