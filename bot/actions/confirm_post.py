"""确认接收: a new holder of a post confirms what is open."""

from bot.actions.access import require_in_plan
from bot.context.events import append
from bot.context.plan_context import PlanContext
from bot.context.ports import Change
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.domain.post_taken import post_stream


def confirm(context: PlanContext, person: Person, number: int, now: Instant) -> tuple[Change, ...]:
    """Refused for who has taken over no such post; a second press changes nothing."""
    require_in_plan(person, Action.CONFIRM_POST)
    taken = next((one for one in context.posts_taken if one.person == person.id), None)
    if taken is None or taken.number != number:
        raise Refused("refused.no_such_post")
    if taken.confirmed:
        return ()
    event = Event(Kind.POST_CONFIRMED, now, context.calendar.day(now), by=person.id)
    return (*append(post_stream(person.id), taken.version + 1, event), Change("revise_plan"))
