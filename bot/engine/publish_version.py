"""Publishes a plan version once: opens and revises assignments and notifies the people concerned."""

from collections.abc import Iterable

from bot.context.events import note_plan_state
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.context.recipients import asked_about
from bot.domain.assignment import Assignment, State
from bot.domain.calendar import Instant
from bot.domain.named_work import named_works
from bot.domain.notice import NoticeKind
from bot.domain.person import Role
from bot.domain.plan_change import PlanChange as Revision
from bot.domain.plan_change import to_data
from bot.domain.plan_diff import changes_in
from bot.domain.task_matching import match
from bot.engine.notices import notice_to, queue_notices
from bot.engine.open_assignments import open_assignments
from bot.engine.revise import revise


async def publish_version(store: Store, context: PlanContext, now: Instant) -> bool:
    """Publishes the loaded version, the first one on go-live day. Returns True when it was not published before.

    The first version is told once to every liaison: their unit's part, and what was past before go-live. A later one
    is told to those whose work it changes, with the changes; for everybody else their older acknowledgement holds.
    """
    if context.carried_out == context.plan.version:
        return False
    found = match(context.before, context.as_written) if context.before else None
    await revise(store, context, found.renamed if found else (), now)
    await open_assignments(
        store, context, now, entered=context.calendar.day(now) if found else context.golive
    )
    told = _changed(context, changes_in(found), now) if found else _everybody(context, now)
    changes = [*told, *await past_notices(store, context, now), *_without_lead(context, now)]
    version = {"version": context.plan.version, "before": context.carried_out, "now": now}
    await store.commit(
        [*changes, Change("carry_out", version), Change("keep_carried_out", version), note_plan_state(now)]
    )
    return True


def _everybody(context: PlanContext, now: Instant) -> list[Change]:
    involved = {unit for task in context.plan.works for _, unit in task.roles}
    return [
        notice_to(context, person.id, NoticeKind.ASSIGN, context.plan.version, now)
        for person in context.roster.holding(Role.LIAISON)
        if involved & set(person.units(Role.LIAISON))
    ]


def _changed(context: PlanContext, changes: Iterable[Revision], now: Instant) -> list[Change]:
    """Notifies the people who are asked for the task in each affected unit, with the changes for their own unit."""
    lines: dict[str, list[dict[str, object]]] = {}
    for change in changes:
        for unit in change.touches:
            told = {"unit": unit, **to_data(change.for_unit(unit))}
            for person in context.roster.liaisons(unit, change.about.task if change.about else ""):
                lines.setdefault(person.id, []).append(told)
    occurrence = f"{context.plan.version} {now}"  # a version that was replaced and comes back is told again
    return [
        notice_to(context, person, NoticeKind.ASSIGN, occurrence, now, data={"changes": told})
        for person, told in lines.items()
    ]


async def past_notices(store: Store, context: PlanContext, now: Instant) -> list[Change]:
    waiting = await store.read(Assignment, "waiting_assignments")
    return [
        notice_to(context, person.id, NoticeKind.PAST, "past", now, about=a.id)
        for a in waiting
        if a.state is State.PAST
        for person in asked_about(context, a)
    ]


def _without_lead(context: PlanContext, now: Instant) -> list[Change]:
    """Asks the coordinator once about the same tasks without a lead and the same works without a county, whatever else
    changes."""
    tasks = [task.id for task in context.plan.tasks if not task.roles.leads]
    works = [work.milestone.id for work in named_works(context.plan)]
    if not tasks and not works:
        return []
    occurrence = " ".join(("no_lead", *tasks, *(("which_county", *works) if works else ())))
    return queue_notices(
        context, context.roster.holding(Role.COORDINATOR), NoticeKind.DECISION, occurrence, now
    )
