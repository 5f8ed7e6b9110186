"""Rows → domain objects, with the defaults that the file leaves out."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from bot.domain.papers import PaperKind, PaperStyle
from bot.domain.plan import (
    Demand,
    Every,
    Goal,
    Indicator,
    Milestone,
    MilestoneKind,
    Plan,
    Roles,
    Season,
    Section,
    Task,
    Unit,
    UnitKind,
)
from bot.planfile.findings import findings_of, uncarried
from bot.planfile.schema import (
    GoalRow,
    IndicatorRow,
    MilestoneRow,
    PapersRow,
    PlanRow,
    SectionRow,
    TaskRow,
    UnitRow,
)

VERSION_LENGTH = 12


def plan_of(row: PlanRow) -> Plan:
    """The plan of a file without flaws."""
    plan = Plan(
        id=row.id,
        title=row.title,
        status=row.status,
        start=row.period.start,
        end=row.period.end,
        units=tuple(map(_unit, row.units)),
        goals=tuple(_goal(goal, row.scope) for goal in row.goals),
        sections=tuple(_section(section, row) for section in row.sections),
        findings=findings_of(row),
        source=row.source,
        office=row.office or "",
        readings=row.readings or "",
        basis=tuple(row.basis),
        safeguards=tuple(replace(_task(task, row), safeguard=True) for task in row.safeguards),
        papers=_papers(row.papers) if row.papers else PaperStyle(),
        demands=tuple(Demand(one.line, one.quote, one.task, tuple(one.by)) for one in row.demands),
    )
    plan = replace(plan, findings=(*plan.findings, *uncarried(plan)))
    return replace(plan, version=version_of(plan))


def _unit(row: UnitRow) -> Unit:
    tile = (row.tile[0], row.tile[1]) if row.tile else None
    return Unit(row.name, row.kind, row.group or "", tile)


def _papers(row: PapersRow) -> PaperStyle:
    given = {kind: getattr(row, kind.value, None) for kind in PaperKind}
    series = {kind: series for kind, series in given.items() if series}
    return PaperStyle(series, tuple(row.copy_to), row.contact or "")


def version_of(plan: Plan) -> str:
    """Digest of the plan's content, open questions included. Comments and layout of the file do not change it."""
    meaning = _as_plain(replace(plan, version=""))
    del meaning["former"]  # only the database knows the former names
    if not any(meaning["papers"].values()):
        meaning["papers"] = {}
    for field in (
        "office",
        "safeguards",
        "demands",
        "papers",
        "readings",
    ):  # a plan without them keeps the version from before
        if not meaning[field]:
            del meaning[field]
    for goal in meaning["goals"]:
        _drop_empty(goal, ("measure", "id"))
    for owner in (*meaning["goals"], *_tasks(meaning)):
        for indicator in owner["indicators"]:
            _drop_empty(indicator, ("id",))
    for task in _tasks(meaning):
        _drop_empty(task, ("safeguard",))
        for milestone in task["milestones"]:
            del milestone["tells_counties"]  # laid over the file, never in it
            _drop_empty(milestone, ("every_inferred", "asked_of", "months", "seasons", "which_county"))
    text = json.dumps(meaning, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:VERSION_LENGTH]


def _as_plain(value: Any) -> Any:
    """As `dataclasses.asdict`, whose copy of every word takes longer than all the rest: here they are only read."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple | list):
        return [_as_plain(one) for one in value]
    if isinstance(value, dict):
        return {_as_plain(key): _as_plain(one) for key, one in value.items()}
    if names := _field_names(value.__class__):
        return {name: _as_plain(getattr(value, name)) for name in names}
    return value


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _tasks(meaning: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for section in meaning["sections"]:
        yield from section["tasks"]
    yield from meaning.get("safeguards", ())


def _drop_empty(row: dict[str, Any], fields: Iterable[str]) -> None:
    for field in fields:
        if not row[field]:
            del row[field]


def _goal(row: GoalRow, whole: str) -> Goal:
    return Goal(
        scope=row.scope or whole,
        text=row.text,
        due=row.due,
        strength=row.strength,
        indicators=_indicators(row.indicators),
        quote=row.quote or "",
        line=row.line,
        measure=row.measure,
        id=row.id or "",
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
        milestones=tuple(_milestone(one, row, plan) for one in row.milestones)
        or (_assumed(row, plan.default_every),),
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


def _milestone(row: MilestoneRow, task: TaskRow, plan: PlanRow) -> Milestone:
    return Milestone(
        id=row.id,
        kind=row.kind,
        text=row.text,
        due=row.due,
        every=row.every,
        inferred=row.general,
        strength=row.strength,
        where=tuple(row.where),
        quote=row.quote or "",
        line=row.line,
        every_inferred=row.every_inferred,
        asked_of=_asked_of(row.id, task),
        months=tuple(row.months),
        seasons=tuple(
            Season(one.name, one.start, one.end) for one in plan.seasons if one.name in row.seasons
        ),
        which_county=tuple(row.which_county),
    )


def _asked_of(milestone: str, task: TaskRow) -> tuple[str, ...]:
    """The units that hold the milestone by a share of their own, else those that have none; () for all."""
    own = {share.unit: share.milestones for share in task.shares}
    if holders := [unit for unit, theirs in own.items() if milestone in theirs]:
        return tuple(holders)
    roles = task.roles
    return tuple(unit for unit in (*roles.lead, *roles.joint) if unit not in own) if own else ()


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
            id=row.id or "",
        )
        for row in rows
    )


def _plain(value: Decimal) -> Decimal:
    """92.0 and 92 are one value; neither becomes 9.2E+1."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
