"""Undo: the last thing a person did, while nobody has acted on it. Nothing is erased: an event says so."""

from dataclasses import dataclass

from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import MINUTE, Instant
from bot.domain.errors import Refused
from bot.domain.fold import UNDOABLE, fold, snapshot
from bot.domain.person import Person
from bot.services.deeds import NOTHING, Deed
from bot.services.history import events_of
from bot.services.office import Office
from bot.services.ports import Store
from bot.services.record import record

WINDOW = 30 * MINUTE


@dataclass(frozen=True, slots=True)
class Done:
    stream: str
    version: int
    at: Instant
    kind: str


async def undo(store: Store, office: Office, person: Person, now: Instant) -> Deed:
    """Takes back everything the person's last action did: 其余无变化 files many items in one instant."""
    deeds = await store.read(Done, "last_deeds", person=person.id, since=now - WINDOW)
    last = [d for d in deeds if d.stream.isdecimal() and d.at == deeds[0].at]
    deed = NOTHING
    for done in last:
        deed += await _undo_one(store, office, person, done, now)
    if not deed.after:
        raise Refused("refused.nothing_to_undo")
    return deed


async def _undo_one(store: Store, office: Office, person: Person, done: Done, now: Instant) -> Deed:
    events = await events_of(store, done.stream, office.calendar)
    if len(events) != done.version or done.kind not in UNDOABLE:
        return NOTHING  # somebody has acted on it since
    today = office.calendar.day(now)
    before = fold(h.event for h in events[:-1])
    data = snapshot(before) | {"undoes": done.kind}
    current = await store.one(Assignment, "assignment_by_id", id=int(done.stream))
    assert current is not None
    recorded = record(office, current, Event(Kind.UNDONE, now, today, by=person.id, data=data))
    return Deed((recorded.after,), recorded.changes)
