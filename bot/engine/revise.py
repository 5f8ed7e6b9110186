"""Revise: applies a new plan version to existing assignments. Reports and history stay."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.allocation import PlannedAssignment, planned_assignments
from bot.domain.assignment import LOCAL_WORK, Assignment, Event, Kind, State
from bot.domain.calendar import Instant
from bot.domain.fold import fold
from bot.domain.notice import NoticeKind
from bot.domain.review import reviewers
from bot.domain.snapshot import snapshot
from bot.engine.notices import queue_notices
from bot.engine.open_assignments import BATCH
from bot.engine.set_aside import isolate, set_assignments_aside
from bot.queries.history import events_of

Keys = tuple[str, str, str, str]


async def revise(
    store: Store, context: PlanContext, renamed: Sequence[tuple[str, str]], now: Instant
) -> None:
    """Drops what the plan no longer asks, restores what it asks again, and changes what it asks otherwise.
    `renamed`: units, old name and new. What it asks anew is `assign`'s."""
    if context.golive is None:
        return
    for was, name in renamed:
        await _rename(store, context, was, name, now)
    asked = _asked(context, now)
    changes: list[Change] = []
    unsettled = await store.read(Assignment, "unsettled_assignments")
    done, failed = isolate(unsettled, lambda a: list(_revised(context, a, asked, now)))
    changes += [change for _, found in done for change in found]
    changes += set_assignments_aside(context, failed, now)
    for a in await store.read(Assignment, "dropped_assignments"):
        if share := _share(a, asked):
            changes += await _restored(store, context, a, share, now)
    await _commit(store, changes)


async def _commit(store: Store, changes: Sequence[Change]) -> None:
    """Commits in batches, so that no commit holds the writer for long. A repeated attempt skips finished batches."""
    pieces: list[list[Change]] = [[]]
    for change in changes:
        if len(pieces[-1]) >= 2 * BATCH and change.statement == "update_assignment":
            pieces.append([])
        pieces[-1].append(change)
    for piece in filter(None, pieces):
        await store.commit(piece)


def _asked(context: PlanContext, now: Instant) -> Mapping[Keys, PlannedAssignment]:
    assert context.golive is not None
    today = context.calendar.day(now)
    return {
        share.key: share
        for share in planned_assignments(context.plan, context.golive, today, context.calendar)
    }


def _key(a: Assignment) -> Keys:
    """The share as the plan has it, whichever unit has taken it over."""
    return a.task, a.milestone, a.asked_unit, a.period


def _share(a: Assignment, asked: Mapping[Keys, PlannedAssignment]) -> PlannedAssignment | None:
    """What the plan asks of it; a version may ask the very unit that had taken it over."""
    return asked.get(_key(a)) or asked.get((a.task, a.milestone, a.unit, a.period))


# ---- what is running


@dataclass(frozen=True, slots=True)
class _At:
    """One revision: its instant and inputs."""

    context: PlanContext
    now: Instant

    @property
    def today(self) -> date:
        return self.context.calendar.day(self.now)

    def event(self, kind: Kind, **data: object) -> Event:
        return Event(kind, self.now, self.today, data={"plan": self.context.plan.version, **data})


def _revised(
    context: PlanContext, a: Assignment, asked: Mapping[Keys, PlannedAssignment], now: Instant
) -> Iterator[Change]:
    """Applies events to one assignment, each to the result of the one before."""
    at = _At(context, now)
    share = _share(a, asked)
    if share is None:
        why = why_dropped(context, a, asked)
        if why != "period" or a.until >= at.today:  # another rhythm from now on: what was missed stays missed
            yield from record(context, a, at.event(Kind.DROPPED, why=why)).changes
        return
    for decide in (_otherwise, _redated, _freed):
        event = decide(at, a, share)
        if event:
            recorded = record(context, a, event)
            a = recorded.after
            yield from recorded.changes
    yield from _to_its_reviewer(at, a)


def why_dropped(context: PlanContext, a: Assignment, asked: Iterable[Keys]) -> str:
    """Why the plan no longer has it: the <reason> of happened.dropped.<reason>."""
    if a.task not in context.plan.task:
        return "task"
    local = a.milestone.endswith(f".{LOCAL_WORK}")
    if not local and context.plan.milestone(a.task, a.milestone) is None:
        return "milestone"
    same_work = any(key[:3] == _key(a)[:3] for key in asked)
    return "period" if same_work else "unit"


def _otherwise(at: _At, a: Assignment, share: PlannedAssignment) -> Event | None:
    """In another role, with another strength, or named by the plan where it was only told."""
    wanted = {"role": share.role, "strength": share.strength, "told_only": share.told_only}
    changed = {name: value for name, value in wanted.items() if getattr(a, name) is not value}
    return at.event(Kind.REVISED, **changed) if changed else None


def _redated(at: _At, a: Assignment, share: PlannedAssignment) -> Event | None:
    """An extension granted against the old date still holds: only a plan date that itself moved moves the item."""
    if a.recurring or share.due == a.planned:
        return None
    still_past = (
        a.state is State.PAST and share.due < at.today
    )  # and climbs only when the coordinator says so
    kind = Kind.REVISED if still_past else Kind.REDATED
    return at.event(kind, due=share.due.isoformat(), was=a.planned.isoformat())


def _freed(at: _At, a: Assignment, share: PlannedAssignment) -> Event | None:
    """Resumes an item that waits for a unit which has left the plan."""
    lost = a.running and a.holder != a.unit and a.holder not in at.context.plan.unit
    return at.event(Kind.RESUMED) if lost else None


def _to_its_reviewer(at: _At, a: Assignment) -> Iterator[Change]:
    """Moves a pending review to the reviewer under this version and notifies them."""
    if a.state is not State.SUBMITTED:
        return
    chosen = reviewers(a, at.context.plan, at.context.roster)
    if not chosen.people or chosen.unit == a.holder:
        return
    recorded = record(at.context, a, at.event(Kind.REVISED, holder=chosen.unit))
    yield from recorded.changes
    occurrence = f"submitted {recorded.after.version}"
    yield from queue_notices(
        at.context, chosen.people, NoticeKind.REVIEW, occurrence, at.now, about=recorded.after
    )


# ---- what comes back, and what is called otherwise


async def _restored(
    store: Store, context: PlanContext, a: Assignment, share: PlannedAssignment, now: Instant
) -> Sequence[Change]:
    """As it stood before it was dropped, then what this version asks of it. A period that is over stays as it is."""
    at = _At(context, now)
    if share.period and share.until < at.today:
        return ()
    events = await events_of(store, str(a.id), context.calendar)
    before = fold(happened.event for happened in events[:-1])
    restored = record(context, a, at.event(Kind.RESTORED, **snapshot(before)))
    return *restored.changes, *_revised(context, restored.after, {_key(a): share}, now)


async def _rename(store: Store, context: PlanContext, was: str, name: str, now: Instant) -> None:
    """All that was ever the unit's, so that its record is one. What stands under the new name already stays apart."""
    rows = await store.read(Assignment, "whole_unit", unit=was)
    named = await store.read(Assignment, "whole_unit", unit=name)
    taken = {(a.task, a.milestone, a.period) for a in named if a.unit == name}
    event = _At(context, now).event(Kind.RENAMED, was=was, unit=name)
    changes: list[Change] = []
    for a in rows:
        if a.unit != was or (a.task, a.milestone, a.period) not in taken:
            changes += record(context, a, event).changes
    await _commit(store, changes)
