"""Undo: reverses a person's action while nobody has acted on it. An UNDONE event is appended, nothing erased."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.actions import emergency_response, enter_readings, rule
from bot.actions import golive as golives
from bot.actions.access import require_in_plan
from bot.actions.complain import withdraw
from bot.actions.correct_figures import corrections_of_undoing
from bot.actions.list_items import take_back as take_back_of_list
from bot.actions.outcome import NO_OUTCOME, Outcome
from bot.actions.support import take_back
from bot.actions.ticket_undo import take_back_ticket
from bot.actions.undo_on_item import require_not_undone, undo_on_item
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain import ruling as rulings
from bot.domain.absence import absent_person
from bot.domain.assignment import Kind
from bot.domain.calendar import DAY, MINUTE, Instant
from bot.domain.complaint import number_of
from bot.domain.emergency.emergency_course import emergency_of
from bot.domain.errors import Refused
from bot.domain.lists.life import list_of
from bot.domain.paper_life import PREFIX as PAPER
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.domain.post_taken import PREFIX
from bot.domain.support import task_of
from bot.domain.tickets.ticket import number_of as ticket_of
from bot.queries.history import events_of

WINDOW = 30 * MINUTE
LOOKED_BACK = 7 * DAY  # how far to search for the reason why nothing can be undone


@dataclass(frozen=True, slots=True)
class LastAction:
    stream: str
    version: int
    at: Instant
    kind: str
    cause: str  # the update that caused it; "" for none


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone, and the items of the same act that were not, each with the reason."""

    outcome: Outcome
    kept: tuple[tuple[str, Refused], ...]  # (stream, why)
    acts: tuple[LastAction, ...]


async def undo(store: Store, context: PlanContext, person: Person, now: Instant, cause: str = "") -> Undone:
    """Undoes everything that one update of the person did: the last, or the one with this `cause`. 其余无变化 files
    many items at once, 本页全部通过 passes many; what others have acted on stays, and is named.

    Refused with the reason of the first item where nothing of it can be taken back.
    """
    require_in_plan(person, Action.UNDO)
    acts = await _acts(store, person, now, cause)
    if now - acts[0].at > WINDOW:
        at = context.calendar.local(acts[0].at)
        raise Refused("refused.undo_too_late", day=at.date(), at=at)
    outcome, kept = NO_OUTCOME, list[tuple[str, Refused]]()
    for stream in dict.fromkeys(one.stream for one in acts):
        versions = {one.version for one in acts if one.stream == stream}
        try:
            if absent_person(stream) or stream.startswith(PREFIX):
                raise Refused("refused.absence_ends_otherwise")
            outcome += await _undo_of(stream)(store, context, person, stream, versions, now)
        except Refused as refused:
            if list_of(stream):  # a list and the report on its milestone are one act
                raise
            kept.append((stream, refused))
    if not outcome.changes:
        raise kept[0][1]
    return Undone(outcome, tuple(kept), tuple(acts))


UndoOf = Callable[[Store, PlanContext, Person, str, set[int], Instant], Awaitable[Outcome]]


def _undo_of(stream: str) -> UndoOf:
    if stream == golives.STREAM:
        return _undo_golive
    if number_of(stream):
        return _undo_complaint
    if stream.startswith(PAPER):
        raise Refused("refused.paper_not_undone")
    if stream == enter_readings.STREAM:
        return _undo_readings
    if rulings.task_of(stream):
        return _undo_ruling
    if list_of(stream):
        return _undo_of_list
    if ticket_of(stream):
        return _undo_ticket
    if emergency_of(stream):
        return _undo_of_emergency
    return _undo_support if task_of(stream) else undo_on_item


async def _undo_golive(
    store: Store, context: PlanContext, person: Person, stream: str, versions: set[int], now: Instant
) -> Outcome:
    events = await events_of(store, stream, context.calendar)
    done = [h for h in events if h.version in versions]
    require_not_undone(done)
    return golives.undo_golive(context, person, done[0], events, now)


async def _undo_ruling(
    store: Store, context: PlanContext, person: Person, stream: str, versions: set[int], now: Instant
) -> Outcome:
    events = await events_of(store, stream, context.calendar)
    done = [h for h in events if h.version in versions]
    require_not_undone(done)
    return await rule.take_back(store, context, person, stream, done, len(events), now)


async def _undo_readings(
    store: Store, context: PlanContext, person: Person, stream: str, versions: set[int], now: Instant
) -> Outcome:
    events = await events_of(store, stream, context.calendar)
    done = [h for h in events if h.version in versions]
    require_not_undone(done)
    outcome = enter_readings.take_back_readings(context, person, done, events, now)
    corrected = await corrections_of_undoing(store, context, stream, versions, now)
    return Outcome(outcome.after, (*outcome.changes, *corrected))


async def _undo_complaint(
    store: Store, context: PlanContext, person: Person, stream: str, versions: set[int], now: Instant
) -> Outcome:
    events = await events_of(store, stream, context.calendar)
    require_not_undone([h for h in events if h.version in versions])
    return withdraw(context, person, stream, events, now)


async def _undo_of_emergency(
    store: Store, context: PlanContext, person: Person, stream: str, versions: set[int], now: Instant
) -> Outcome:
    events = await events_of(store, stream, context.calendar)
    done = [h for h in events if h.version in versions]
    return emergency_response.take_back(context, person, stream, done, events, now)


async def _undo_of_list(
    store: Store, context: PlanContext, person: Person, stream: str, versions: set[int], now: Instant
) -> Outcome:
    events = await events_of(store, stream, context.calendar)
    return await take_back_of_list(store, context, person, stream, versions, events, now)


async def _undo_ticket(
    store: Store, context: PlanContext, person: Person, stream: str, versions: set[int], now: Instant
) -> Outcome:
    events = await events_of(store, stream, context.calendar)
    return await take_back_ticket(store, context, person, stream, versions, events, now)


async def _acts(store: Store, person: Person, now: Instant, cause: str) -> Sequence[LastAction]:
    """The events of one update of theirs. One without a cause is undone alone."""
    if cause and (named := await _of_cause(store, person, cause)):
        return named
    recent = await store.read(LastAction, "last_deeds", person=person.id, since=now - LOOKED_BACK)
    if not recent:
        raise Refused("refused.nothing_to_undo")
    newest = recent[0]
    return await _of_cause(store, person, newest.cause) if newest.cause else [newest]


async def _of_cause(store: Store, person: Person, cause: str) -> Sequence[LastAction]:
    return await store.read(LastAction, "deeds_of_cause", person=person.id, cause=cause)


async def _undo_support(
    store: Store, context: PlanContext, person: Person, stream: str, versions: set[int], now: Instant
) -> Outcome:
    """Notes of a task do not build on each other: others' later notes do not stand in the way."""
    events = await events_of(store, stream, context.calendar)
    done = [h for h in events if h.version in versions]
    require_not_undone(done)
    if done[0].event.kind is not Kind.SUPPORTED:  # asking: they have been told
        raise Refused("refused.told_already")
    return take_back(context, person, stream, done, len(events), now)
