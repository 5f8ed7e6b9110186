"""Whether this installation is well: each loop turned lately, by the clock we have now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.context.ports import Store
from bot.domain.calendar import MINUTE, SECOND, Instant

STALE = 5 * MINUTE  # a loop that has not turned for so long is not well
SKEW = SECOND  # a pulse may lie so far ahead: another process writes it by its own clock


@dataclass(frozen=True, slots=True)
class LoopAges:
    ok: bool
    ages: Mapping[str, float]  # seconds since each loop last turned; one that never did is left out


async def loop_ages(store: Store, loops: Sequence[str], now: Instant) -> LoopAges:
    """A negative age is as unwell as a high one: the clock was set back, and what waits for an instant waits on."""
    pulses = {loop: await store.one(int, "pulse_at", name=loop) for loop in loops}
    ok = all(at is not None and -SKEW <= now - at < STALE for at in pulses.values())
    return LoopAges(ok, {loop: round((now - at) / 1000, 1) for loop, at in pulses.items() if at is not None})
