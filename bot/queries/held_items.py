"""What a person answers for: the open items that are asked of them, and what was done on them meanwhile."""

from dataclasses import dataclass, replace

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.context.recipients import asked_about
from bot.domain.assignment import Assignment, Kind, State
from bot.domain.calendar import Instant
from bot.domain.person import Person
from bot.domain.relation import OF_UNITS

OPEN = (State.PAST, State.OPEN, State.REWORK, State.SUBMITTED)
ANSWERS = (Kind.REPORTED, Kind.FILED, Kind.SUBMITTED)


async def items_asked_of(store: Store, context: PlanContext, person: Person) -> list[Assignment]:
    """The open items whose progress this person is asked for when they are there, the next due first."""
    there = _with(context, person)
    rows: dict[int, Assignment] = {}
    for unit in person.units(*OF_UNITS):
        for query in ("assignments_of_unit", "assignments_held_by"):
            rows |= {a.id: a for a in await store.read(Assignment, query, unit=unit)}
    return [a for a in rows.values() if a.state in OPEN and _owes(there, person, a)]


def _with(context: PlanContext, person: Person) -> PlanContext:
    """As if the person were not away."""
    away = {one: other for one, other in context.roster.away.items() if one != person.id}
    return replace(context, roster=replace(context.roster, away=away))


def _owes(context: PlanContext, person: Person, a: Assignment) -> bool:
    if a.state is State.SUBMITTED:  # the clock is the reviewer's
        a = replace(a, holder=a.unit)
    return person in asked_about(context, a)


@dataclass(frozen=True, slots=True)
class AnswerByPerson:
    stream: str
    kind: str
    person_id: str


async def answers_meanwhile(
    store: Store, context: PlanContext, person: Person, since: Instant
) -> dict[int, str]:
    """Items of the person, closed ones included, that others have answered since → who did."""
    there = _with(context, person)
    done = await store.read(AnswerByPerson, "done_by_others", person=person.id, since=since)
    by = {int(one.stream): one.person_id for one in done if one.kind in ANSWERS and one.stream.isdecimal()}
    rows = [await store.one(Assignment, "assignment_by_id", id=id_) for id_ in sorted(by)]
    units = person.units(*OF_UNITS)
    return {a.id: by[a.id] for a in rows if a and a.unit in units and _owes(there, person, a)}
