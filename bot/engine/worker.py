"""The loops of `duban run` in one TaskGroup: a tick loop, a delivery loop a channel, and each channel's listeners.

No state lives here: rows say what is due, and looking once too often changes nothing. Besides commits and the
scheduler (bootstrap/scheduler.py) a timer on the event loop's monotonic clock wakes every loop each minute, so that
a wall clock set back or forward delays nothing. `simulate` calls the same turns on a simulated clock.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.context.plan_context import ContextCache, PlanContext
from bot.context.ports import Channel, Leases, Store
from bot.domain.calendar import HOUR, Calendar, Instant
from bot.domain.errors import Unavailable
from bot.engine.audit import audit, try_again
from bot.engine.compose_digest import compose
from bot.engine.deliver import Clock, Sender, delivery_loop, pulse
from bot.engine.emergency_calls import next_call_instant, turn_emergency_calls
from bot.engine.emergency_clocks import next_emergency_instant
from bot.engine.escalate import tick
from bot.engine.outbox import LEASE
from bot.engine.rate_slots import RateSlots
from bot.engine.seal import seal

log = logging.getLogger(__name__)

TICK = "tick"
AFTER_ERROR = 5.0  # seconds until a loop whose turn failed tries again
LOOK_AGAIN = 60.0  # seconds between two wakes of the monotonic timer


@dataclass
class Wake:
    """Wakes the loops before their time: after a commit, by the scheduler, by the timer, at the end. Not thread-safe:
    called on the event loop only."""

    stopped: bool = False
    look_again: float = LOOK_AGAIN
    _loops: dict[str, asyncio.Event] = field(default_factory=dict)
    _end: asyncio.Event = field(default_factory=asyncio.Event)

    def loop(self, name: str) -> asyncio.Event:
        return self._loops.setdefault(name, asyncio.Event())

    def all(self) -> None:
        for event in self._loops.values():
            event.set()

    def delivery(self) -> None:
        """Messages were queued: every loop but the tick looks again."""
        for name, event in self._loops.items():
            if name != TICK:
                event.set()

    def stop(self) -> None:
        self.stopped = True
        self._end.set()
        self.all()

    async def sleep(self, seconds: float) -> None:
        """Until so much monotonic time has passed, or `stop`."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._end.wait(), seconds)


async def turn(store: Store, contexts: ContextCache, now: Instant) -> bool:
    """Tick, compose, seal. True: there is more, go again at once."""
    context = await contexts.current(now)
    more = await tick(store, context, now)
    more = await compose(store, context, now) or more
    more = await turn_emergency_calls(store, context, now) or more
    await seal(store, now)
    return more


async def next_instant(store: Store, context: PlanContext, now: Instant) -> Instant | None:
    """When there will be something to do again, nothing else happening. None: never."""
    asked = [
        await store.one(int, "next_rung_at", now=now),
        await store.one(int, "next_light_at", now=now),
        await store.one(int, "next_notice_at", now=now),
        next_emergency_instant(context, now),
        await next_call_instant(store, context, now),
        await store.one(int, "next_ticket_at", now=now),
    ]
    if context.golive is not None:
        begins = context.begins(context.golive)
        asked.append(begins if begins > now else _next_midnight(context.calendar, now))
    return min((at for at in asked if at is not None), default=None)


def _next_midnight(calendar: Calendar, now: Instant) -> Instant:
    """Periods, the leader's week and steps counted in days all begin with a local day."""
    return calendar.at(calendar.day(now) + timedelta(days=1))


async def tick_until_stopped(store: Store, contexts: ContextCache, clock: Clock, wake: Wake) -> None:
    audited: Instant | None = None

    async def one_turn() -> bool:
        nonlocal audited
        now = clock()
        # the first time at the start, as the rules may have changed since; and after the clock was set back
        if audited is None or not 0 <= now - audited < HOUR:
            if audited is None:
                await try_again(store)
            audited = now
            await audit(store, await contexts.current(), now)
        more = await turn(store, contexts, clock())
        await pulse(store, TICK, clock())
        wake.delivery()
        return more

    await _until_stopped(TICK, one_turn, wake)


async def deliver_until_stopped(
    store: Store, contexts: ContextCache, channel: Channel, clock: Clock, wake: Wake,
    slots: RateSlots | None = None,
) -> None:  # fmt: skip
    """Sends up to `channel.width` messages at once; a slow chat does not delay the others. `slots`: where other
    processes send over the same channel."""
    name = delivery_loop(channel.name)
    sender = Sender(store, contexts, channel, clock, wake.loop(name), slots)
    try:
        await _until_stopped(name, sender.turn, wake)
        await sender.finish()
    finally:
        await sender.cancel()


async def _until_stopped(name: str, one_turn: Callable[[], Awaitable[bool]], wake: Wake) -> None:
    """The first turn is at once: it catches up with a downtime."""
    woken = wake.loop(name)
    while not wake.stopped:
        woken.clear()
        try:
            more = await one_turn()
        except Exception:
            log.exception("turn failed", extra={"loop": name})
            more = await _paused(woken)
        if not more:
            await woken.wait()


async def _listen_until_stopped(listen: Callable[[], Coroutine[Any, Any, None]], wake: Wake) -> None:
    """A listener that fails, as when the database is away for a moment, starts again; the other loops go on."""
    woken = wake.loop("listen")
    while not wake.stopped:
        woken.clear()
        try:
            await listen()
        except Exception:
            log.exception("listener failed, restarting", extra={"loop": "listen"})
            await _paused(woken)


async def _paused(woken: asyncio.Event) -> bool:
    """Waits a little after a failure, less when woken. True: try again."""
    with suppress(TimeoutError):
        await asyncio.wait_for(woken.wait(), AFTER_ERROR)
    return True


async def _look_again(wake: Wake) -> None:
    """Wakes every loop each minute of monotonic time, whatever the wall clock does."""
    while not wake.stopped:
        await wake.sleep(wake.look_again)
        wake.all()


async def work(
    store: Store,
    contexts: ContextCache,
    channels: Sequence[Channel],
    clock: Clock,
    wake: Wake,
    listeners: Sequence[Callable[[], Coroutine[Any, Any, None]]] = (),
    leases: Leases | None = None,
) -> None:
    """Runs until `wake.stop()`. Each of the `listeners` is a loop of its own that ends when `wake` is stopped.
    `leases`: where other processes work on the same database."""
    async with asyncio.TaskGroup() as loops:
        loops.create_task(_look_again(wake))
        loops.create_task(tick_until_stopped(store, contexts, clock, wake))
        for channel in channels:
            # processes that share a database spend the platform's limits together
            slots = RateSlots(store, channel, LEASE) if leases and channel.pace.longest else None
            loops.create_task(deliver_until_stopped(store, contexts, channel, clock, wake, slots))
        for listen in listeners:
            loops.create_task(_listen_until_stopped(listen, wake))
    with suppress(Unavailable):
        await seal(store, clock())  # the last moments: nothing waits unsealed for the next start
