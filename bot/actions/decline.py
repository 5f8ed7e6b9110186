"""Decline (退回): "this is not ours", with a reason. Somebody else decides; until then the clock keeps running."""

from bot.actions.access import require
from bot.actions.outcome import Outcome
from bot.actions.take_over import require_taker
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.context.recipients import asked_about
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.domain.review import decline_deciders
from bot.engine.notices import queue_notices, queue_outcome


def decline(
    context: PlanContext,
    person: Person,
    a: Assignment,
    words: str,
    now: Instant,
    unit: str = "",
    *,
    owns: bool = False,
) -> Outcome:
    """`unit`: whose it is in the opinion of the one who declines; "" where they name none. `owns`: it has a
    share of the same milestone of its own."""
    require(context, person, Action.DECLINE, a)
    if unit:
        require_taker(context, a, unit)
    if not words.strip():
        raise Refused("refused.reason_needed")
    people = decline_deciders(a, context.roster).people
    if not people:
        raise Refused("refused.no_reviewer")
    today = context.calendar.day(now)
    data: dict[str, object] = ({"unit": unit} if unit else {}) | ({"owns": True} if owns else {})
    recorded = record(context, a, Event(Kind.DECLINED, now, today, by=person.id, data=data, words=words))
    occurrence = f"declined {recorded.after.version}"
    notices = queue_notices(context, people, NoticeKind.DECISION, occurrence, now, about=recorded.after)
    return Outcome((recorded.after,), (*recorded.changes, *notices))


def accept_decline(
    context: PlanContext, person: Person, a: Assignment, now: Instant, unit: str = ""
) -> Outcome:
    """不涉及: it is not chased any more, and stays in the ledger with the reason. `unit`: which does it as
    its own share."""
    require(context, person, Action.ACCEPT_DECLINE, a)
    return _decide(context, person, a, Kind.DECLINE_ACCEPTED, "excused_own" if unit else "excused", now, unit)


def refuse_decline(context: PlanContext, person: Person, a: Assignment, words: str, now: Instant) -> Outcome:
    """The unit keeps it, with the reason; the clock has run on."""
    require(context, person, Action.REFUSE_DECLINE, a)
    if not words.strip():
        raise Refused("refused.reason_needed")
    return _decide(context, person, a, Kind.DECLINE_REFUSED, "not_excused", now, words=words.strip())


def _decide(
    context: PlanContext,
    person: Person,
    a: Assignment,
    kind: Kind,
    outcome: str,
    now: Instant,
    unit: str = "",
    words: str = "",
) -> Outcome:
    data: dict[str, object] = {"decided": True, "reason": True} if kind is Kind.DECLINE_REFUSED else {}
    if unit:
        data["unit"] = unit
    event = Event(kind, now, context.calendar.day(now), by=person.id, data=data, words=words)
    recorded = record(context, a, event)
    told = queue_outcome(context, asked_about(context, recorded.after), outcome, recorded.after, now, unit)
    return Outcome((recorded.after,), (*recorded.changes, *told))
