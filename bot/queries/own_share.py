"""Whether another unit has a share of the same milestone of its own."""

from bot.context.ports import Store
from bot.domain.assignment import Assignment


async def share_of(store: Store, a: Assignment, unit: str) -> Assignment | None:
    """The unit's own share of the item's milestone and period, if it has one."""
    return await store.one(
        Assignment, "share_of", task=a.task, milestone=a.milestone, unit=unit, period=a.period
    )
