"""Chase by hand (/remind), and what else a coordinator sets going: endorse a proposal, start a past milestone."""

from datetime import time

from bot.actions.outcome import Outcome
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.ladder import Rung
from bot.domain.notice import CLOSING
from bot.domain.person import Person, Role

OPENING = time(8, 30)


def chase(context: PlanContext, person: Person, a: Assignment, now: Instant) -> Outcome:
    """Once an item a day, in working hours. The caller sends the message to `notices.asked_about`."""
    led = {t.id for t in context.plan.tasks if set(t.roles.lead) & set(person.units(Role.LIAISON))}
    if not (person.holds(Role.COORDINATOR) or (a.task in led and a.unit not in person.units())):
        raise Refused("refused.not_the_coordinator")
    local = context.calendar.local(now)
    if not context.calendar.is_workday(local.date()) or not OPENING <= local.time() < CLOSING:
        raise Refused("refused.outside_working_hours")
    if a.chased_on == local.date():
        raise Refused("refused.chased_today")
    recorded = record(context, a, Event(Kind.CHASED, now, local.date(), by=person.id))
    return Outcome((recorded.after,), recorded.changes)


def endorse(context: PlanContext, person: Person, a: Assignment, now: Instant) -> Outcome:
    """A proposal the coordinator stands behind: it goes into the leader's weekly message as a decision."""
    if not person.holds(Role.COORDINATOR):
        raise Refused("refused.not_the_coordinator")
    if a.highest_rung is not Rung.PROPOSE_TALK or a.endorsed_on:
        raise Refused("refused.not_proposed")
    recorded = record(context, a, Event(Kind.ENDORSED, now, context.calendar.day(now), by=person.id))
    return Outcome((recorded.after,), recorded.changes)


def start(context: PlanContext, person: Person, a: Assignment, now: Instant) -> Outcome:
    """Lets a milestone whose date had passed before go-live climb from now on."""
    if not person.holds(Role.COORDINATOR):
        raise Refused("refused.not_the_coordinator")
    recorded = record(context, a, Event(Kind.STARTED, now, context.calendar.day(now), by=person.id))
    return Outcome((recorded.after,), recorded.changes)
