"""Chase (催办) one item by hand: a message beside the daily one, with the words that the person gives, if any."""

from bot.actions.access import require
from bot.actions.outcome import Outcome
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.context.recipients import asked_about
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.engine.notices import queue_notices


def chase(context: PlanContext, person: Person, a: Assignment, now: Instant, words: str = "") -> Outcome:
    """Once an item a day. In working hours it goes at once, else with the next workday's message."""
    require(context, person, Action.CHASE, a)
    today = context.calendar.day(now)
    if a.chased_on == today:
        raise Refused("refused.chased_today")
    words = words.strip()
    data = {"reason": True} if words else {}
    recorded = record(context, a, Event(Kind.CHASED, now, today, by=person.id, data=data, words=words))
    after = recorded.after
    notices = queue_notices(
        context, asked_about(context, after), NoticeKind.CHASE, f"chased {after.version}", now,
        about=after, data={"version": after.version},
    )  # fmt: skip
    return Outcome((after,), (*recorded.changes, *notices))
