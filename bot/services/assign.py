"""Assign: everything the plan asks by today becomes an assignment, once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.allot import Share, shares
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Instant
from bot.services.office import Office
from bot.services.ports import Change, Store
from bot.services.record import record

BATCH = 400  # assignments a commit: a city's quarter is two commits, and no commit holds the writer for long


@dataclass(frozen=True, slots=True)
class Key:
    task: str
    milestone: str
    unit: str
    period: str


async def assign(store: Store, office: Office, now: Instant) -> int:
    """Opens what is not open yet and returns how many that were. Doing it again changes nothing."""
    if office.golive is None:
        return 0
    today = office.calendar.day(now)
    since = await _since(store, office)
    if not _may_be_new(since, today):
        return 0
    known = {
        (k.task, k.milestone, k.unit, k.period) for k in await store.read(Key, "share_keys", since=since)
    }
    new = [
        share
        for share in shares(office.plan, office.golive, today, office.calendar)
        if share.key not in known
    ]
    new = [share for share in new if not share.period or share.until >= since]
    first = 1 + (await store.one(int, "last_assignment_id") or 0)
    for start in range(0, len(new), BATCH):
        batch = new[start : start + BATCH]
        await store.commit(list(_openings(office, batch, first + start, now)))
    await store.commit([Change("pulse", {"name": _mark(office), "at": now})])
    return len(new)


def _mark(office: Office) -> str:
    """A new plan version or go-live looks at everything again."""
    return f"assign {office.plan.version} {office.golive}"


async def _since(store: Store, office: Office) -> date:
    assert office.golive is not None
    last = await store.one(int, "pulse_at", name=_mark(office))
    return office.calendar.day(last) if last else date.min


def _may_be_new(since: date, today: date) -> bool:
    """Periods begin on the first of a month: nothing else opens by the passing of time."""
    return (since.year, since.month) != (today.year, today.month)


def _openings(office: Office, batch: Iterable[Share], first: int, now: Instant) -> Iterable[Change]:
    """A period is lit as on its first day: if that is long over, the same tick lights it anew and, as for any
    period that is being asked, retires the ones before."""
    today = office.calendar.day(now)
    for number, share in enumerate(batch, first):
        lit = share.since if share.period else today
        yield from record(office, None, opening(share, number, now, today), lit=lit).changes


def opening(share: Share, number: int, now: Instant, today: date) -> Event:
    """The OPENED event of a share; `number` becomes the assignment's id."""
    data: Mapping[str, object] = {
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
        "climbed": share.climbed.isoformat(),
    }
    return Event(Kind.OPENED, now, today, data=data)


async def retire(store: Store, office: Office, newer: Iterable[Assignment], now: Instant) -> list[Change]:
    """Earlier periods of work whose next period is now being asked no longer count in lights. They keep their
    state: a missed one stays 未报 in the ledger."""
    retired: dict[int, Assignment] = {}
    for a in newer:
        older = await store.read(
            Assignment, "older_periods", task=a.task, milestone=a.milestone, unit=a.unit, since=a.since
        )
        retired |= {old.id: old for old in older}
    happened = Event(Kind.RETIRED, now, office.calendar.day(now))
    return [change for old in retired.values() for change in record(office, old, happened).changes]
