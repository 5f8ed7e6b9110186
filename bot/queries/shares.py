"""The shares of a task's units: lead, joint and counties, each with light, progress and last words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.plan import UnitRole
from bot.domain.reported import Figure
from bot.domain.share import Share
from bot.queries.items import item
from bot.queries.reported import reported
from bot.queries.scope import SummaryScope

ORDER = (UnitRole.LEAD, UnitRole.JOINT, UnitRole.SUPPORT, UnitRole.LOCAL)


@dataclass(frozen=True, slots=True)
class LastWords:
    body: str
    at: Instant


async def shares(
    store: Store, context: PlanContext, task: str, scope: SummaryScope, today: date
) -> tuple[Share, ...]:
    """In the order of roles; of one role the worst first, of equals in the roster's order."""
    rows = [
        a
        for a in await store.read(Assignment, "assignments_of_task", task=task)
        if scope.takes(a.task, a.unit, a.role)
    ]
    by_unit: dict[str, list[Assignment]] = defaultdict(list)
    for a in rows:
        by_unit[a.unit].append(a)
    found = [await _share(store, context, by_unit[unit], today) for unit in context.plan.in_order(by_unit)]
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.role), one.worst.light.weight)))


async def _share(store: Store, context: PlanContext, rows: Sequence[Assignment], today: date) -> Share:
    ordered = sorted(rows, key=lambda a: (a.light.weight, a.due, a.id))
    worst = ordered[0]
    where = {"task": worst.task, "unit": worst.unit}
    said = await store.one(LastWords, "last_words_in_task", **where)
    figures: tuple[Figure, ...] = ()
    if worst.role is not UnitRole.LOCAL:
        told = [(await reported(store, context, a, today)).figures for a in sorted(rows, key=lambda a: -a.id)]
        figures = next((one for one in told if one), ())
    return Share(
        worst.unit, worst.role, item(context, worst, today), tuple(a.id for a in ordered),
        said.body if said else "", context.calendar.day(said.at) if said else None, figures,
    )  # fmt: skip
