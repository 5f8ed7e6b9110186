"""Carry out: a version of the plan becomes what is asked, and those it concerns are told, each version once."""

from collections.abc import Iterable, Mapping

from bot.domain.assignment import Assignment, State
from bot.domain.calendar import Instant
from bot.domain.change import Change as Revision
from bot.domain.change import to_data
from bot.domain.changes import changes_in
from bot.domain.match import match
from bot.domain.notice import Notice, NoticeKind, next_slot
from bot.domain.person import Role
from bot.services.assign import assign
from bot.services.notices import asked_about, queue, tell
from bot.services.office import Office
from bot.services.ports import Change, Store
from bot.services.revise import revise


async def carry_out(store: Store, office: Office, now: Instant) -> bool:
    """A version of the plan is carried out, the first on its first day. True: it had not been.

    Of the first every liaison hears once of their unit's part, and of what had passed before; of a later one those
    whose work it changes, and of what. An acknowledgement of an older version holds for everybody else.
    """
    if office.carried_out == office.plan.version:
        return False
    found = match(office.before, office.plan) if office.before else None
    await revise(store, office, found.renamed if found else (), now)
    await assign(store, office, now, entered=office.calendar.day(now) if found else office.golive)
    told = _changed(office, changes_in(found), now) if found else _everybody(office, now)
    changes = [*told, *await _past(store, office, now), *_without_lead(office, now)]
    version = {"version": office.plan.version, "before": office.carried_out, "now": now}
    await store.commit([*changes, Change("carry_out", version), Change("keep_carried_out", version)])
    return True


def _everybody(office: Office, now: Instant) -> list[Change]:
    involved = {unit for task in office.plan.tasks for _, unit in task.roles}
    return [
        _soon(office, person.id, NoticeKind.ASSIGN, office.plan.version, now)
        for person in office.roster.holding(Role.LIAISON)
        if involved & set(person.units(Role.LIAISON))
    ]


def _changed(office: Office, changes: Iterable[Revision], now: Instant) -> list[Change]:
    """Told to those who are asked for the task in the unit, each what changes for their own unit."""
    lines: dict[str, list[dict[str, object]]] = {}
    for change in changes:
        for unit in change.touches:
            told = {"unit": unit, **to_data(change.of(unit))}
            for person in office.roster.liaisons(unit, change.about.task if change.about else ""):
                lines.setdefault(person.id, []).append(told)
    occurrence = f"{office.plan.version} {now}"  # a version that was replaced and comes back is told again
    return [
        _soon(office, person, NoticeKind.ASSIGN, occurrence, now, data={"changes": told})
        for person, told in lines.items()
    ]


async def _past(store: Store, office: Office, now: Instant) -> list[Change]:
    waiting = await store.read(Assignment, "waiting_assignments")
    return [
        _soon(office, person.id, NoticeKind.PAST, "past", now, about=a.id)
        for a in waiting
        if a.state is State.PAST
        for person in asked_about(office, a)
    ]


def _without_lead(office: Office, now: Instant) -> list[Change]:
    """The coordinator is asked once about the same tasks, whatever else the plan changes."""
    tasks = [task.id for task in office.plan.tasks if not task.roles.lead]
    if not tasks:
        return []
    occurrence = f"no_lead {' '.join(tasks)}"
    return tell(office, office.roster.holding(Role.COORDINATOR), NoticeKind.DECISION, occurrence, now)


def _soon(
    office: Office, person: str, kind: NoticeKind, occurrence: str, now: Instant, *,
    about: int = 0, data: Mapping[str, object] | None = None,
) -> Change:  # fmt: skip
    at = next_slot(person, now, office.calendar, start=office.slot)
    return queue(Notice(person, kind, occurrence, now, at, about, data=data or {}))
