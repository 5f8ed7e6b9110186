"""Assign: everything the plan asks by today becomes an assignment, once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.allot import Share, shares
from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.calendar import Instant
from bot.domain.plan import UnitRole
from bot.services.office import Office
from bot.services.ports import Change, Store
from bot.services.record import record

BATCH = 400  # assignments a commit: a city's quarter is two commits, and no commit holds the writer for long


@dataclass(frozen=True, slots=True)
class Key:
    id: int
    task: str
    milestone: str
    unit: str
    period: str
    role: UnitRole
    state: State


async def assign(store: Store, office: Office, now: Instant, entered: date | None = None) -> int:
    """Opens what is not open yet and returns how many that were. Doing it again changes nothing.

    `entered`: the day on which a new version of the plan came in. Everything is looked at again then; what only the
    new version asks is asked from that day on, as if it were the first.
    """
    if office.golive is None:
        return 0
    today = office.calendar.day(now)
    since = await _since(store, office)
    if entered is None and not _may_be_new(since, today):
        return 0
    seen = date.min if entered else since
    known = await store.read(Key, "share_keys", since=seen)
    new = _unknown(office, known, today, since, max(entered or office.golive, office.golive))
    led = _led_before(office, known)
    first = 1 + (await store.one(int, "last_assignment_id") or 0)
    for start in range(0, len(new), BATCH):
        batch = new[start : start + BATCH]
        await store.commit(list(_openings(office, batch, first + start, now, led)))
    await store.commit([Change("pulse", {"name": _mark(office), "at": now})])
    return len(new)


def _unknown(office: Office, known: Sequence[Key], today: date, since: date, entered: date) -> list[Share]:
    """What a downtime has missed of the old work, and all of the new."""
    assert office.golive is not None
    keys = {(key.task, key.milestone, key.unit, key.period) for key in known}
    works = {key[:3] for key in keys}
    led = _led_before(office, known)
    missed = (
        share
        for share in shares(office.plan, office.golive, today, office.calendar)
        if share.key[:3] in works and share.since > since
    )
    asked = (
        share
        for share in shares(office.plan, entered, today, office.calendar)
        if not share.period or share.until >= since
    )
    found = {share.key: share for share in (*asked, *missed) if share.key not in keys}
    return [share for share in found.values() if not _done(_predecessor(share, led))]


def _led_before(office: Office, known: Iterable[Key]) -> Mapping[tuple[str, str], Key]:
    """Results as the leads of earlier versions have left them, by task and milestone."""
    return {
        (key.task, key.milestone): key
        for key in known
        if key.role is UnitRole.LEAD and not key.period and not _leads(office, key)
    }


def _leads(office: Office, key: Key) -> bool:
    task = office.plan.task.get(key.task)
    return task is not None and key.unit in task.roles.lead


def _predecessor(share: Share, led: Mapping[tuple[str, str], Key]) -> Key | None:
    leads = share.role is UnitRole.LEAD and not share.period
    return led.get((share.task, share.milestone)) if leads else None


def _done(before: Key | None) -> bool:
    """What the lead of an earlier version has closed is not asked of the one who leads now."""
    return before is not None and before.state is State.CLOSED


def _mark(office: Office) -> str:
    """Another go-live looks at everything again."""
    return f"assign {office.golive}"


async def _since(store: Store, office: Office) -> date:
    assert office.golive is not None
    last = await store.one(int, "pulse_at", name=_mark(office))
    return office.calendar.day(last) if last else date.min


def _may_be_new(since: date, today: date) -> bool:
    """Periods begin on the first of a month: nothing else opens by the passing of time."""
    return (since.year, since.month) != (today.year, today.month)


def _openings(
    office: Office, batch: Iterable[Share], first: int, now: Instant, led: Mapping[tuple[str, str], Key]
) -> Iterable[Change]:
    """A period is lit as on its first day: if that is long over, the same tick lights it anew and, as for any
    period that is being asked, retires the ones before."""
    today = office.calendar.day(now)
    for number, share in enumerate(batch, first):
        lit = share.since if share.period else today
        yield from record(
            office, None, opening(share, number, now, today, _predecessor(share, led)), lit=lit
        ).changes


def opening(share: Share, number: int, now: Instant, today: date, before: Key | None) -> Event:
    """The OPENED event of a share; `number` becomes the assignment's id, `before` is what it takes over."""
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
        "climbed": share.climbed.isoformat(),
    }
    return Event(Kind.OPENED, now, today, data=data | {"from": before.id} if before else data)


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
