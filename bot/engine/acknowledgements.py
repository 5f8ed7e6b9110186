"""Chases acknowledgements (签收): the liaison again, then the head, then the coordinator, by the ladder of that name.

A step is a notice with a key of its own, so looking again queues nothing twice; after a downtime each role hears the
last of the steps that address it.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.calendar import Instant
from bot.domain.ladder import DueStep
from bot.domain.notice import NoticeKind
from bot.domain.person import Person, Role
from bot.engine.notices import notice_to
from bot.queries.unacknowledged import AcknowledgementAsking, chased_steps, latest_to, unacknowledged

PULSE = "acknowledgement"
ROLES = (Role.LIAISON, Role.HEAD, Role.COORDINATOR)


async def chase_acknowledgements(store: Store, context: PlanContext, now: Instant) -> None:
    """Once a local day: steps are counted in workdays."""
    last = await store.one(int, "pulse_at", name=PULSE)
    if last is not None and context.calendar.day(last) == context.calendar.day(now):
        return
    due = cache(
        lambda asked_on: chased_steps(context, asked_on, context.calendar.day(now))
    )  # most on one day
    changes = [
        change
        for person, asking in await unacknowledged(store, context)
        for change in _steps_of(context, person, asking, due(context.calendar.day(asking.asked_at)), now)
    ]
    await store.commit([*changes, Change("pulse", {"name": PULSE, "at": now})])


def _steps_of(
    context: PlanContext, person: Person, asking: AcknowledgementAsking, due: Sequence[DueStep], now: Instant
) -> Iterable[Change]:
    for role in ROLES:
        if step := latest_to(due, role):
            occurrence = f"{asking.occurrence} {person.id} {step.at.n}"
            data = {
                "person": person.id,
                "role": role,
                "name": person.name,
                "units": context.plan.in_order(person.units(Role.LIAISON)),
                "asked_on": context.calendar.day(asking.asked_at).isoformat(),
            }
            for other in _addressed(context, person, role):
                yield notice_to(context, other.id, NoticeKind.UNACKNOWLEDGED, occurrence, now, data=data)


def _addressed(context: PlanContext, person: Person, role: Role) -> tuple[Person, ...]:
    match role:
        case Role.LIAISON:
            return (person,)
        case Role.HEAD:
            heads = (head for unit in person.units(Role.LIAISON) for head in context.roster.heads(unit))
            return tuple(dict.fromkeys(head for head in heads if head != person))
        case _:
            return tuple(one for one in context.roster.holding(role) if one != person)
