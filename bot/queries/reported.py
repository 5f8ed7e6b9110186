"""What was reported of an item, with its evidence: for its card, and for whoever reviews it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import LOCAL_WORK, Assignment, Event
from bot.domain.evidence import standing
from bot.domain.language import attached, papers
from bot.domain.language.measured import scale_of
from bot.domain.language.papers import Sent
from bot.domain.measurements import decimal_or_none
from bot.domain.plan import Indicator, IndicatorKind, UnitRole
from bot.domain.reported import EvidenceFile, Reported, figures, reports
from bot.queries.history import events_of
from bot.queries.support_notes import support_notes


@dataclass(frozen=True, slots=True)
class EventFiles:
    """A report with its files as they are stored."""

    event: Event
    files: tuple[EvidenceFile, ...]


async def reported(store: Store, context: PlanContext, a: Assignment, today: date) -> Reported:
    events = standing(h.event for h in await events_of(store, str(a.id), context.calendar))
    told = await _with_files(store, reports(events))
    latest = told[-1].event if told else None
    percents = [decimal_or_none(one.event.data.get("percent")) for one in told]
    words = [one.event.words for one in told if one.event.words]
    every = "\n".join(words)
    return Reported(
        figures=figures(a, [one.event for one in told], aims(context, a, today), today),
        percent=next((one for one in reversed(percents) if one is not None), None),
        words=words[-1] if words else "",
        day=latest.day if latest else None,
        files=tuple({file.sha256: file for one in told for file in one.files}.values()),
        links=attached.links(every),
        places=attached.places(every),
        support=await _support(store, context, a),
        missing=await missing_papers(store, context, a),
    )


async def _support(store: Store, context: PlanContext, a: Assignment) -> tuple[tuple[str, str], ...]:
    """What each supporting unit said last about the task; not beside a county's item."""
    if a.role is UnitRole.LOCAL:
        return ()
    notes = await support_notes(store, a.task, context.calendar)
    return tuple({note.unit: note.event.words for note in notes if note.event.words}.items())


def _sent(one: EventFiles) -> Sent:
    return Sent(one.event.words, tuple(file.name for file in one.files))


async def _with_files(store: Store, told: Sequence[Event]) -> list[EventFiles]:
    """Files that were forgotten since are left out."""
    found = []
    for event in told:
        heads = [await store.one(EvidenceFile, "attachment_head", sha256=one) for one in event.files]
        files = tuple(replace(head, by=event.by, at=event.at) for head in heads if head)
        found.append(EventFiles(event, files))
    return found


async def missing_papers(
    store: Store, context: PlanContext, a: Assignment, with_it: Iterable[Sent] = ()
) -> tuple[str, ...]:
    """What the plan asks for by name and nobody has sent, in this period or an earlier one; most items ask for
    nothing, and nothing is read for them. `with_it`: what is being recorded."""
    asked = asked_papers(context, a)
    if not asked:
        return ()
    rows = [a]
    if a.recurring:
        rows = await store.read(Assignment, "assignments_of_work", **_work(a))
    events = [
        event
        for one in rows
        for event in standing(h.event for h in await events_of(store, str(one.id), context.calendar))
    ]
    return papers.missing(
        asked, [*with_it, *(_sent(one) for one in await _with_files(store, reports(events)))]
    )


def _work(a: Assignment) -> dict[str, str]:
    return {"task": a.task, "milestone": a.milestone, "unit": a.unit}


async def papers_to_tell(
    store: Store, context: PlanContext, rows: Iterable[Assignment]
) -> Mapping[int, tuple[str, ...]]:
    """By assignment, of those that lack some."""
    found = {a.id: await missing_papers(store, context, a) for a in rows}
    return {id_: names for id_, names in found.items() if names}


def asked_papers(context: PlanContext, a: Assignment) -> tuple[str, ...]:
    """None for a county's local work, which has no milestone, and for a date that a county is only told."""
    task = context.plan.task.get(a.task)
    milestone = context.plan.milestone(a.task, a.milestone) if task else None
    if task is None or milestone is None or a.told_only:
        return ()
    return papers.asked_for(context.plan, task, milestone)


def aims(context: PlanContext, a: Assignment, today: date) -> tuple[Indicator, ...]:
    """The numbers that the plan sets for the item: targets of its day, and numbers of objects."""
    task = context.plan.task.get(a.task)
    if task is None:
        return ()
    local = a.milestone.endswith(f".{LOCAL_WORK}")
    scale = scale_of(
        task.indicators, due=a.planned, until=a.until, recurring=a.recurring, local=local, today=today
    )
    counts = (
        () if local or a.recurring else (one for one in task.indicators if one.kind is IndicatorKind.COUNT)
    )
    return (*scale.targets, *counts)
