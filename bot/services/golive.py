"""Go-live: from that day on the plan speaks. Confirmed by the coordinator after a rehearsal."""

from datetime import date

from bot.domain.assignment import Assignment, State
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.notice import Notice, NoticeKind, next_slot
from bot.domain.person import Role
from bot.domain.plan import PlanStatus
from bot.services.assign import assign
from bot.services.notices import asked_about, queue, tell
from bot.services.office import Office, Registry
from bot.services.ports import Change, Store
from bot.services.revise import revise


def may_go_live(office: Office, day: date, today: date) -> None:
    """Refused for a draft, for a day already gone, and once the plan is live."""
    if office.golive is not None and office.golive <= today:
        raise Refused("refused.already_live", golive=office.golive)
    if office.plan.status is not PlanStatus.IN_FORCE and not office.exempt:
        raise Refused("refused.draft_rehearses_only")
    if day < today:
        raise Refused("refused.golive_in_the_past", today=today)


async def golive(store: Store, registry: Registry, day: date, now: Instant) -> None:
    """Sets the day. What is asked from then on is opened by the first tick on that day."""
    office = await registry.office()
    may_go_live(office, day, office.calendar.day(now))
    await store.commit([Change("set_golive", {"golive": day})])


async def announce(store: Store, office: Office, now: Instant) -> bool:
    """On the first day every liaison hears once of their unit's part, and of what had passed before. True: told."""
    mark = f"announce {office.plan.version}"
    if await store.one(int, "pulse_at", name=mark):
        return False
    await revise(store, office, now)
    await assign(store, office, now)
    involved = {unit for task in office.plan.tasks for _, unit in task.roles}
    changes: list[Change] = []
    for person in office.roster.holding(Role.LIAISON):
        if involved & set(person.units(Role.LIAISON)):
            changes.append(_soon(office, person.id, NoticeKind.ASSIGN, office.plan.version, now))
    for a in await store.read(Assignment, "waiting_assignments"):
        if a.state is State.PAST:
            changes += [
                _soon(office, p.id, NoticeKind.PAST, "past", now, a.id) for p in asked_about(office, a)
            ]
    if any(not task.roles.lead for task in office.plan.tasks):
        coordinators = office.roster.holding(Role.COORDINATOR)
        changes += tell(office, coordinators, NoticeKind.DECISION, f"no_lead {office.plan.version}", now)
    await store.commit([*changes, Change("pulse", {"name": mark, "at": now})])
    return True


def _soon(
    office: Office, person: str, kind: NoticeKind, occurrence: str, now: Instant, about: int = 0
) -> Change:
    at = next_slot(person, now, office.calendar, start=office.slot)
    return queue(Notice(person, kind, occurrence, now, at, about))
