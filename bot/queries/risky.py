"""Items whose last report tells of a difficulty."""

from collections.abc import Iterable, Mapping

from bot.context.ports import Store
from bot.domain.assignment import Assignment
from bot.queries.scope import SummaryScope


async def risky(store: Store, scope: SummaryScope) -> list[Assignment]:
    """Those of the scope, the city before the counties, the next due first."""
    rows = await store.read(Assignment, "risky_assignments")
    return [a for a in rows if scope.takes(a.task, a.unit, a.role)]


async def last_words(store: Store, rows: Iterable[Assignment]) -> Mapping[int, str]:
    """What the units said last of these items. Words are no part of a notice, for they may be forgotten."""
    found = {}
    for a in rows:
        words = await store.one(str, "last_words_of_work", task=a.task, milestone=a.milestone, unit=a.unit)
        found[a.id] = words or ""
    return found
