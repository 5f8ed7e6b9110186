"""What happened between two days, by kind of event and unit."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.plan import UnitRole
from bot.domain.summary import Activity
from bot.queries.scope import SummaryScope

REPORTS = frozenset({"reported", "filed", "submitted"})
REQUESTS = frozenset(
    {"not_concerned", "extension_asked", "declined", "waited"}
)  # an answer, though no progress


async def activity(
    store: Store, context: PlanContext, scope: SummaryScope, start: date, end: date
) -> Activity:
    first, last = context.calendar.at(start), context.calendar.at(end + timedelta(days=1)) - 1
    rows = await store.read(ActivityRow, "happened_between", first=first, last=last)
    mine = [row for row in rows if scope.takes(row.task, row.unit, row.role)]
    counts: dict[str, int] = {}
    for row in mine:
        counts[row.kind] = counts.get(row.kind, 0) + row.n
    reporting = {row.unit for row in mine if row.kind in REPORTS}
    answering = {row.unit for row in mine if row.kind in REPORTS | REQUESTS}
    asked = {row.unit for row in mine if row.kind == "climbed"}
    in_order = context.plan.in_order
    return Activity(start, end, counts, in_order(reporting), in_order(asked - answering))


@dataclass(frozen=True, slots=True)
class ActivityRow:
    task: str
    unit: str
    role: UnitRole
    kind: str
    n: int
