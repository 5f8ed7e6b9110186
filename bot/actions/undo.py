"""Undo: the last thing a person did, while nobody has acted on it. Nothing is erased: an event says so."""

from dataclasses import dataclass

from bot.actions.outcome import NO_OUTCOME, Outcome
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import MINUTE, Instant
from bot.domain.errors import Refused
from bot.domain.fold import UNDOABLE, fold, snapshot
from bot.domain.person import Person
from bot.queries.history import events_of

WINDOW = 30 * MINUTE


@dataclass(frozen=True, slots=True)
class LastAction:
    stream: str
    version: int
    at: Instant
    kind: str
    cause: str


async def undo(store: Store, context: PlanContext, person: Person, now: Instant) -> Outcome:
    """Takes back everything that the person's last update did: 其余无变化 files many items at once."""
    actions = await store.read(LastAction, "last_deeds", person=person.id, since=now - WINDOW)
    outcome = NO_OUTCOME
    for done in _of_one_update(actions):
        outcome += await _undo_one(store, context, person, done, now)
    if not outcome.after:
        raise Refused("refused.nothing_to_undo")
    return outcome


def _of_one_update(actions: list[LastAction]) -> list[LastAction]:
    """The newest and those of the same cause; without a cause (not by an update) the newest alone."""
    if not actions:
        return []
    newest = actions[0]
    return [one for one in actions if one.cause == newest.cause] if newest.cause else [newest]


async def _undo_one(
    store: Store, context: PlanContext, person: Person, done: LastAction, now: Instant
) -> Outcome:
    events = await events_of(store, done.stream, context.calendar)
    if len(events) != done.version or done.kind not in UNDOABLE:
        return NO_OUTCOME  # somebody has acted on it since
    today = context.calendar.day(now)
    before = fold(h.event for h in events[:-1])
    data = snapshot(before) | {"undoes": done.kind}
    current = await store.one(Assignment, "assignment_by_id", id=int(done.stream))
    assert current is not None
    recorded = record(context, current, Event(Kind.UNDONE, now, today, by=person.id, data=data))
    return Outcome((recorded.after,), recorded.changes)
