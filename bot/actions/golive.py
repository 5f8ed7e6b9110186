"""Go-live: from that day on the plan speaks. Confirmed by the coordinator after a rehearsal."""

from datetime import date

from bot.context.events import note_plan_state
from bot.context.plan_context import ContextCache, PlanContext
from bot.context.ports import Change, Store
from bot.domain.calendar import Instant
from bot.domain.errors import Refused


def may_go_live(context: PlanContext, day: date, today: date) -> None:
    """Refused for a draft, for a day already gone, and once the plan is live."""
    if context.golive is not None and context.golive <= today:
        raise Refused("refused.already_live", golive=context.golive)
    if not context.speaks:
        raise Refused("refused.draft_rehearses_only")
    if day < today:
        raise Refused("refused.golive_in_the_past", today=today)


async def golive(store: Store, contexts: ContextCache, day: date, now: Instant) -> None:
    """Sets the day. What is asked from then on is opened by the first tick on that day."""
    context = await contexts.current()
    may_go_live(context, day, context.calendar.day(now))
    await store.commit(golive_changes(day, now))


def golive_changes(day: date, now: Instant) -> list[Change]:
    return [Change("set_golive", {"golive": day}), note_plan_state(now)]
