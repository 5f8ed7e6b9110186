"""Rows → domain objects, with the defaults that the file leaves out."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from decimal import Decimal

from bot.domain.plan import (
    Every,
    Goal,
    Indicator,
    Milestone,
    MilestoneKind,
    Plan,
    Roles,
    Section,
    Task,
    Unit,
    UnitKind,
)
from bot.planfile.findings import findings_of
from bot.planfile.schema import GoalRow, IndicatorRow, MilestoneRow, PlanRow, SectionRow, TaskRow

VERSION_LENGTH = 12


def plan_of(row: PlanRow) -> Plan:
    """The plan of a file without flaws."""
    plan = Plan(
        id=row.id,
        title=row.title,
        status=row.status,
        start=row.period.start,
        end=row.period.end,
        units=tuple(Unit(unit.name, unit.kind, unit.group or "") for unit in row.units),
        goals=tuple(_goal(goal, row.scope) for goal in row.goals),
        sections=tuple(_section(section, row) for section in row.sections),
        findings=findings_of(row),
        source=row.source,
        office=row.office or "",
        basis=tuple(row.basis),
    )
    return replace(plan, version=version_of(plan))


def version_of(plan: Plan) -> str:
    """Digest of the plan's content, open questions included. Comments and layout of the file do not change it."""
    meaning = asdict(replace(plan, version=""))
    del meaning["former"]  # only the database knows the former names
    if not plan.office:  # plans without an office keep the version from before the field existed
        del meaning["office"]
    text = json.dumps(meaning, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:VERSION_LENGTH]


def _goal(row: GoalRow, whole: str) -> Goal:
    return Goal(
        scope=row.scope or whole,
        text=row.text,
        due=row.due,
        strength=row.strength,
        indicators=_indicators(row.indicators),
        quote=row.quote or "",
        line=row.line,
    )


def _section(row: SectionRow, plan: PlanRow) -> Section:
    return Section(row.number, row.title, tuple(_task(task, plan) for task in row.tasks))


def _task(row: TaskRow, plan: PlanRow) -> Task:
    return Task(
        id=row.id,
        number=row.number,
        title=row.title,
        text=row.text,
        roles=_roles(row, plan),
        milestones=tuple(map(_milestone, row.milestones)) or (_assumed(row, plan.default_every),),
        indicators=_indicators(row.indicators),
        line=row.line,
    )


def _roles(row: TaskRow, plan: PlanRow) -> Roles:
    roles = row.roles
    local = roles.local if roles.local is not None else _all_counties(plan)
    return Roles(tuple(roles.lead), tuple(roles.support), tuple(roles.joint), tuple(local))


def _all_counties(plan: PlanRow) -> list[str]:
    return [unit.name for unit in plan.units if unit.kind is UnitKind.COUNTY] if plan.local else []


def _assumed(row: TaskRow, default: Every) -> Milestone:
    """The duty of a task for which the document sets no date and no period.

    Returns ask about the duty. It is never shown as a term of the document.
    """
    return Milestone(
        id=f"{row.id}.1",
        kind=MilestoneKind.DUTY,
        text=row.title,
        every=row.every or default,
        inferred=True,
        line=row.line,
    )


def _milestone(row: MilestoneRow) -> Milestone:
    return Milestone(
        id=row.id,
        kind=row.kind,
        text=row.text,
        due=row.due,
        every=row.every,
        strength=row.strength,
        where=tuple(row.where),
        quote=row.quote or "",
        line=row.line,
    )


def _indicators(rows: Iterable[IndicatorRow]) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(
            name=row.name,
            kind=row.kind,
            op=row.op,
            value=_plain(row.value),
            unit=row.unit,
            direction=row.direction,
            due=row.due,
            strength=row.strength,
            base=row.base,
            quote=row.quote or "",
            line=row.line,
        )
        for row in rows
    )


def _plain(value: Decimal) -> Decimal:
    """92.0 and 92 are one value; neither becomes 9.2E+1."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
