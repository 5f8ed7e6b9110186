"""Computes the Summary that chat, picture and files share."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.context.emergencies import EmergencyRow, emergencies_of, emergency_lives
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.air.goal_results import GoalResult
from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.emergency.responses import EmergencyLife
from bot.domain.indicators.figures import IndicatorFigures
from bot.domain.light import Light, Reason
from bot.domain.permissions import Action, refusal
from bot.domain.person import Person
from bot.domain.plan import Plan, Task, UnitRole
from bot.domain.proposal import awaits_leader
from bot.domain.summary import (
    Item,
    Lights,
    SectionLine,
    Summary,
    Tally,
    TaskLine,
    UnfiledReturns,
    worst,
    worst_by,
)
from bot.queries.activity import activity
from bot.queries.all_tickets import tickets_as_json
from bot.queries.items import items
from bot.queries.list_figures import list_figures
from bot.queries.overdue import late_items, late_tasks
from bot.queries.return_figures import returns_now, returns_within
from bot.queries.risky import risky
from bot.queries.scope import SummaryScope, liaisons_in
from bot.queries.supported import supported_tasks
from bot.queries.upcoming import upcoming

WORST_ITEMS = 5


async def summarize(
    store: Store,
    context: PlanContext,
    now: Instant,
    scope: SummaryScope | None = None,
    *,
    dates: tuple[date, date] | None = None,
) -> Summary:
    """The Summary of `scope` at `now`. `dates` adds the activity of that range, both days included."""
    scope = scope or SummaryScope()
    today = context.calendar.day(now)
    tallies = [t for t in await store.read(Tally, "tallies") if scope.takes(t.task, t.unit, t.role)]
    returns = await (
        returns_within(store, context, scope, dates, today)
        if dates
        else returns_now(store, context, scope, today)
    )
    overdue = await late_tasks(store, context, scope, today)
    liaisons = liaisons_in(context, scope)
    return replace(
        summary_of_tallies(context, scope, tallies, now),
        worst=await late_items(store, context, scope, today, WORST_ITEMS) if overdue else (),
        late=sum(one.items for one in overdue),
        late_tasks=len({one.task for one in overdue}),
        late_units=len({unit for one in overdue for unit in one.units}),
        overdue=overdue,
        missing=returns.missing,
        returns=returns.returns,
        missed=returns.missed,
        streaks=returns.streaks,
        first_return=returns.first_return,
        supported=await supported_tasks(store, context, scope.units or (), today)
        if scope.tasks is None
        else (),
        risks=len(await risky(store, scope)),
        lists=list_figures(context, scope, today),
        emergency=await _newest_emergency(store, context),
        tickets=await tickets_in(store, context, scope, now),
        upcoming=await upcoming(store, context, scope, today),
        held=await _held_elsewhere(store, context, scope),
        acknowledged=len(liaisons & set(await store.read(str, "acknowledged"))),
        to_acknowledge=len(liaisons),
        activity=await activity(store, context, scope, *dates) if dates else None,
        indicators=await _indicators(context, scope, today),
        goals=await goals_in(context, scope, today),
    )


async def tickets_in(
    store: Store, context: PlanContext, scope: SummaryScope, now: Instant
) -> tuple[Mapping[str, object], ...]:
    """Tickets belong to no task: a part of the plan has those of its units only."""
    return () if scope.tasks is not None else await tickets_as_json(store, context, now, scope.units)


async def emergencies_in(
    store: Store, context: PlanContext, scope: SummaryScope, until: Instant
) -> tuple[EmergencyLife, ...]:
    """As they stood then: those of the scope's task, with the scope's units only."""
    events = emergencies_of(await store.read(EmergencyRow, "emergency_events"), context.calendar, until)
    lives = await emergency_lives(store, events, context.calendar, until)
    mine = [one for one in lives if scope.tasks is None or one.emergency.task in scope.tasks]
    if scope.units is None:
        return tuple(mine)
    narrowed = [(one, tuple(u for u in one.emergency.units if u in (scope.units or ()))) for one in mine]
    return tuple(
        replace(one, emergency=replace(one.emergency, units=units)) for one, units in narrowed if units
    )


async def goals_in(context: PlanContext, scope: SummaryScope, day: date) -> tuple[GoalResult, ...]:
    """Goals belong to no task: a part of the plan has those of its units only."""
    if context.air is None or scope.tasks is not None:
        return ()
    found = (await context.air.report(context.plan, day)).goals
    return tuple(one for one in found if scope.units is None or one.scope in scope.units)


async def _indicators(context: PlanContext, scope: SummaryScope, day: date) -> tuple[IndicatorFigures, ...]:
    """In a thread where something has been read: three years of seventeen counties by month take 70 ms, once a day."""
    if not context.numbers.readings:
        return indicators_in(context, scope, day)
    return await asyncio.to_thread(indicators_in, context, scope, day)


def indicators_in(context: PlanContext, scope: SummaryScope, day: date) -> tuple[IndicatorFigures, ...]:
    """Of the whole plan, or of the tasks that the scope has or its units answer for."""
    found = context.numbers.of_plan(context.plan, day)
    return tuple(one for one in found if _answers(context.plan.task[one.task], scope))


def _answers(task: Task, scope: SummaryScope) -> bool:
    own = scope.units is None or not scope.units.isdisjoint((*task.roles.lead, *task.roles.joint))
    return own and (scope.tasks is None or task.id in scope.tasks)


def summary_of_tallies(
    context: PlanContext, scope: SummaryScope, tallies: Sequence[Tally], now: Instant
) -> Summary:
    """The figures that follow from tallies and context alone."""
    city, local = (_by_task(worst_by(tallies, county=county)) for county in (False, True))
    lines = tuple(
        _task_line(context.plan, task, city, local) for task in _tasks(context.plan, scope, tallies)
    )
    return Summary(
        plan_title=context.plan.title,
        at=now,
        today=context.calendar.day(now),
        scope=scope.name,
        tasks=lines,
        sections=_sections(context.plan, lines, local),
        lights=Lights.of(line.light for line in lines),
        counties=_by_county(local, lines),
        worst=(),
        late=0,
        missing=UnfiledReturns((), 0),
        upcoming=(),
        waiting_review=sum(t.n for t in tallies if t.light is Light.BLUE),
        held={},
        acknowledged=0,
        to_acknowledge=0,
        golive=context.golive,
        plan_end=context.plan.end,
        suspended=sum(t.n for t in tallies if t.reason is Reason.SUSPENDED),
        unconfirmed=len({t.task for t in tallies if t.n and t.reason is Reason.UNCONFIRMED}),
    )


def _tasks(plan: Plan, scope: SummaryScope, tallies: Iterable[Tally]) -> Sequence[Task]:
    """All tasks of the scope, including those without an open assignment. A safeguard only where it is asked for."""
    chosen = [t for t in plan.works if (not t.safeguard if scope.tasks is None else t.id in scope.tasks)]
    if scope.units is None:
        return chosen
    touched = {tally.task for tally in tallies}
    return [t for t in chosen if t.id in touched]


ByTask = Mapping[str, Mapping[str, Light]]  # task → unit → its worst light


def _by_task(found: Mapping[tuple[str, str], Light]) -> ByTask:
    by_task: dict[str, dict[str, Light]] = {}
    for (task, unit), light in found.items():
        by_task.setdefault(task, {})[unit] = light
    return by_task


def _task_line(plan: Plan, task: Task, city: ByTask, local: ByTask) -> TaskLine:
    mine, counties = (found.get(task.id, {}).values() for found in (city, local))
    section = plan.section_of.get(task.id)
    return TaskLine(
        task.id, task.number, task.title, section.number if section else 0, worst(mine), Lights.of(counties)
    )


def _sections(plan: Plan, lines: Sequence[TaskLine], local: ByTask) -> tuple[SectionLine, ...]:
    found = []
    for section in plan.sections:
        mine = [line for line in lines if line.section == section.number]
        if mine:
            counties = _by_county(local, mine)
            found.append(
                SectionLine(section.number, section.title, Lights.of(x.light for x in mine), counties)
            )
    return tuple(found)


def _by_county(local: ByTask, lines: Iterable[TaskLine]) -> Lights:
    """Each county counts once, with its worst light over the tasks."""
    by_unit: dict[str, list[Light]] = {}
    for line in lines:
        for unit, light in local.get(line.id, {}).items():
            by_unit.setdefault(unit, []).append(light)
    return Lights.of(map(worst, by_unit.values()))


async def _held_elsewhere(store: Store, context: PlanContext, scope: SummaryScope) -> Mapping[str, int]:
    """Number of open items that each unit holds for another unit, in the roster's order."""
    held: Counter[str] = Counter()
    for row in await store.read(HolderCount, "held_elsewhere"):
        if scope.takes(row.task, row.unit, row.role):
            held[row.holder] += row.n
    return {unit: held[unit] for unit in context.plan.in_order(held)}


@dataclass(frozen=True, slots=True)
class HolderCount:
    holder: str
    task: str
    unit: str
    role: UnitRole
    n: int


async def talks_to_decide(
    store: Store, context: PlanContext, leader: Person, now: Instant
) -> tuple[Item, ...]:
    """Talks put before the leader who is asked, until they are decided; those deferred come last."""
    rows = await store.read(Assignment, "talks_before_leader")
    mine = [
        a
        for a in rows
        if awaits_leader(a) and refusal(Action.DECIDE_TALK, leader, a, context.plan, context.roster) is None
    ]
    return items(context, mine, context.calendar.day(now))


async def _newest_emergency(store: Store, context: PlanContext) -> EmergencyLife | None:
    newest = context.emergencies[-1:]
    lives = await emergency_lives(store, newest, context.calendar)
    return lives[0] if lives else None
