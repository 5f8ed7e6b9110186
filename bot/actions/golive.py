"""Go-live: the day from which the plan sends messages. The coordinator confirms it after a rehearsal."""

from datetime import date

from bot.actions.access import require_in_plan
from bot.context.events import note_plan_state
from bot.context.plan_context import ContextCache, PlanContext
from bot.context.ports import Change, Store
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.permissions import Action
from bot.domain.person import Person


def require_golive_possible(context: PlanContext, day: date, today: date) -> None:
    """Raises Refused for a draft, for a past day, and when the plan is live."""
    if context.golive is not None and context.golive <= today:
        raise Refused("refused.already_live", golive=context.golive)
    if not context.may_send:
        raise Refused("refused.draft_rehearses_only")
    if day < today:
        raise Refused("refused.golive_in_the_past", today=today)


def confirm_golive(
    context: PlanContext, person: Person, day: date, today: date, now: Instant
) -> tuple[Change, ...]:
    """Sets the day by a person in the chat."""
    require_in_plan(person, Action.GO_LIVE)
    require_golive_possible(context, day, today)
    return Change("set_golive", {"golive": day}), note_plan_state(now)


async def golive(store: Store, contexts: ContextCache, day: date, now: Instant) -> None:
    """Sets the day from the command line. The first tick on that day opens the assignments."""
    context = await contexts.current()
    require_golive_possible(context, day, context.calendar.day(now))
    await store.commit([Change("set_golive", {"golive": day}), note_plan_state(now)])
