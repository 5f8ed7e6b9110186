"""Computes the Summary that chat, picture and files share."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import Assignment
from bot.domain.calendar import DAY, Instant
from bot.domain.light import Light, Reason
from bot.domain.permissions import Action, own_part, refusal_in_plan
from bot.domain.person import Person, Role
from bot.domain.plan import MilestoneKind, Plan, Task, UnitRole
from bot.domain.summary import (
    Activity,
    Item,
    Lights,
    SectionLine,
    Summary,
    Tally,
    TaskLine,
    UnfiledReturns,
    Upcoming,
    worst,
    worst_by,
)
from bot.i18n import Language
from bot.queries.items import items, title

WORST_ITEMS = 5
UPCOMING_WITHIN = timedelta(days=14)
UNFILED_REASONS = (Reason.ASKED, Reason.LATE_RETURN)


@dataclass(frozen=True, slots=True)
class SummaryScope:
    """A part of the plan: each filter narrows it. `name` is shown to the reader."""

    name: str = ""
    tasks: frozenset[str] | None = None
    units: frozenset[str] | None = None  # only rows of these units; None for all
    counties_of: frozenset[str] = frozenset()  # plus the counties' rows of these tasks, which the unit leads

    def takes(self, task: str, unit: str, role: UnitRole) -> bool:
        if self.tasks is not None and task not in self.tasks:
            return False
        if self.units is None or unit in self.units:
            return True
        return role is UnitRole.LOCAL and task in self.counties_of


def visible_to(context: PlanContext, person: Person) -> SummaryScope:
    """Liaison and head see their unit and the counties of tasks it leads; coordinator, reviewer and leader see all."""
    if refusal_in_plan(Action.SEE_WHOLE_PLAN, person) is None:
        return SummaryScope()
    units, led = own_part(person, context.plan)
    name = Language.of(person.language).list(sorted(units))
    return SummaryScope(name, units=units, counties_of=led)


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
    coming = await store.read(
        UpcomingRow, "coming", after=today - timedelta(days=1), until=today + UPCOMING_WITHIN
    )
    return replace(
        _summary_of_tallies(context, scope, tallies, now),
        worst=await _late_items(store, context, scope, today, WORST_ITEMS),
        upcoming=_upcoming(context, [c for c in coming if scope.takes(c.task, c.unit, c.role)]),
        held=await _held_elsewhere(store, scope),
        acknowledged=await _acknowledged(store, context),
        activity=await _activity(store, context, scope, *dates) if dates else None,
    )


def _summary_of_tallies(
    context: PlanContext, scope: SummaryScope, tallies: Sequence[Tally], now: Instant
) -> Summary:
    """The figures from tallies and context; worst, upcoming and held are left empty."""
    city, local = (_by_task(worst_by(tallies, county=county)) for county in (False, True))
    lines = tuple(
        _task_line(context.plan, task, city, local) for task in _tasks(context.plan, scope, tallies)
    )
    unfiled = [t for t in tallies if t.kind is MilestoneKind.DUTY and t.reason in UNFILED_REASONS]
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
        late=sum(t.n for t in tallies if t.light is Light.RED),
        missing=UnfiledReturns(tuple(dict.fromkeys(t.unit for t in unfiled)), sum(t.n for t in unfiled)),
        upcoming=(),
        waiting_review=sum(t.n for t in tallies if t.light is Light.BLUE),
        held={},
        acknowledged=0,
        to_acknowledge=len(context.roster.holding(Role.LIAISON)),
        golive=context.golive,
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


async def _acknowledged(store: Store, context: PlanContext) -> int:
    """Number of current liaisons who acknowledged; people who have left do not count."""
    liaisons = {person.id for person in context.roster.holding(Role.LIAISON)}
    return len(liaisons & set(await store.read(str, "acknowledged")))


async def _held_elsewhere(store: Store, scope: SummaryScope) -> Mapping[str, int]:
    """Number of open items that each unit holds for another unit."""
    held: Counter[str] = Counter()
    for row in await store.read(HolderCount, "held_elsewhere"):
        if scope.takes(row.task, row.unit, row.role):
            held[row.holder] += row.n
    return held


async def _late_items(
    store: Store, context: PlanContext, scope: SummaryScope, today: date, limit: int
) -> tuple[Item, ...]:
    """The longest overdue items, city units before counties. A narrowed scope reads further pages until it has
    `limit` items."""
    found: list[Assignment] = []
    offset, page = 0, limit if scope == SummaryScope() else 200
    while len(found) < limit:
        rows = await store.read(Assignment, "late_assignments", today=today, limit=page, offset=offset)
        found += [a for a in rows if scope.takes(a.task, a.unit, a.role)]
        if len(rows) < page:
            break
        offset += page
    return items(context, found[:limit], today)


@dataclass(frozen=True, slots=True)
class HolderCount:
    holder: str
    task: str
    unit: str
    role: UnitRole
    n: int


@dataclass(frozen=True, slots=True)
class UpcomingRow:
    due: date
    task: str
    milestone: str
    unit: str
    role: UnitRole
    period: str  # "" for a result
    n: int


def _upcoming(context: PlanContext, rows: Iterable[UpcomingRow]) -> tuple[Upcoming, ...]:
    grouped: dict[tuple[date, str], list[UpcomingRow]] = {}
    for row in rows:
        grouped.setdefault((row.due, "" if row.period else row.milestone), []).append(row)
    return tuple(
        Upcoming(
            due=due,
            title=title(context, shares[0].task, milestone) if milestone else "",
            units=len({share.unit for share in shares}),
            items=sum(share.n for share in shares),
            returned=not milestone,
        )
        for (due, milestone), shares in sorted(grouped.items())
    )


async def _activity(
    store: Store, context: PlanContext, scope: SummaryScope, start: date, end: date
) -> Activity:
    first, last = context.calendar.at(start), context.calendar.at(end + timedelta(days=1)) - 1
    rows = await store.read(ActivityRow, "happened_between", first=first, last=last)
    mine = [row for row in rows if scope.takes(row.task, row.unit, row.role)]
    counts: dict[str, int] = {}
    for row in mine:
        counts[row.kind] = counts.get(row.kind, 0) + row.n
    reporting = dict.fromkeys(row.unit for row in mine if row.kind in ("reported", "filed", "submitted"))
    asked = dict.fromkeys(row.unit for row in mine if row.kind == "climbed")
    return Activity(
        start, end, counts, tuple(reporting), tuple(unit for unit in asked if unit not in reporting)
    )


@dataclass(frozen=True, slots=True)
class ActivityRow:
    task: str
    unit: str
    role: UnitRole
    kind: str
    n: int


async def endorsed_items(store: Store, context: PlanContext, now: Instant) -> tuple[Item, ...]:
    """Proposals that the coordinator endorsed in the last seven days, for the leader to decide."""
    today = context.calendar.day(now)
    since = context.calendar.day(now - 7 * DAY)
    return items(context, await store.read(Assignment, "endorsed_since", since=since), today)
