"""Tick: what has fallen due by `now` becomes events and notices. Idempotent, monotone in time.

After a downtime the rungs missed together are all recorded, and each person hears the highest of those that
address them: a talk is not proposed to the coordinator about a unit that never heard it was late.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile
from types import MappingProxyType

from bot.context.events import askings_of, clock_base, ladder_of, record, refresh_derived
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.context.recipients import asked, holding_the_post, recipients
from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.calendar import Instant
from bot.domain.decided import monthly_after
from bot.domain.delivery import UnsentReason
from bot.domain.errors import Stale
from bot.domain.ladder import Draft, DueStep, Ladder, due_steps
from bot.domain.notice import NoticeKind, week_of
from bot.domain.person import Person, Role
from bot.engine.absences import turn_absences
from bot.engine.acknowledgements import chase_acknowledgements
from bot.engine.carry_out_rulings import carry_out_rulings
from bot.engine.emergency_clocks import turn_emergency_clocks
from bot.engine.new_holders import tell_new_holders
from bot.engine.notices import queue_notices, queue_rung_notices
from bot.engine.on_their_day import has_a_day, record_day_due
from bot.engine.open_assignments import open_assignments
from bot.engine.propose_papers import propose_papers
from bot.engine.publish_version import publish_version
from bot.engine.set_aside import isolate, set_assignments_aside
from bot.engine.ticket_clocks import tell_due_tickets
from bot.engine.unattended import tell_unattended

LIMIT = 500


async def tick(store: Store, context: PlanContext, now: Instant) -> bool:
    """One turn. True: there is more, go again at once."""
    if context.golive is None or now < context.begins(context.golive) or not context.may_send:
        return False
    try:
        if await turn_absences(store, context, now) or await tell_new_holders(store, context, now):
            return True
        if not await publish_version(store, context, now) and not await carry_out_rulings(
            store, context, now
        ):
            await open_assignments(store, context, now)
        if await turn_emergency_clocks(store, context, now) or await tell_due_tickets(store, context, now):
            return True
        if context.stands_until(now) is None:
            await chase_acknowledgements(store, context, now)
            await _leaders_week(store, context, now)
            await propose_papers(store, context, now)
    except Stale:  # another worker was doing the same: what it has done is found by the next turn
        return True
    if await _relight(store, context, now) == LIMIT:  # first all of it: a period has a clock once it counts
        return True
    if context.stands_until(now) is not None:  # an emergency runs: ladders stand still
        return False
    return await _escalate_due(store, context, now) == LIMIT


async def _escalate_due(store: Store, context: PlanContext, now: Instant) -> int:
    due = await store.read(Assignment, "due_assignments", now=now, limit=LIMIT)
    done, failed = isolate(due, lambda a: record_due_rungs(context, a, now))
    changes = _freeze(context, [a for a, _ in done])
    changes += [change for _, found in done for change in found]
    changes += set_assignments_aside(context, failed, now)
    if changes:
        try:
            await store.commit(changes)
        except Stale:  # somebody answered one of them in this very moment: the next turn reads it again
            return LIMIT
    return len(due)


async def _relight(store: Store, context: PlanContext, now: Instant) -> int:
    dimmed = await store.read(Assignment, "dimmed_assignments", now=now, limit=LIMIT)
    today = context.calendar.day(now)
    done, failed = isolate(dimmed, lambda a: refresh_derived(a, context, today))
    changes = [change for _, change in done if change]
    changes += set_assignments_aside(context, failed, now)
    if changes:
        try:
            await store.commit(changes)
        except Stale:
            return LIMIT
    return len(dimmed)


def _freeze(context: PlanContext, due: Sequence[Assignment]) -> list[Change]:
    """The rules of those whose first rung this is, kept once for all of them."""
    first = (ladder_of(a, context) for a in due if not a.ladder and a.state is not State.SUBMITTED)
    ladders = {ladder.digest: ladder for ladder in first if ladder}
    return [
        Change("freeze_ladder", {"digest": digest, "body": ladder.to_json()}, rows=None)
        for digest, ladder in ladders.items()
    ]


def record_due_rungs(context: PlanContext, a: Assignment, now: Instant) -> Sequence[Change]:
    """The event of every rise due by now, and a notice for each person of the highest that addresses them."""
    if has_a_day(a):
        return record_day_due(context, a, now)
    ladder = ladder_of(a, context)
    today = context.calendar.day(now)
    due = _steps(context, a, ladder, today) if ladder else []
    if ladder is None or not due:
        return _record_askings(context, a, now)
    falling = sorted(due, key=lambda rise: (rise.step.rung.height, rise.day), reverse=True)
    top = falling[0]
    hearing, unsent = _hearing(context, a, ladder, falling)
    data = {
        "climbed": due[-1].day.isoformat(),
        "rung": top.step.rung,
        "draft": top.step.draft,
        "ladder": ladder.digest,
        "occurrences": [str(rise.occurrence) for rise in due],
        "spent": any(rise.step.silenced_by_report for rise in due),
        "unsent": unsent or "",
    }
    if missing := [] if unsent else _missing(context, a, top):
        data["missing"] = missing
    if any(Role.LIAISON in heard_by.values() for _, heard_by in hearing):
        data["asked"] = context.calendar.not_before(today).isoformat()  # the day on which it goes out
    changes = list(record(context, a, Event(Kind.CLIMBED, now, today, data=data)).changes)
    changes += tell_unattended(context, a, (role for rise, _ in hearing for role in rise.step.to), now)
    for rise, heard_by in hearing:
        changes += _tell(context, a, rise, heard_by, now)
    return changes


def _record_askings(context: PlanContext, a: Assignment, now: Instant) -> Sequence[Change]:
    """The event of a dated item's being asked in its unit's return, and the notices of the highest step due."""
    today = context.calendar.day(now)
    due = list(takewhile(lambda one: one.rise.day <= today, askings_of(a, context)))
    if not due:  # the calendar has changed under it: only its clock is set again
        change = refresh_derived(a, context, today)
        return [change] if change else []
    last = [one for one in due if one.period == due[-1].period]  # after a downtime of months: the last return
    falling = sorted(
        (one.rise for one in last), key=lambda rise: (rise.step.rung.height, rise.day), reverse=True
    )
    awaited = replace(a, reported_since_reminder=False)  # a report before the period's end is no answer to it
    hearing, unsent = _hearing(context, awaited, context.ladders.returned, falling)
    data: dict[str, object] = {
        "climbed": due[-1].rise.day.isoformat(),
        "period": last[0].period.name,
        "due": last[0].due.isoformat(),
        "rung": falling[0].step.rung,
        "unsent": unsent or "",
    }
    if any(Role.LIAISON in heard_by.values() for _, heard_by in hearing):
        data["asked"] = last[0].due.isoformat()  # the asking of a return ends on its due day
    changes = list(record(context, a, Event(Kind.ASKED, now, today, data=data)).changes)
    changes += tell_unattended(context, a, (role for rise, _ in hearing for role in rise.step.to), now)
    answered_from = context.calendar.at(last[0].period.end + timedelta(days=1))
    about = {"period": last[0].period.name, "answered_from": answered_from, "quietable": False}
    for rise, heard_by in hearing:
        changes += _tell(context, a, rise, heard_by, now, about)
    return changes


def _steps(context: PlanContext, a: Assignment, ladder: Ladder, today: date) -> list[DueStep]:
    return due_steps(ladder, clock_base(a), a.escalated_through, today, context.calendar, monthly_after(a))


def _missing(context: PlanContext, a: Assignment, rise: DueStep) -> list[Role]:
    """Roles that the step addresses and nobody holds, while others hear of it."""
    return [role for role in rise.step.to if not recipients(context, a, (role,))]


def _hearing(
    context: PlanContext, a: Assignment, ladder: Ladder, falling: Sequence[DueStep]
) -> tuple[list[tuple[DueStep, Mapping[Person, Role]]], UnsentReason | None]:
    """The recipients of each step, a person under the highest that addresses them, and why the highest is not sent."""
    heard_by, unsent = _recipients_of(context, a, ladder, falling[0])
    hearing, told = [(falling[0], heard_by)], set(heard_by)
    for rise in falling[1:]:
        missed = {p: role for p, role in _recipients_of(context, a, ladder, rise)[0].items() if p not in told}
        hearing.append((rise, missed))
        told |= missed.keys()
    return hearing, unsent


def _tell(
    context: PlanContext, a: Assignment, rise: DueStep, heard_by: Mapping[Person, Role], now: Instant,
    more: Mapping[str, object] = MappingProxyType({}),
) -> list[Change]:  # fmt: skip
    about = {
        "day": rise.day.isoformat(),
        "draft": rise.step.draft,
        "at": rise.step.at.n,
        "quietable": rise.step.silenced_by_report,
        "instead": asked(context, a).instead or "",
    }
    return queue_rung_notices(context, heard_by, a, rise.step.rung, rise.occurrence, now, {**about, **more})


def _recipients_of(
    context: PlanContext, a: Assignment, ladder: Ladder, rise: DueStep
) -> tuple[Mapping[Person, Role], UnsentReason | None]:
    """Whom a due step addresses, or nobody and why."""
    people = recipients(context, a, rise.step.to, rise.step.draft)
    if rise.step.silenced_by_report and a.reported_since_reminder:
        return {}, UnsentReason.REPORTED
    if not people:
        return {}, UnsentReason.NOBODY
    lower = {role for s in ladder.steps if s.rung.height < rise.step.rung.height for role in s.to}
    adds_role = rise.step in ladder.steps and rise.step.draft is Draft.NONE and lower
    if adds_role and not people.keys() - holding_the_post(context, a, lower).keys():
        return {}, UnsentReason.ADDS_NOBODY
    return people, None


async def _leaders_week(store: Store, context: PlanContext, now: Instant) -> None:
    """One weekly notice a leader, on the first workday of the week, or later in it after a downtime; its three
    lines are written when it goes out. The week of go-live has none."""
    today = context.calendar.day(now)
    first = context.calendar.not_before(today - timedelta(days=today.weekday()))
    if today < first or context.golive is None or first <= context.golive:
        return
    last = await store.one(int, "pulse_at", name="weekly")
    if last and week_of(context.calendar.day(last)) == week_of(today):
        return
    leaders = context.roster.holding(Role.LEADER)
    changes = queue_notices(context, leaders, NoticeKind.WEEKLY, week_of(today), now)
    await store.commit([*changes, Change("pulse", {"name": "weekly", "at": now})])
