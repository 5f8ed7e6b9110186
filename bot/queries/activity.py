"""What happened between two days, by kind of event and unit."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import Kind
from bot.domain.calendar import Instant
from bot.domain.evidence import versions_in
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
    taken_back = await _taken_back(store, first, last)
    left = (replace(row, n=row.n - taken_back[row.what]) for row in rows if row.kind != Kind.UNDONE)
    mine = [row for row in left if row.n > 0 and scope.takes(row.task, row.unit, row.role)]
    counts: dict[str, int] = {}
    for row in mine:
        counts[row.kind] = counts.get(row.kind, 0) + row.n
    reporting = {row.unit for row in mine if row.kind in REPORTS}
    answering = {row.unit for row in mine if row.kind in REPORTS | REQUESTS}
    asked = {row.unit for row in mine if row.kind == "climbed"}
    in_order = context.plan.in_order
    return Activity(start, end, counts, in_order(reporting), in_order(asked - answering))


What = tuple[str, str, UnitRole, str]


@dataclass(frozen=True, slots=True)
class ActivityRow:
    task: str
    unit: str
    role: UnitRole
    kind: str
    n: int

    @property
    def what(self) -> What:
        return self.task, self.unit, self.role, self.kind


@dataclass(frozen=True, slots=True)
class UndoneRow:
    """An event of a stream of which something was taken back later."""

    task: str
    unit: str
    role: UnitRole
    kind: str
    version: int
    data: Mapping[str, object]  # of the UNDONE event


async def _taken_back(store: Store, first: Instant, last: Instant) -> Counter[What]:
    """What was undone counts as if it had not been."""
    rows = await store.read(UndoneRow, "undone_between", first=first, last=last)
    return Counter(
        (row.task, row.unit, row.role, row.kind) for row in rows if row.version in versions_in(row.data)
    )
