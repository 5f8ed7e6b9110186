"""Items whose last report tells of a difficulty."""

from bot.context.ports import Store
from bot.domain.assignment import Assignment
from bot.queries.scope import SummaryScope


async def risky(store: Store, scope: SummaryScope) -> list[Assignment]:
    """Those of the scope, the city before the counties, the next due first."""
    rows = await store.read(Assignment, "risky_assignments")
    return [a for a in rows if scope.takes(a.task, a.unit, a.role)]
