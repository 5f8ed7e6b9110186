"""Results that are late: which tasks, of which units, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import Assignment
from bot.domain.message import days_late
from bot.domain.plan import FormerTask, Task, UnitRole
from bot.domain.summary import Item, LateTask
from bot.queries.items import items
from bot.queries.scope import SummaryScope

PAGE = 200


@dataclass(frozen=True, slots=True)
class LateShare:
    task: str
    unit: str
    role: UnitRole
    due: date
    n: int


async def late_tasks(
    store: Store, context: PlanContext, scope: SummaryScope, today: date
) -> tuple[LateTask, ...]:
    """One for each task and date, the longest late first, then in the order of the plan."""
    rows = await store.read(LateShare, "late_shares", today=today)
    mine = [row for row in rows if scope.takes(row.task, row.unit, row.role)]
    grouped: dict[tuple[date, str], list[LateShare]] = {}
    for row in mine:
        grouped.setdefault((row.due, row.task), []).append(row)
    place = {task.id: n for n, task in enumerate(context.plan.works)}
    order = sorted(grouped, key=lambda key: (key[0], place.get(key[1], len(place)), key[1]))
    return tuple(_late_task(context, due, task, grouped[due, task], today) for due, task in order)


def _late_task(
    context: PlanContext, due: date, task: str, rows: Sequence[LateShare], today: date
) -> LateTask:
    known = _known(context, task)
    units = context.plan.in_order(row.unit for row in rows)
    cells = known.roles if isinstance(known, Task) else ()
    return LateTask(
        task=task,
        number=known.mark if isinstance(known, Task) else str(known.number) if known else task,
        title=known.title if known else task,
        due=due,
        days_late=days_late(due, today),
        units=units,
        named=next((unit for _, unit in cells if unit in units), units[0]),
        items=sum(row.n for row in rows),
    )


def _known(context: PlanContext, task: str) -> Task | FormerTask | None:
    return context.plan.task.get(task) or context.plan.former_by_id.get(task)


async def late_items(
    store: Store, context: PlanContext, scope: SummaryScope, today: date, limit: int
) -> tuple[Item, ...]:
    """The longest overdue items, city units before counties. A narrowed scope reads further pages until it has
    `limit` items."""
    found: list[Assignment] = []
    offset, page = 0, limit if scope == SummaryScope() else PAGE
    while len(found) < limit:
        rows = await store.read(Assignment, "late_assignments", today=today, limit=page, offset=offset)
        found += [a for a in rows if scope.takes(a.task, a.unit, a.role)]
        if len(rows) < page:
            break
        offset += page
    return items(context, found[:limit], today)
