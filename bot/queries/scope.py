"""A part of the plan that a reader sees or asks for. It narrows every figure of a Summary alike."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.context.plan_context import PlanContext
from bot.domain.errors import Refused
from bot.domain.permissions import Action, own_part, refusal_in_plan
from bot.domain.person import Person, Role
from bot.domain.plan import Plan, UnitRole
from bot.i18n import Language


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

    @property
    def code(self) -> str:
        """As text, from which `scope_of_code` makes it again."""
        kept = {
            "name": self.name,
            "tasks": None if self.tasks is None else sorted(self.tasks),
            "units": None if self.units is None else sorted(self.units),
            "counties_of": sorted(self.counties_of),
        }
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def scope_of_code(code: str) -> SummaryScope:
    """Raises ValueError for another text."""
    try:
        kept = json.loads(code)
        tasks, units = (None if kept[key] is None else frozenset(kept[key]) for key in ("tasks", "units"))
        return SummaryScope(kept["name"], tasks, units, frozenset(kept["counties_of"]))
    except (KeyError, TypeError) as error:
        raise ValueError(code) from error


def visible_to(context: PlanContext, person: Person) -> SummaryScope:
    """Liaison and head see their unit and the counties of tasks it leads; coordinator, reviewer and leader see all."""
    if refusal_in_plan(Action.SEE_WHOLE_PLAN, person) is None:
        return SummaryScope()
    units, led = own_part(person, context.plan)
    name = Language.of(person.language).list(context.plan.in_order(units))
    return SummaryScope(name, units=units, counties_of=led)


def narrowed(seen: SummaryScope, wanted: SummaryScope, counties: frozenset[str]) -> SummaryScope:
    """What is wanted, of what somebody may see. Refused where nothing of it is."""
    name = wanted.name or seen.name
    if wanted.units is None:
        return replace(seen, name=name, tasks=wanted.tasks)
    if seen.units is None or wanted.units <= seen.units:
        return replace(wanted, name=name)
    if seen.counties_of and wanted.units <= counties:  # a lead looks at a county: at the lead's own tasks
        return replace(wanted, name=name, tasks=seen.counties_of)
    raise Refused("refused.not_visible")


def liaisons_in(context: PlanContext, scope: SummaryScope) -> frozenset[str]:
    """Ids of the liaisons who acknowledge a part: those of a unit that has a role in one of its tasks, and answers
    for that task."""
    liaisons = context.roster.holding(Role.LIAISON)
    if scope.tasks is None and scope.units is None:
        return frozenset(person.id for person in liaisons)
    cells = set(_cells(context.plan, scope))
    units = {unit for _, unit in cells} | (scope.units or frozenset() if scope.tasks is None else frozenset())
    return frozenset(person.id for person in liaisons if _acknowledges(person, cells, units))


def _cells(plan: Plan, scope: SummaryScope) -> Iterator[tuple[str, str]]:
    """(task, unit) of every role in the scope; support has no items, and acknowledges all the same."""
    for task in plan.works:
        for role, unit in task.roles:
            if scope.takes(task.id, unit, role):
                yield task.id, unit


def _acknowledges(person: Person, cells: set[tuple[str, str]], units: set[str]) -> bool:
    return any(
        not post.tasks or any((task, post.unit) in cells for task in post.tasks)
        for post in person.posts
        if post.role is Role.LIAISON and post.unit in units
    )
