"""Taking over (转办): the proposed unit has a declined item from now on, with its dates and history, and signs for it.

The events stay in one stream, so that nothing is lost or doubled; the plan's own share is not opened again for the unit
that it names: docs/adr/0050-a-declined-item-is-taken-over.md.
"""

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
from bot.engine.notices import queue_notices, queue_outcome


def require_taker(context: PlanContext, a: Assignment, unit: str) -> None:
    """Refused for the unit itself, for one that the plan does not know, and for one that nobody speaks for."""
    if unit not in context.plan.unit or unit == a.unit:
        raise Refused("refused.no_such_unit", unit=unit)
    if not context.roster.liaisons(unit, a.task):
        raise Refused("refused.unit_without_people", unit=unit)


def take_over(context: PlanContext, person: Person, a: Assignment, unit: str, now: Instant) -> Outcome:
    """A decline granted, with the unit that takes the item over: the proposed one, or another of the decider's."""
    require(context, person, Action.ACCEPT_DECLINE, a)
    require_taker(context, a, unit)
    data = {"unit": unit, "was": a.unit}
    recorded = record(
        context, a, Event(Kind.TAKEN_OVER, now, context.calendar.day(now), by=person.id, data=data)
    )
    after, occurrence = recorded.after, f"taken_over {recorded.after.version}"
    given_up = queue_outcome(context, asked_about(context, a), "given_up", after, now, unit)
    told = queue_notices(
        context, asked_about(context, after), NoticeKind.TAKEN_OVER, occurrence, now,
        about=after, data={"unit": a.unit, "version": after.version},
    )  # fmt: skip
    return Outcome((after,), (*recorded.changes, *given_up, *told))


def sign(context: PlanContext, person: Person, a: Assignment, now: Instant) -> Outcome:
    """签收 of an item that was taken over."""
    require(context, person, Action.SIGN, a)
    recorded = record(context, a, Event(Kind.SIGNED, now, context.calendar.day(now), by=person.id))
    return Outcome((recorded.after,), recorded.changes)
