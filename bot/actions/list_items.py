"""What people say of a list's items: done, opened again, so many per cent, left out. Reviewed with the milestone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.actions.access import allowed, require_in_plan
from bot.actions.hand_in_list import life_of
from bot.actions.outcome import NO_OUTCOME, Outcome
from bot.actions.report import ReportContent, report
from bot.actions.undo_on_item import require_not_undone
from bot.context.events import append
from bot.context.plan_context import PlanContext
from bot.context.plan_numbers import reread
from bot.context.ports import Store
from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.evidence import undone_versions
from bot.domain.lists.life import CHANGES, ListLife, changed, ids_in, list_of, stream_of
from bot.domain.lists.shares import answering, may_answer, part_of
from bot.domain.lists.submission import counted_percent
from bot.domain.lists.work_list import ListedItem, WorkList
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.person import Person, Role
from bot.queries.history import VersionedEvent

SETTLED = (State.SUBMITTED, State.CLOSED)


@dataclass(frozen=True, slots=True)
class ItemsDeed:
    """What is said of items of one list: `done` with a day, `percent`, or `reason` by its kind."""

    list_id: str
    items: tuple[ListedItem, ...]
    kind: Kind
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListWords:
    """What was said, word by word: kept once, with the report on the person's own item where there is one."""

    text: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListOutcome:
    """The lists after it, and what became of the person's own items of their milestones."""

    lists: tuple[WorkList, ...]
    outcome: Outcome


async def say_of_items(
    store: Store, context: PlanContext, person: Person, deeds: Sequence[ItemsDeed], words: ListWords, now: Instant
) -> ListOutcome:  # fmt: skip
    """Refused as a whole: for an item that is another unit's or done already, without a reason, and where a list whose
    milestone was submitted would be opened again."""
    lives: dict[str, ListLife] = {}
    events: list[tuple[str, int, Event]] = []
    for deed in deeds:
        life = lives.get(deed.list_id) or life_of(context, deed.list_id)
        assert life is not None  # its items were read from the context
        for item in deed.items:
            require_listed(context, person, life.worklist, item)
        await _require_sense(store, context, life.worklist, deed)
        event = _event(context, person, life.worklist, deed, now)
        lives[deed.list_id] = replace(life, worklist=changed(life.worklist, event), version=life.version + 1)
        events.append((stream_of(deed.list_id), life.version + 1, event))
    after = tuple(life.worklist for life in lives.values())
    own = await _reported(store, context, person, after, words, now)
    if not own.after:
        stream, version, event = events[0]
        events[0] = stream, version, replace(event, words=words.text.strip(), files=words.files)
    changes = [change for stream, version, event in events for change in append(stream, version, event)]
    dimmed = reread(dict.fromkeys(one.task for one in after), now)
    return ListOutcome(after, Outcome(own.after, (*changes, *dimmed, *own.changes)))


def _event(context: PlanContext, person: Person, worklist: WorkList, deed: ItemsDeed, now: Instant) -> Event:
    about = {"task": worklist.task, "milestone": worklist.milestone, "items": [one.id for one in deed.items]}
    return Event(deed.kind, now, context.calendar.day(now), by=person.id, data={**about, **deed.data})


async def _require_sense(store: Store, context: PlanContext, worklist: WorkList, deed: ItemsDeed) -> None:
    names = [one.name for one in deed.items]
    match deed.kind:
        case Kind.ITEMS_DONE:
            if done := [one for one in deed.items if one.done]:
                raise Refused("refused.listed_done", names=[one.name for one in done], day=done[0].done)
        case Kind.ITEMS_OPENED:
            await require_not_submitted(store, context, worklist)
        case Kind.ITEMS_EXCUSED if not str(deed.data["reason"]).strip():
            raise Refused("refused.list_reason_needed", names=names)


def require_listed(context: PlanContext, person: Person, worklist: WorkList, item: ListedItem) -> None:
    """The units that answer for the milestone may say it of any item, a county of its own."""
    units = may_answer(worklist, item, context.plan)
    if not any(refusal_in_plan(Action.ANSWER_LISTED, person, unit) is None for unit in units):
        raise Refused("refused.listed_elsewhere", name=item.name, units=list(context.plan.in_order(units)))


async def require_not_submitted(store: Store, context: PlanContext, worklist: WorkList) -> None:
    for unit in answering(worklist, context.plan):
        for a in await store.read(Assignment, "assignments_of_unit", unit=unit):
            if a.milestone == worklist.milestone and a.state in SETTLED:
                raise Refused("refused.list_submitted", milestone=a.milestone, unit=unit)


async def _reported(
    store: Store, context: PlanContext, person: Person, lists: Sequence[WorkList], words: ListWords, now: Instant
) -> Outcome:  # fmt: skip
    """The same words as progress on the person's own shares of the milestones: a reminder asks for no more."""
    outcome = NO_OUTCOME
    known = {life.worklist.id: life.worklist for life in context.lists} | {one.id: one for one in lists}
    milestones = {one.milestone for one in lists}
    for unit in person.units(Role.LIAISON, Role.HEAD):
        for a in await store.read(Assignment, "assignments_of_unit", unit=unit):
            if a.milestone in milestones and _takes_report(context, person, a):
                parts = [
                    part_of(one, [unit], context.plan)
                    for one in known.values()
                    if one.milestone == a.milestone
                ]
                percent = counted_percent(filter(None, parts), context.calendar.day(now))
                said = ReportContent(words.text.strip(), percent=percent, files=words.files)
                outcome += report(context, person, a, said, now)
    return outcome


def _takes_report(context: PlanContext, person: Person, a: Assignment) -> bool:
    return not a.recurring and a.state not in SETTLED and allowed(context, person, Action.REPORT, a)


def _touched(worklist: WorkList, event: Event) -> frozenset[str]:
    """The items that an event is about: a file is about all."""
    if event.kind is Kind.LISTED:
        return frozenset(one.id for one in worklist.items)
    return ids_in(event.data)


async def take_back(
    store: Store, context: PlanContext, person: Person, stream: str, versions: set[int],
    events: Sequence[VersionedEvent], now: Instant,
) -> Outcome:  # fmt: skip
    """The UNDONE event. Refused once the milestone was submitted, or somebody else spoke of the same items since."""
    require_in_plan(person, Action.UNDO)
    done = [one for one in events if one.version in versions]
    require_not_undone(done)
    undone = {v for one in events if one.event.kind is Kind.UNDONE for v in undone_versions(one.event)}
    if undone & versions:
        raise Refused("refused.already_undone")
    life = life_of(context, list_of(stream))
    assert life is not None  # what a person said of a list is said of one that is there
    await require_not_submitted(store, context, life.worklist)
    ids = {id_ for one in done for id_ in _touched(life.worklist, one.event)}
    for one in events:
        later = one.version > max(versions) and one.version not in undone and one.event.kind in CHANGES
        if later and ids & ids_in(one.event.data):
            at = context.calendar.local(one.event.at)
            name = context.roster.by_id[one.event.by].name if one.event.by in context.roster.by_id else ""
            raise Refused("refused.undo_acted_on", name=name, day=at.date(), at=at)
    data = {
        "undoes": done[0].event.kind, "versions": sorted(versions), "task": life.worklist.task,
        "milestone": life.worklist.milestone,
    }  # fmt: skip
    event = Event(Kind.UNDONE, now, context.calendar.day(now), by=person.id, data=data)
    return Outcome((), (*append(stream, len(events) + 1, event), *reread([life.worklist.task], now)))
