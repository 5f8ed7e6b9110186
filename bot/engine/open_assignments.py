"""Opens everything the plan asks by today as an assignment, once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.allocation import PlannedAssignment, planned_assignments
from bot.domain.assignment import Event, Kind, State
from bot.domain.calendar import Instant
from bot.domain.plan import Plan, UnitRole
from bot.engine.set_aside import isolate, set_row_aside

BATCH = 400  # assignments a commit: a city's quarter is two commits, and no commit holds the writer for long


@dataclass(frozen=True, slots=True)
class OpenedKey:
    id: int
    task: str
    milestone: str
    unit: str
    taken_from: str  # the unit that the plan asks, where another has taken it over
    period: str
    role: UnitRole
    state: State


async def open_assignments(
    store: Store, context: PlanContext, now: Instant, entered: date | None = None
) -> int:
    """Opens what is not open yet and returns how many that were. Doing it again changes nothing.

    `entered`: the day on which a new version of the plan came in. Everything is looked at again then; what only the
    new version asks is asked from that day on, as if it were the first.
    """
    if context.golive is None:
        return 0
    today = context.calendar.day(now)
    since = await _since(store, context)
    if entered is None and not _may_be_new(context.plan, since, today):
        return 0
    seen = date.min if entered else since
    known = await store.read(OpenedKey, "share_keys", since=seen)
    new = _unknown(context, known, today, since, max(entered or context.golive, context.golive))
    takers = await _takers(store)
    new = _without_doubles(new, known, takers)
    led = _led_before(context, known)
    first = 1 + (await store.one(int, "last_assignment_id") or 0)
    for start in range(0, len(new), BATCH):
        batch = new[start : start + BATCH]
        await store.commit(_openings(context, batch, first + start, now, led, takers))
    await store.commit([Change("pulse", {"name": _mark(context), "at": now})])
    return len(new)


def _unknown(
    context: PlanContext, known: Sequence[OpenedKey], today: date, since: date, entered: date
) -> list[PlannedAssignment]:
    """The assignments to open: those of old work that a downtime has missed, and all of the new work."""
    assert context.golive is not None
    keys = {
        (key.task, key.milestone, unit, key.period)
        for key in known
        for unit in (key.unit, key.taken_from)
        if unit
    }
    works = {key[:3] for key in keys}
    led = _led_before(context, known)
    missed = (
        share
        for share in planned_assignments(context.plan, context.golive, today, context.calendar)
        if share.key[:3] in works and share.since > since
    )
    asked = (
        share
        for share in planned_assignments(context.plan, entered, today, context.calendar)
        if not share.period or share.until >= since
    )
    found = {share.key: share for share in (*asked, *missed) if share.key not in keys}
    return [share for share in found.values() if not _done(_predecessor(share, led))]


def _led_before(context: PlanContext, known: Iterable[OpenedKey]) -> Mapping[tuple[str, str], OpenedKey]:
    """Results as the leads of earlier versions have left them, by task and milestone."""
    return {
        (key.task, key.milestone): key
        for key in known
        if key.role is UnitRole.LEAD and not key.period and not _leads(context, key)
    }


def _leads(context: PlanContext, key: OpenedKey) -> bool:
    task = context.plan.task.get(key.task)
    return task is not None and key.unit in task.roles.lead


def _predecessor(share: PlannedAssignment, led: Mapping[tuple[str, str], OpenedKey]) -> OpenedKey | None:
    leads = share.role is UnitRole.LEAD and not share.period
    return led.get((share.task, share.milestone)) if leads else None


def _done(before: OpenedKey | None) -> bool:
    """An item that the lead of an earlier version has closed is not asked of the present lead."""
    return before is not None and before.state is State.CLOSED


Takers = Mapping[tuple[str, str, str], str]
"""(task, milestone, unit that the plan asks) → the unit that has taken its recurring work over."""


@dataclass(frozen=True, slots=True)
class TakenWork:
    task: str
    milestone: str
    taken_from: str
    unit: str


async def _takers(store: Store) -> Takers:
    rows = await store.read(TakenWork, "taken_over_works")
    return {(row.task, row.milestone, row.taken_from): row.unit for row in rows}


def _taker(share: PlannedAssignment, takers: Takers) -> str:
    """ "" where the unit that the plan asks still has it."""
    return takers.get((share.task, share.milestone, share.unit), "")


def _without_doubles(
    new: Sequence[PlannedAssignment], known: Iterable[OpenedKey], takers: Takers
) -> list[PlannedAssignment]:
    """Without the shares whose taker is asked the same by the plan itself: nobody is asked twice."""
    keys = {share.key for share in new} | {(key.task, key.milestone, key.unit, key.period) for key in known}

    def is_double(share: PlannedAssignment) -> bool:
        taker = _taker(share, takers)
        return bool(taker) and taker != share.unit and (*share.key[:2], taker, share.period) in keys

    return [share for share in new if not is_double(share)]


def _mark(context: PlanContext) -> str:
    """Another go-live looks at everything again."""
    return f"assign {context.golive}"


async def _since(store: Store, context: PlanContext) -> date:
    assert context.golive is not None
    last = await store.one(int, "pulse_at", name=_mark(context))
    return context.calendar.day(last) if last else date.min


def _may_be_new(plan: Plan, since: date, today: date) -> bool:
    """Periods begin on the first of a month and seasons on their own days: nothing else opens by the passing of
    time."""
    return (since.year, since.month) != (today.year, today.month) or any(
        since < start <= today for start in plan.season_starts
    )


def _openings(
    context: PlanContext,
    batch: Sequence[PlannedAssignment],
    first: int,
    now: Instant,
    led: Mapping[tuple[str, str], OpenedKey],
    takers: Takers,
) -> list[Change]:
    """The rows of the new assignments. One that cannot be opened is set aside."""
    today = context.calendar.day(now)

    def opened(numbered: tuple[int, PlannedAssignment]) -> tuple[Change, ...]:
        number, planned = numbered
        event = opening(planned, number, now, today, _predecessor(planned, led), _taker(planned, takers))
        return record(context, None, event).changes

    done, failed = isolate(list(enumerate(batch, first)), opened)
    changes = [change for _, found in done for change in found]
    for one in failed:
        _, planned = one.row
        changes += set_row_aside(context, "planned", " ".join(planned.key), one, now, name=planned.unit)
    return changes


def opening(
    share: PlannedAssignment,
    number: int,
    now: Instant,
    today: date,
    before: OpenedKey | None,
    taker: str = "",
) -> Event:
    """The OPENED event of a share; `number` becomes the assignment's id, `before` is what it takes over. `taker`: the
    unit that has taken this work over from the one that the plan asks."""
    data: dict[str, object] = {
        "id": number,
        "task": share.task,
        "milestone": share.milestone,
        "unit": share.unit,
        "role": share.role,
        "kind": share.kind,
        "strength": share.strength,
        "period": share.period,
        "since": share.since.isoformat(),
        "until": share.until.isoformat(),
        "due": share.due.isoformat(),
        "state": share.state,
        "climbed": share.escalated_through.isoformat(),
    }
    if share.told_only:
        data["told_only"] = True
    if taker:
        data |= {"unit": taker, "taken_from": share.unit}
    return Event(Kind.OPENED, now, today, data=data | {"from": before.id} if before else data)
