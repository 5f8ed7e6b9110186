"""Whether this installation is well: each loop turned lately, and what is queued goes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.context.ports import Store
from bot.domain.calendar import MINUTE, SECOND, Instant
from bot.domain.outage import Outage

STALE = 5 * MINUTE  # a loop that has not turned for so long is not well
SKEW = SECOND  # a pulse may lie so far ahead: another process writes it by its own clock


@dataclass(frozen=True, slots=True)
class LoopAges:
    ok: bool
    ages: Mapping[str, float]  # seconds since each loop last turned; one that never did is left out


@dataclass(frozen=True, slots=True)
class ChannelDown:
    """Messages wait on a channel that has refused them all for a while."""

    channel: str
    code: str  # the platform's last word


async def loop_ages(store: Store, loops: Sequence[str], now: Instant) -> LoopAges:
    """A negative age is as unwell as a high one: the clock was set back, and what waits for an instant waits on."""
    pulses = {loop: await store.one(int, "pulse_at", name=loop) for loop in loops}
    ok = all(at is not None and -SKEW <= now - at < STALE for at in pulses.values())
    return LoopAges(ok, {loop: round((now - at) / 1000, 1) for loop, at in pulses.items() if at is not None})


async def channels_down(store: Store, now: Instant) -> list[ChannelDown]:
    """Each is out of service, or has held a message back for STALE with an error and accepted none since."""
    out = [ChannelDown(one.channel, one.code) for one in await store.read(Outage, "outages")]
    known = {one.channel for one in out}
    held = await store.read(ChannelDown, "channels_down", before=now - STALE)
    return out + [one for one in held if one.channel not in known]


async def rows_set_aside(store: Store) -> int:
    """Rows that the program could not deal with since it started; the rest goes on."""
    return await store.one(int, "count_set_aside") or 0
