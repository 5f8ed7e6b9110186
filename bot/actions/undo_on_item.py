"""Undoing on one item: its row stands again as before, and whoever was told of what is undone gets the correction."""

from collections.abc import Sequence

from bot.actions.access import require
from bot.actions.outcome import Outcome
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.calendar import Instant
from bot.domain.delivery import DropReason, NoticeState, UnsentReason
from bot.domain.errors import Refused
from bot.domain.evidence import undone_versions
from bot.domain.fold import fold, step
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.domain.snapshot import BY_THE_CLOCK, BY_THE_PLAN, snapshot
from bot.engine.notices import queue_notices
from bot.i18n import Language
from bot.queries.history import NoticeOutcome, VersionedEvent, events_of


async def undo_on_item(
    store: Store, context: PlanContext, person: Person, stream: str, versions: set[int], now: Instant
) -> Outcome:
    """Undoes the action on one item: mostly one event; an answer for another unit also gives the item back."""
    current = await store.one(Assignment, "assignment_by_id", id=int(stream))
    assert current is not None
    events = await events_of(store, stream, context.calendar)
    done = [h for h in events if h.version in versions]
    later = [h for h in events if h.version > done[-1].version]
    _require_undoable(context, person, done, later)
    before = fold(h.event for h in events if h.version < done[0].version)
    require(
        context, person, Action.SEE_ITEM, before
    )  # as it stood then: by answering, a unit gives an item back
    after = fold(h.event for h in events if h.version <= done[-1].version)
    restored = with_rungs_since(before, after, [h.event for h in later])
    data = snapshot(restored) | {"undoes": done[0].event.kind, "versions": sorted(versions)}
    event = Event(Kind.UNDONE, now, context.calendar.day(now), by=person.id, data=data)
    recorded = record(context, current, event)
    told = await _corrections(store, context, person, recorded.after, done, now)
    return Outcome((recorded.after,), (*recorded.changes, *told))


def with_rungs_since(before: Assignment, after: Assignment, later: Sequence[Event]) -> Assignment:
    """The clock is no person: a rung that fell due since does not stand in the way.

    Where the act had not moved the clock, what was told since stays told. Where it had, or where a rung was not told
    because of the act, the clock stands where it stood, and what fell due meanwhile is recorded by the next tick.
    """
    restored = before
    for event in later:
        if event.data.get("unsent") == UnsentReason.REPORTED:
            break
        if event.kind in BY_THE_CLOCK and _clock(after) == _clock(before):
            restored = step(restored, event)
        after = step(after, event)
    return restored


def _clock(a: Assignment) -> tuple[object, ...]:
    """What decides which rungs fall due, and to whom they go."""
    return a.due, a.running, a.state is State.SUBMITTED, a.submitted_on, a.holder, a.assignee


def require_not_undone(done: Sequence[VersionedEvent]) -> None:
    if any(h.event.kind is Kind.UNDONE for h in done):
        raise Refused("refused.already_undone")


def _require_undoable(
    context: PlanContext, person: Person, done: Sequence[VersionedEvent], later: Sequence[VersionedEvent]
) -> None:
    require_not_undone(done)
    taken_back = {v for h in later if h.event.kind is Kind.UNDONE for v in undone_versions(h.event)}
    if taken_back & {h.version for h in done}:
        raise Refused("refused.already_undone")
    stands = (h.event for h in later if h.version not in taken_back and h.event.kind is not Kind.UNDONE)
    acted = next((event for event in stands if event.by or event.kind in BY_THE_PLAN), None)
    if acted is None:
        return
    at = context.calendar.local(acted.at)
    if acted.kind in BY_THE_PLAN:
        raise Refused("refused.undo_plan_changed", day=at.date(), at=at)
    if acted.by == person.id:
        raise Refused("refused.undo_own_later", day=at.date(), at=at)
    raise Refused("refused.undo_acted_on", name=_name(context, person, acted.by), day=at.date(), at=at)


def _name(context: PlanContext, reader: Person, id_: str) -> str:
    found = context.roster.by_id.get(id_)
    return found.name if found else Language.of(reader.language).say("person.gone")


async def _corrections(
    store: Store, context: PlanContext, person: Person, a: Assignment, done: Sequence[VersionedEvent], now: Instant
) -> list[Change]:  # fmt: skip
    """What of the act was not yet told is dropped; what was is corrected, at once."""
    at = {h.event.at for h in done}
    found = await store.read(NoticeOutcome, "notices_about", assignment=a.id)
    caused = [one for one in found if one.created_at in at and not one.rung]
    changes = [
        Change(
            "drop_notice",
            {
                "assignment": a.id,
                "rung": one.rung,
                "occurrence": one.occurrence,
                "person": one.person,
                "outcome": DropReason.UNDONE,
            },
        )
        for one in caused
        if one.state == NoticeState.WAITING
    ]
    told = {one.person for one in caused if one.state == NoticeState.SENT} - {person.id}
    people = [p for p in context.roster.people if p.id in told]
    data = {"undoes": done[0].event.kind, "by": person.name}
    corrections = queue_notices(
        context, people, NoticeKind.CORRECTION, f"undone {a.version}", now, about=a, data=data
    )
    return [*changes, *corrections]
