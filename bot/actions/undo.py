"""Undo: reverses a person's last action while nobody has acted on it. An UNDONE event is appended, nothing erased."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.access import require, require_in_plan
from bot.actions.outcome import NO_OUTCOME, Outcome
from bot.actions.support import take_back
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.absence import absent_person
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import DAY, MINUTE, Instant
from bot.domain.errors import Refused
from bot.domain.fold import fold
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.domain.snapshot import UNDOABLE, snapshot
from bot.domain.support import task_of
from bot.i18n import Language
from bot.queries.history import VersionedEvent, events_of

WINDOW = 30 * MINUTE
LOOKED_BACK = 7 * DAY  # how far to search for the reason why nothing can be undone


@dataclass(frozen=True, slots=True)
class LastAction:
    stream: str
    version: int
    at: Instant
    kind: str
    cause: str  # the update that caused it; "" for none


async def undo(store: Store, context: PlanContext, person: Person, now: Instant) -> Outcome:
    """Undoes everything that the person's last update did: 其余无变化 files many items at once.

    Refused with the reason of the first item where nothing of it can be taken back.
    """
    require_in_plan(person, Action.UNDO)
    recent = await store.read(LastAction, "last_deeds", person=person.id, since=now - LOOKED_BACK)
    if not recent:
        raise Refused("refused.nothing_to_undo")
    last = _of_one_update(recent)
    if now - last[0].at > WINDOW:
        at = context.calendar.local(last[0].at)
        raise Refused("refused.undo_too_late", day=at.date(), at=at)
    outcome, refusals = NO_OUTCOME, list[Refused]()
    for stream in dict.fromkeys(one.stream for one in last):
        versions = {one.version for one in last if one.stream == stream}
        try:
            if absent_person(stream):
                raise Refused("refused.absence_ends_otherwise")
            undo_on = _undo_support if task_of(stream) else undo_on_item
            outcome += await undo_on(store, context, person, stream, versions, now)
        except Refused as refused:
            refusals.append(refused)
    if not outcome.changes:
        raise refusals[0]
    return outcome


def _of_one_update(recent: Sequence[LastAction]) -> list[LastAction]:
    """The newest event and all others of the same cause. An event without a cause is undone alone."""
    newest = recent[0]
    return [one for one in recent if one.cause == newest.cause] if newest.cause else [newest]


async def undo_on_item(
    store: Store, context: PlanContext, person: Person, stream: str, versions: set[int], now: Instant
) -> Outcome:
    """Undoes the action on one item: mostly one event; an answer for another unit also gives the item back."""
    current = await store.one(Assignment, "assignment_by_id", id=int(stream))
    assert current is not None
    events = await events_of(store, stream, context.calendar)
    done = [h for h in events if h.version in versions]
    _require_undoable(context, person, done, events)
    before = fold(h.event for h in events[: -len(done)])
    require(
        context, person, Action.SEE_ITEM, before
    )  # as it stood then: by answering, a unit gives an item back
    data = snapshot(before) | {"undoes": done[0].event.kind}
    event = Event(Kind.UNDONE, now, context.calendar.day(now), by=person.id, data=data)
    recorded = record(context, current, event)
    return Outcome((recorded.after,), recorded.changes)


async def _undo_support(
    store: Store, context: PlanContext, person: Person, stream: str, versions: set[int], now: Instant
) -> Outcome:
    """Notes of a task do not build on each other: others' later notes do not stand in the way."""
    events = await events_of(store, stream, context.calendar)
    done = [h for h in events if h.version in versions]
    _require_not_undone(done)
    return take_back(context, person, stream, done, len(events), now)


def _require_not_undone(done: Sequence[VersionedEvent]) -> None:
    if any(h.event.kind is Kind.UNDONE for h in done):
        raise Refused("refused.already_undone")


def _require_undoable(
    context: PlanContext, person: Person, done: Sequence[VersionedEvent], events: Sequence[VersionedEvent]
) -> None:
    _require_not_undone(done)
    if done[0].event.kind not in UNDOABLE:
        raise Refused("refused.not_undoable")
    later = [h.event for h in events if h.version > done[-1].version]
    if not later:
        return
    by_people = [event for event in later if event.by]
    if not by_people:
        raise Refused("refused.undo_after_deadline")
    acted = by_people[0]
    name, at = _name(context, person, acted.by), context.calendar.local(acted.at)
    raise Refused("refused.undo_acted_on", name=name, day=at.date(), at=at)


def _name(context: PlanContext, reader: Person, id_: str) -> str:
    found = context.roster.by_id.get(id_)
    return found.name if found else Language.of(reader.language).say("person.gone")
