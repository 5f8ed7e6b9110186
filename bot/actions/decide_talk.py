"""The leader decides about a proposed talk that was put before them: agreed, refused, or deferred to next week.

Who put it there is told, with the leader's note: the coordinator, or the reviewer for the coordinator's own bureau.
"""

from bot.actions.access import require
from bot.actions.outcome import Outcome
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Instant
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.domain.review import talk_deciders
from bot.domain.talk import TalkDecision
from bot.engine.notices import queue_notices

KINDS = {
    TalkDecision.AGREED: Kind.TALK_AGREED,
    TalkDecision.REFUSED: Kind.TALK_REFUSED,
    TalkDecision.DEFERRED: Kind.TALK_DEFERRED,
}


def decide_talk(
    context: PlanContext, person: Person, a: Assignment, decision: TalkDecision, now: Instant, note: str = ""
) -> Outcome:
    require(context, person, Action.DECIDE_TALK, a)
    event = Event(KINDS[decision], now, context.calendar.day(now), by=person.id, words=note.strip())
    recorded = record(context, a, event)
    people = talk_deciders(a, context.roster).people
    data = {"talk": decision, "version": recorded.after.version}
    notices = queue_notices(
        context, people, NoticeKind.DIRECTED, f"talk {recorded.after.version}", now, about=recorded.after,
        data=data,
    )  # fmt: skip
    return Outcome((recorded.after,), (*recorded.changes, *notices))
