"""Who owes what: the plan's cells that are asked, as assignments to open.

Lead and joint units, and the counties a milestone names, owe results and duties; where a joint unit's own share is
named, only that unit owes it. A safeguard is owed by its local units. Counties answer their local work once a period,
unless a dated milestone of the task names them; of a date that names no county they are told. Support is informed once
and owes nothing of its own, so it has no assignment.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.assignment import LOCAL_WORK, State
from bot.domain.calendar import Calendar
from bot.domain.period import asked_periods, periods
from bot.domain.plan import Every, Milestone, MilestoneKind, Plan, Strength, Task, UnitKind, UnitRole

ASKED = (UnitRole.LEAD, UnitRole.JOINT)


@dataclass(frozen=True, slots=True)
class PlannedAssignment:
    """One unit's share, before it is an assignment. (task, milestone, unit, period) names it for ever."""

    task: str
    milestone: str
    unit: str
    role: UnitRole
    kind: MilestoneKind
    strength: Strength
    period: str
    since: date
    until: date
    due: date
    state: State
    escalated_through: date  # nothing fires for a moment up to and including this day
    told_only: bool = False  # a county that is told the date: see told_counties

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.task, self.milestone, self.unit, self.period


def planned_assignments(
    plan: Plan, golive: date, today: date, calendar: Calendar
) -> Iterator[PlannedAssignment]:
    """Everything that should be open by `today`: every result, and every period begun since go-live.

    A period that ended before go-live is not asked; a result whose date had passed by then is PAST.
    """
    eve = golive - timedelta(days=1)
    today = min(today, plan.end)  # recurring work is asked for as long as the plan runs
    for task in plan.works:
        for milestone in task.milestones:
            if milestone.kind is MilestoneKind.RESULT:
                yield from _results(task, milestone, golive, eve)
            else:
                yield from _duties(task, milestone, golive, today, eve, calendar)
        if not task.safeguard:
            yield from _local_work(task, golive, today, eve, calendar)


def _results(task: Task, milestone: Milestone, golive: date, eve: date) -> Iterator[PlannedAssignment]:
    if milestone.due is None:
        return
    state = State.PAST if milestone.due < golive else State.OPEN
    due = milestone.due
    for role, unit in holders(task, milestone):
        yield PlannedAssignment(
            task.id, milestone.id, unit, role, milestone.kind, milestone.strength,
            "", min(golive, due), due, due, state, eve,
        )  # fmt: skip
    if state is State.OPEN:  # a date long past is the lead's to explain
        for unit in told_counties(task, milestone):
            yield PlannedAssignment(
                task.id, milestone.id, unit, UnitRole.LOCAL, milestone.kind, milestone.strength,
                "", min(golive, due), due, due, state, eve, told_only=True,
            )  # fmt: skip


def _duties(
    task: Task, milestone: Milestone, golive: date, today: date, eve: date, calendar: Calendar
) -> Iterator[PlannedAssignment]:
    for period in asked_periods(milestone, golive, today):
        for role, unit in holders(task, milestone):
            yield PlannedAssignment(
                task.id, milestone.id, unit, role, milestone.kind, milestone.strength,
                period.name, period.start, period.end, period.due(calendar), State.OPEN, eve,
            )  # fmt: skip


def holders(task: Task, milestone: Milestone) -> Iterator[tuple[UnitRole, str]]:
    """Units that are asked for the milestone, with their role."""
    asked = milestone.asked_of
    yield from ((role, unit) for role, unit in task.roles if role in ASKED and (not asked or unit in asked))
    where = task.roles.local if task.safeguard else milestone.counties
    yield from ((UnitRole.LOCAL, unit) for unit in where if unit in task.roles.local)


def told_counties(task: Task, milestone: Milestone) -> tuple[str, ...]:
    """Counties that are told a dated milestone and may say that it does not concern them: all of the task where the
    plan names none. Named works concern the counties in which they lie, and nobody else: docs/adr/0044."""
    named = milestone.counties or milestone.which_county or task.safeguard or not milestone.tells_counties
    return () if named or milestone.kind is not MilestoneKind.RESULT else task.roles.local


def local_units(task: Task) -> tuple[str, ...]:
    """Counties that answer for the task as a whole, each period. A named work of theirs is asked beside it."""
    dated = {unit for one in task.milestones if one.kind is MilestoneKind.RESULT for unit in one.where}
    return tuple(unit for unit in task.roles.local if unit not in dated)


def _local_work(
    task: Task, golive: date, today: date, eve: date, calendar: Calendar
) -> Iterator[PlannedAssignment]:
    asks = local_duty(task)
    for period in asked_periods(asks, golive, today) if asks else periods(Every.QUARTER, golive, today):
        due = period.due(calendar)
        for unit in local_units(task):
            yield PlannedAssignment(
                task.id, f"{task.id}.{LOCAL_WORK}", unit, UnitRole.LOCAL, MilestoneKind.DUTY, Strength.MUST,
                period.name, period.start, period.end, due, State.OPEN, eve,
            )  # fmt: skip


def local_every(task: Task) -> Every:
    """Local work is asked as often as the task's own inferred duty, else by quarter: a monthly duty is the
    lead's; seventeen counties are not asked monthly for what the plan asks of one bureau."""
    asks = local_duty(task)
    return (asks and asks.every) or Every.QUARTER


def local_duty(task: Task) -> Milestone | None:
    """The task's own inferred duty, whose rhythm its local work follows."""
    return next((one for one in task.milestones if one.inferred and one.every), None)


def is_external(plan: Plan, unit: str) -> bool:
    found = plan.unit.get(unit)
    return found is not None and found.kind is UnitKind.EXTERNAL
