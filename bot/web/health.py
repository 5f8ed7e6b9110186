"""What /healthz answers."""

from collections.abc import Sequence

from bot.context.ports import Store
from bot.domain.calendar import MINUTE, Instant
from bot.web.ports import Health

TICK = "tick"
STALE = 5 * MINUTE  # a loop that has not turned for so long is not well


async def health_of(store: Store, now: Instant, loops: Sequence[str]) -> Health:
    """Well while each of the loops has turned lately, and the platforms' servers have answered us."""
    ages = {}
    for loop in loops:
        at = await store.one(int, "pulse_at", name=loop)
        ages[loop] = (now - at) / 1000 if at else float("inf")
    well = all(age * 1000 < STALE for age in ages.values())
    return Health(well, {loop: round(age, 1) for loop, age in ages.items() if age != float("inf")})
