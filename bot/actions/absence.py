"""Absence (请假、出差): from when to when a person is away, who stands in, and how it ends.

Events of the person's own stream; two at one moment take the same version, and the second raises Stale.
"""

from datetime import date, timedelta

from bot.actions.access import require_in_plan
from bot.context.events import append
from bot.context.plan_context import PlanContext
from bot.context.ports import Change
from bot.domain.absence import Absence, absence_stream
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.permissions import Action, absence_refusal
from bot.domain.person import Person, Role, unique

LONGEST = timedelta(days=366)


def stand_ins(context: PlanContext, person: Person) -> tuple[Person, ...]:
    """Who may stand in: holders of the same post in a unit of theirs, who can be written to."""
    roster = context.roster
    found = [p for unit in person.units(Role.LIAISON) for p in roster.colleagues(unit)]
    found += [p for unit in person.units(Role.HEAD) for p in roster.all_heads(unit)]
    return tuple(p for p in unique(found) if p != person and context.account(p.id))


def go_away(
    context: PlanContext, by: Person, person: Person, starts: date, ends: date, substitute: str, now: Instant
) -> tuple[Change, ...]:
    """`substitute`: "" for nobody. A new absence takes the place of one that stands."""
    require_may_set(by, person)
    today = context.calendar.day(now)
    if ends < today or ends < starts:
        raise Refused("refused.absence_past", day=ends)
    if ends - starts > LONGEST or starts - today > LONGEST:
        raise Refused("refused.absence_too_long")
    require_can_stand_in(context, person, substitute, starts, ends)
    data = {"starts": max(starts, today).isoformat(), "ends": ends.isoformat(), "substitute": substitute}
    return _recorded(context, person.id, Event(Kind.ABSENT, now, today, by=by.id, data=data))


def require_can_stand_in(
    context: PlanContext, person: Person, substitute: str, starts: date, ends: date
) -> None:
    if not substitute:
        return
    chosen = next((p for p in stand_ins(context, person) if p.id == substitute), None)
    if chosen is None:
        known = context.roster.by_id.get(substitute)
        raise Refused("refused.no_stand_in", name=known.name if known else substitute)
    other = context.absence(substitute)
    if other and other.starts <= ends and starts <= other.ends:
        raise Refused("refused.stand_in_away", name=chosen.name, day=other.ends)


def stand_down(
    context: PlanContext, person: Person, absent: str, number: int, now: Instant
) -> tuple[Absence, tuple[Change, ...]]:
    """不便代办: the substitute refuses, and what was taken over goes back to be placed anew."""
    require_in_plan(person, Action.STAND_DOWN)
    absence = standing(context, absent, number)
    if absence.substitute != person.id:
        raise Refused("refused.not_standing_in")
    event = Event(Kind.STOOD_DOWN, now, context.calendar.day(now), by=person.id)
    return absence, _recorded(context, absent, event)


def name_stand_in(
    context: PlanContext, by: Person, absent: Person, number: int, substitute: str, now: Instant
) -> tuple[Absence, tuple[Change, ...]]:
    """Another colleague stands in, or nobody, for an absence that stands."""
    require_may_set(by, absent)
    absence = standing(context, absent.id, number)
    require_can_stand_in(context, absent, substitute, absence.starts, absence.ends)
    day = context.calendar.day(now)
    event = Event(Kind.SUBSTITUTED, now, day, by=by.id, data={"substitute": substitute})
    return absence, _recorded(context, absent.id, event)


def come_back(
    context: PlanContext, by: Person, person: Person, now: Instant
) -> tuple[Absence, tuple[Change, ...]]:
    """Before the last day, or before it has begun."""
    require_may_set(by, person)
    absence = context.absence(person.id)
    if absence is None:
        raise Refused("refused.not_away")
    event = Event(Kind.BACK, now, context.calendar.day(now), by=by.id, data={"early": True})
    return absence, _recorded(context, person.id, event)


def standing(context: PlanContext, person_id: str, number: int) -> Absence:
    """The absence a button is about. Refused where it has ended or another took its place."""
    absence = context.absence(person_id)
    if absence is None or absence.number != number:
        raise Refused("refused.absence_over")
    return absence


def require_may_set(by: Person, person: Person) -> None:
    """Raises Refused for an absence that is not theirs to set."""
    if refused := absence_refusal(by, person):
        raise refused


def _recorded(context: PlanContext, person_id: str, event: Event) -> tuple[Change, ...]:
    version = context.absence_versions.get(person_id, 0) + 1
    again = Change("look_at_notices_again", {"person": person_id, "now": event.at}, rows=None)
    return (*append(absence_stream(person_id), version, event), again, Change("revise_plan"))
