"""Who was asked to acknowledge their part of the plan and has neither done so nor reported anything since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.calendar import Instant
from bot.domain.ladder import DueStep, Step, due_steps
from bot.domain.person import Person, Role


@dataclass(frozen=True, slots=True)
class AcknowledgementAsking:
    """The latest asking of a person. `occurrence`: of its notice, which begins with the plan version."""

    person_id: str
    occurrence: str
    asked_at: Instant


@dataclass(frozen=True, slots=True)
class ActedSince:
    person_id: str
    at: Instant


async def unacknowledged(store: Store, context: PlanContext) -> list[tuple[Person, AcknowledgementAsking]]:
    """In the roster's order. A report, or any other act since the asking, proves that it was received (ADR 0053)."""
    asked = {one.person_id: one for one in await store.read(AcknowledgementAsking, "unacknowledged")}
    if not asked:
        return []
    since = min(one.asked_at for one in asked.values())
    acted = {one.person_id: one.at for one in await store.read(ActedSince, "acted_since", since=since)}
    return [
        (person, asking)
        for person in context.roster.holding(Role.LIAISON)
        if (asking := asked.get(person.id)) and acted.get(person.id, -1) < asking.asked_at
    ]


def chased_steps(context: PlanContext, asked_on: date, today: date) -> list[DueStep]:
    """The steps that have fallen due, in time order."""
    return due_steps(context.ladders.acknowledgement, asked_on, asked_on, today, context.calendar)


def latest_to(steps: Iterable[DueStep], role: Role) -> Step | None:
    """The last of the steps that addresses the role."""
    return next((one.step for one in reversed(list(steps)) if role in one.step.to), None)


@dataclass(frozen=True, slots=True)
class UnacknowledgedPart:
    """The part of one unit, or of the units that share their liaisons."""

    units: tuple[str, ...]
    people: tuple[Person, ...]
    asked_on: date  # the earliest asking of them


async def unacknowledged_parts(store: Store, context: PlanContext, today: date) -> list[UnacknowledgedPart]:
    """For the coordinator: what neither the liaison's nor the head's step has brought, in the plan's order."""
    found: dict[tuple[str, ...], list[tuple[Person, date]]] = {}
    for person, asking in await unacknowledged(store, context):
        asked_on = context.calendar.day(asking.asked_at)
        if latest_to(chased_steps(context, asked_on, today), Role.COORDINATOR):
            units = tuple(context.plan.in_order(person.units(Role.LIAISON)))
            found.setdefault(units, []).append((person, asked_on))
    order = {unit: n for n, unit in enumerate(context.plan.unit)}
    return [
        UnacknowledgedPart(units, tuple(person for person, _ in asked), min(day for _, day in asked))
        for units, asked in sorted(found.items(), key=lambda one: order.get(one[0][0], len(order)))
    ]
