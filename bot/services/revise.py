"""Revise: what a new version of the plan means for what has been assigned. Reports and history stay."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.allot import Share, shares
from bot.domain.assignment import LOCAL_WORK, Assignment, Event, Kind, State
from bot.domain.calendar import Instant
from bot.domain.fold import fold, snapshot
from bot.domain.notice import NoticeKind
from bot.domain.review import reviewers
from bot.services.assign import BATCH
from bot.services.history import events_of
from bot.services.notices import tell
from bot.services.office import Office
from bot.services.ports import Change, Store
from bot.services.record import record

Keys = tuple[str, str, str, str]


async def revise(store: Store, office: Office, renamed: Sequence[tuple[str, str]], now: Instant) -> None:
    """Drops what the plan no longer asks, restores what it asks again, and changes what it asks otherwise.
    `renamed`: units, old name and new. What it asks anew is `assign`'s."""
    if office.golive is None:
        return
    for was, name in renamed:
        await _rename(store, office, was, name, now)
    asked = _asked(office, now)
    changes: list[Change] = []
    for a in await store.read(Assignment, "unsettled_assignments"):
        changes += _revised(office, a, asked, now)
    for a in await store.read(Assignment, "dropped_assignments"):
        if share := asked.get(_key(a)):
            changes += await _restored(store, office, a, share, now)
    await _commit(store, changes)


async def _commit(store: Store, changes: Sequence[Change]) -> None:
    """In pieces, so that no commit holds the writer for long: each piece done is found done by the next attempt."""
    pieces: list[list[Change]] = [[]]
    for change in changes:
        if len(pieces[-1]) >= 2 * BATCH and change.statement == "update_assignment":
            pieces.append([])
        pieces[-1].append(change)
    for piece in filter(None, pieces):
        await store.commit(piece)


def _asked(office: Office, now: Instant) -> Mapping[Keys, Share]:
    assert office.golive is not None
    today = office.calendar.day(now)
    return {share.key: share for share in shares(office.plan, office.golive, today, office.calendar)}


def _key(a: Assignment) -> Keys:
    return a.task, a.milestone, a.unit, a.period


# ---- what is running


@dataclass(frozen=True, slots=True)
class _At:
    """The moment of a revision."""

    office: Office
    now: Instant

    @property
    def today(self) -> date:
        return self.office.calendar.day(self.now)

    def event(self, kind: Kind, **data: object) -> Event:
        return Event(kind, self.now, self.today, data={"plan": self.office.plan.version, **data})


def _revised(office: Office, a: Assignment, asked: Mapping[Keys, Share], now: Instant) -> Iterator[Change]:
    """The events of one assignment, each on what the one before has left."""
    at = _At(office, now)
    share = asked.get(_key(a))
    if share is None:
        yield from record(office, a, at.event(Kind.DROPPED, why=why_dropped(office, a, asked))).changes
        return
    for decide in (_otherwise, _redated, _freed):
        event = decide(at, a, share)
        if event:
            recorded = record(office, a, event)
            a = recorded.after
            yield from recorded.changes
    yield from _to_its_reviewer(at, a)


def why_dropped(office: Office, a: Assignment, asked: Iterable[Keys]) -> str:
    """A reason of happened.dropped.<reason>: what of it the plan no longer has."""
    if a.task not in office.plan.task:
        return "task"
    local = a.milestone.endswith(f".{LOCAL_WORK}")
    if not local and office.plan.milestone(a.task, a.milestone) is None:
        return "milestone"
    same_work = any(key[:3] == _key(a)[:3] for key in asked)
    return "period" if same_work else "unit"


def _otherwise(at: _At, a: Assignment, share: Share) -> Event | None:
    """In another role, or with another strength."""
    wanted = {"role": share.role, "strength": share.strength}
    changed = {name: value for name, value in wanted.items() if getattr(a, name) is not value}
    return at.event(Kind.REVISED, **changed) if changed else None


def _redated(at: _At, a: Assignment, share: Share) -> Event | None:
    """An extension granted against the old date still holds: only a plan date that itself moved moves the item."""
    if a.recurring or share.due == a.planned:
        return None
    still_past = (
        a.state is State.PAST and share.due < at.today
    )  # and climbs only when the coordinator says so
    kind = Kind.REVISED if still_past else Kind.REDATED
    return at.event(kind, due=share.due.isoformat(), was=a.planned.isoformat())


def _freed(at: _At, a: Assignment, share: Share) -> Event | None:
    """It waited for a unit that the plan no longer knows."""
    lost = a.running and a.holder != a.unit and a.holder not in at.office.plan.unit
    return at.event(Kind.RESUMED) if lost else None


def _to_its_reviewer(at: _At, a: Assignment) -> Iterator[Change]:
    """What waits for review waits for whoever reviews it under this version; they have not been told yet."""
    if a.state is not State.SUBMITTED:
        return
    chosen = reviewers(a, at.office.plan, at.office.roster)
    if not chosen.people or chosen.unit == a.holder:
        return
    recorded = record(at.office, a, at.event(Kind.REVISED, holder=chosen.unit))
    yield from recorded.changes
    occurrence = f"submitted {recorded.after.version}"
    yield from tell(at.office, chosen.people, NoticeKind.REVIEW, occurrence, at.now, about=recorded.after)


# ---- what comes back, and what is called otherwise


async def _restored(
    store: Store, office: Office, a: Assignment, share: Share, now: Instant
) -> Sequence[Change]:
    """As it stood before it was dropped, then what this version asks of it. A period that is over stays as it is."""
    at = _At(office, now)
    if share.period and share.until < at.today:
        return ()
    events = await events_of(store, str(a.id), office.calendar)
    before = fold(happened.event for happened in events[:-1])
    restored = record(office, a, at.event(Kind.RESTORED, **snapshot(before)))
    return *restored.changes, *_revised(office, restored.after, {_key(a): share}, now)


async def _rename(store: Store, office: Office, was: str, name: str, now: Instant) -> None:
    """All that was ever the unit's, so that its record is one. What stands under the new name already stays apart."""
    rows = await store.read(Assignment, "whole_unit", unit=was)
    taken = {_key(a) for a in await store.read(Assignment, "whole_unit", unit=name)}
    event = _At(office, now).event(Kind.RENAMED, was=was, unit=name)
    changes: list[Change] = []
    for a in rows:
        if (a.task, a.milestone, name, a.period) not in taken:
            changes += record(office, a, event).changes
    await _commit(store, changes)
