"""A ruling (裁定) of the coordinator: who sums up, which county, how often. Whoever it touches is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.actions.access import require_in_plan
from bot.actions.outcome import Outcome
from bot.context.events import append
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.delivery import DropReason, NoticeState
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.domain.ruling import Ruled, Ruling, stream_of, task_of
from bot.domain.ruling_touches import Concern, TaskDeed, acted_on, touched, why_not
from bot.engine.notices import notice_to
from bot.queries.history import VersionedEvent, events_of

NOTICES = {
    Concern.NAMED: NoticeKind.NAMED,
    Concern.RELIEVED: NoticeKind.NAMED,
    Concern.OTHER: NoticeKind.RULED,
}


def require_ruling(context: PlanContext, person: Person, ruled: Ruled) -> Mapping[str, Concern]:
    """The units it would touch. Refused where the person may not rule, or the plan leaves nothing open."""
    require_in_plan(person, Action.RULE)
    if refused := why_not(context.as_written, context.plan, ruled):
        raise refused
    return touched(context.plan, ruled)


async def rule(
    store: Store, context: PlanContext, person: Person, ruled: Ruled, now: Instant, words: str = ""
) -> Outcome:
    """Two rulings at one moment take the same version: the second commit raises Stale and is decided again."""
    parts = require_ruling(context, person, ruled)
    stream = stream_of(ruled.task)
    version = 1 + len(await events_of(store, stream, context.calendar))
    event = Event(
        Kind.RULED, now, context.calendar.day(now), by=person.id, data=ruled.data(), words=words.strip()
    )
    told = _told(context, parts, ruled, version, now)
    return Outcome((), (*append(stream, version, event), Change("revise_plan"), *told))


def _told(
    context: PlanContext, parts: Mapping[str, Concern], ruled: Ruled, version: int, now: Instant
) -> Iterable[Change]:
    """The liaisons of every unit that it touches; a unit that is named at once, in working hours."""
    for unit, part in parts.items():
        data = {"ruled": ruled.data(), "unit": unit, "part": part}
        occurrence = f"{_occasion(ruled.task, version)}{unit}"
        for person in context.roster.liaisons(unit, ruled.task):
            yield notice_to(context, person.id, NOTICES[part], occurrence, now, data=data)


def _occasion(task: str, version: int) -> str:
    """How the occurrences of a ruling's notices begin."""
    return f"ruling {task} {version} "


@dataclass(frozen=True, slots=True)
class RulingNotice:
    person: str
    occurrence: str
    state: str
    data: Mapping[str, object]


async def take_back(
    store: Store, context: PlanContext, person: Person, stream: str, done: Sequence[VersionedEvent], last: int,
    now: Instant,
) -> Outcome:  # fmt: skip
    """The UNDONE event for rulings of `stream`, after its event number `last`; whoever was told gets the correction.
    Refused where somebody has acted on one of them."""
    require_in_plan(person, Action.UNDO)
    versions = [one.version for one in done]
    mine = [one for one in context.rulings if one.what.task == task_of(stream) and one.version in versions]
    posts = {one.id: one.units() for one in context.roster.people}
    changes: list[Change] = []
    for ruling in mine:
        deeds = await store.read(TaskDeed, "deeds_on_task", task=ruling.what.task, since=ruling.at)
        if deed := acted_on(ruling, deeds, posts):
            at = context.calendar.local(deed.at)
            by = context.roster.by_id.get(deed.person_id)
            raise Refused(
                "refused.undo_acted_on", name=by.name if by else deed.person_id, day=at.date(), at=at
            )
        changes += await _corrected(store, context, ruling, now)
    event = Event(
        Kind.UNDONE, now, context.calendar.day(now), by=person.id,
        data={"undoes": Kind.RULED, "task": task_of(stream), "versions": versions},
    )  # fmt: skip
    return Outcome((), (*append(stream, last + 1, event), Change("revise_plan"), *changes))


async def _corrected(store: Store, context: PlanContext, ruling: Ruling, now: Instant) -> list[Change]:
    """What was not yet told is dropped; what was is corrected, at once."""
    pattern = f"{_occasion(ruling.what.task, ruling.version)}%"
    found = await store.read(RulingNotice, "ruling_notices", occurrence=pattern)
    changes = []
    for one in found:
        if one.state == NoticeState.WAITING:
            key = {"assignment": 0, "rung": "", "occurrence": one.occurrence, "person": one.person}
            changes.append(Change("drop_notice", key | {"outcome": DropReason.UNDONE}))
        elif one.state == NoticeState.SENT:
            data = {**one.data, "undone": True}
            changes.append(
                notice_to(context, one.person, NoticeKind.NAMED, f"{one.occurrence} undone", now, data=data)
            )
    return changes
