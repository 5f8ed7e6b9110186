"""A plan as `duban plan show --json` prints it. The importer prints the same shape."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from bot.domain.coverage import Covered
from bot.domain.plan import Finding, Goal, Indicator, Milestone, Plan, Roles, Section, Task
from bot.i18n import Language
from bot.planfile.findings import say_finding

Json = dict[str, object]


def plan_to_json(plan: Plan, language: Language) -> Json:
    """Only the findings' messages depend on the language."""
    return {
        "title": plan.title,
        "status": plan.status.value,
        "period": {"start": plan.start.isoformat(), "end": plan.end.isoformat()},
        "units": [{"name": unit.name, "kind": unit.kind.value} for unit in plan.units],
        "goals": [_goal(goal, n) for n, goal in enumerate(plan.goals, 1)],
        "sections": [_section(section) for section in plan.sections],
        "safeguards": [_task(task) for task in plan.safeguards],
        "findings": findings_to_json(plan.findings, language),
    }


def coverage_to_json(covered: Sequence[Covered], indicators: int, lists: int) -> Json:
    """As `duban plan show --coverage --json` prints it. `indicators` and `lists`: how many there are."""
    return {
        "demands": [_covered(one) for one in covered],
        "uncarried": sum(not one.carried for one in covered),
        "indicators": indicators,
        "lists": lists,
    }


def _covered(one: Covered) -> Json:
    return {
        "line": one.demand.line,
        "quote": one.demand.quote,
        "task": one.demand.task,
        "carried_by": [carrier.id for carrier in one.carriers],
        "asked_of": list(one.asked_of),
        "every": one.every.value if one.every else None,
        "due": _day(one.due),
        "lists": list(one.lists),
    }


def _goal(goal: Goal, n: int) -> Json:
    return {
        "scope": goal.scope,
        "text": goal.text,
        "due": _day(goal.due),
        "strength": goal.strength.value,
        "indicators": _indicators(goal.indicators),
        "id": goal.id or f"G{n}",
    }


def _section(section: Section) -> Json:
    return {
        "number": section.number,
        "title": section.title,
        "tasks": [_task(task) for task in section.tasks],
    }


def _task(task: Task) -> Json:
    return {
        "id": task.id,
        "number": task.number,
        "title": task.title,
        "roles": _roles(task.roles),
        "milestones": [_milestone(milestone) for milestone in task.milestones],
        "indicators": _indicators(task.indicators),
    }


def _roles(roles: Roles) -> Json:
    return {
        "lead": list(roles.lead),
        "support": list(roles.support),
        "joint": list(roles.joint),
        "local": list(roles.local),
    }


def _milestone(milestone: Milestone) -> Json:
    return {
        "id": milestone.id,
        "kind": milestone.kind.value,
        "text": milestone.text,
        "due": _day(milestone.due),
        "every": milestone.every.value if milestone.every else None,
        "inferred": milestone.inferred or milestone.every_inferred,
        "strength": milestone.strength.value,
        "where": list(milestone.counties),
        "quote": milestone.quote,
    }


def _indicators(indicators: Iterable[Indicator]) -> list[Json]:
    return [
        {
            "name": indicator.name,
            "kind": indicator.kind.value,
            "op": indicator.op,
            "value": as_number(indicator.value),
            "unit": indicator.unit,
            "direction": indicator.direction,
            "due": _day(indicator.due),
            "strength": indicator.strength.value,
            "quote": indicator.quote,
            "id": indicator.key,
        }
        for indicator in indicators
    ]


def findings_to_json(findings: Iterable[Finding], language: Language) -> list[Json]:
    return [_finding(finding, language) for finding in findings]


def _finding(finding: Finding, language: Language) -> Json:
    return {
        "level": finding.level.value,
        "code": finding.code,
        "line": finding.line,
        "message": say_finding(finding, language),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
