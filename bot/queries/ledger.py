"""The ledger: every assignment as of an instant, folded from its events, in the order in which it is read.

Now and at an earlier day it is made in the same way, so that an exported one can be proved later: `duban verify`.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.context.events import as_counted
from bot.context.plan_context import PlanContext
from bot.context.ports import Progress, Store, no_progress
from bot.domain.assignment import LOCAL_WORK, Assignment, State
from bot.domain.calendar import Calendar, Instant
from bot.domain.fold import fold
from bot.domain.ledger import KeptEvent, Ledger, LedgerRow, SealHead, days_owed, dealings_of
from bot.domain.lists.submission import with_list_percent
from bot.domain.plan import Milestone, Task, UnitKind, UnitRole
from bot.domain.summary import Summary, Tally
from bot.queries.history import EventRow, event_of
from bot.queries.list_figures import lists_in
from bot.queries.scope import SummaryScope
from bot.queries.summary import emergencies_in, goals_in, indicators_in, summary_of_tallies, tickets_in

PAGE = 200  # assignments whose events are read at once, and folded in a thread
ROLE_ORDER = (UnitRole.LEAD, UnitRole.JOINT, UnitRole.SUPPORT, UnitRole.LOCAL)


@dataclass(frozen=True, slots=True)
class LedgerEvent(EventRow):
    id: int = 0  # the assignment's
    forgotten: bool = False


async def ledger(
    store: Store,
    context: PlanContext,
    at: Instant,
    scope: SummaryScope | None = None,
    *,
    dates: tuple[date, date] | None = None,
    progress: Progress = no_progress,
) -> Ledger:
    """The ledger of `scope` as of `at`; `context` is that of then (ContextCache.context_at). `dates` are the days whose
    dates the rates count, both included; without them everything from the plan's beginning to that day."""
    scope = scope or SummaryScope()
    today = context.calendar.day(at)
    first, last = dates or (min(context.plan.start, context.golive or context.plan.start), today)
    found: list[LedgerRow] = []
    async for page in _pages(store, at, progress):
        found += await asyncio.to_thread(_rows, context, scope, page, today)
    kept, lines = await asyncio.to_thread(_summed_up, context, scope, found, at)
    return Ledger(
        plan_title=context.plan.title,
        plan_version=context.plan.version,
        office=context.plan.office,
        at=at,
        today=today,
        scope=scope.name,
        scope_code=scope.code,
        golive=context.golive,
        first=first,
        last=last,
        rows=kept,
        tasks=lines.tasks,
        sections=lines.sections,
        dropped=len(found) - len(kept),
        seal=await store.one(SealHead, "last_seal") or SealHead(),
        waiting=(await store.one(int, "unsealed_count")) or 0,
        lists=tuple(part for _, part in lists_in(context, scope)),
        tickets=await tickets_in(store, context, scope, at),
        emergencies=await emergencies_in(store, context, scope, at),
        goals=await goals_in(context, scope, today),
        indicators=indicators_in(context, scope, today),
        assessment=context.air.rules.assessment if context.air else None,
    )


async def _pages(store: Store, at: Instant, progress: Progress) -> AsyncIterator[list[LedgerEvent]]:
    """The events up to `at`, of some assignments at a time, in the order of their ids."""
    last = await store.one(int, "last_assignment_id") or 0
    for start in range(0, last, PAGE):
        yield await store.read(LedgerEvent, "ledger_events", after=start, last=start + PAGE, at=at)
        progress(min(start + PAGE, last), last)


def _rows(
    context: PlanContext, scope: SummaryScope, page: Iterable[LedgerEvent], today: date
) -> list[LedgerRow]:
    """Those of the scope, folded from their events; what the plan has dropped, too."""
    found = []
    for _, mine in groupby(page, key=lambda row: row.id):
        events = [_kept(row, context.calendar) for row in mine]
        a = as_counted(fold(one.event for one in events), context, today)
        if scope.takes(a.task, a.unit, a.role):
            found.append(_row(context, a, events, today))
    return found


def _summed_up(
    context: PlanContext, scope: SummaryScope, found: Iterable[LedgerRow], at: Instant
) -> tuple[tuple[LedgerRow, ...], Summary]:
    """The rows that are listed, in their order; and the Summary's lines of them."""
    kept = [row for row in found if not (row.a.dropped and row.a.state is State.EXCUSED)]
    lines = summary_of_tallies(context, scope, _tallies(kept), at)
    return tuple(_in_order(context, kept)), lines


def _tallies(rows: Iterable[LedgerRow]) -> list[Tally]:
    """What the Summary counts its lights from."""
    counted = (row.a for row in rows if row.a.current)
    count = Counter((a.task, a.unit, a.role, a.kind, a.light, a.reason) for a in counted)
    return [Tally(*key, n) for key, n in count.items()]


def _kept(row: LedgerEvent, calendar: Calendar) -> KeptEvent:
    return KeptEvent(event_of(row, calendar), row.forgotten)


def _row(context: PlanContext, a: Assignment, events: Sequence[KeptEvent], today: date) -> LedgerRow:
    plan = context.plan
    task = plan.task.get(a.task)
    milestone = plan.milestone(a.task, a.milestone) if task else None
    unit = plan.unit.get(a.unit)
    former = plan.former_by_id.get(a.task)
    source = milestone if milestone and milestone.line else task
    section = plan.section_of.get(a.task)
    return LedgerRow(
        a=with_list_percent(a, context.lists, context.plan, today),
        number=_number(a, task, milestone),
        title=task.title if task else former.title if former else a.task,
        requirement="" if milestone is None or milestone.inferred else milestone.text,
        quote=milestone.quote if milestone else "",
        line=source.line if source else None,
        section=section.number if section else 0,
        group=unit.group if unit else "",
        county=unit is not None and unit.kind is UnitKind.COUNTY,
        days_late=days_owed(a, today),
        dealings=dealings_of(events, today),
    )


def _number(a: Assignment, task: Task | None, milestone: Milestone | None) -> str:
    """The milestone's; the task's for a county's local work and for what the plan asks as a whole."""
    if task is None:
        return a.task
    whole = a.milestone.endswith(f".{LOCAL_WORK}") or milestone is None or milestone.inferred
    return task.mark if whole else a.milestone


def _in_order(context: PlanContext, rows: list[LedgerRow]) -> list[LedgerRow]:
    plan = context.plan
    works: Mapping[str, int] = {task.id: n for n, task in enumerate(plan.works)}
    units: Mapping[str, int] = {unit: n for n, unit in enumerate(plan.unit)}
    steps: Mapping[str, int] = {m.id: n for task in plan.works for n, m in enumerate(task.milestones)}

    def place(row: LedgerRow) -> tuple[object, ...]:
        a = row.a
        role, unit = ROLE_ORDER.index(a.role), units.get(a.unit, len(units))
        milestone = steps.get(a.milestone, len(steps))
        return works.get(a.task, len(works)), a.task, role, unit, a.unit, milestone, a.due, a.id

    return sorted(rows, key=place)
