"""The loops: one tick loop, one delivery loop a channel and whatever a channel listens with, in one TaskGroup.

Nothing that matters lives here. The rows say what is due; APScheduler only says when to look again, and looking
once too often changes nothing. `simulate` calls the same turns on a simulated clock.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.context.plan_context import ContextCache, PlanContext
from bot.context.ports import Change, Channel, Store
from bot.domain.calendar import HOUR, Calendar, Instant
from bot.engine.audit import audit
from bot.engine.compose_digest import compose
from bot.engine.escalate import tick
from bot.engine.outbox import Taken, send, take
from bot.engine.seal import seal

log = logging.getLogger(__name__)

Clock = Callable[[], Instant]
TICK = "tick"
AFTER_ERROR = 5.0  # seconds until a loop whose turn failed tries again
LANDING = 3.0  # seconds that messages on their way have to arrive when stopping


@dataclass
class Wake:
    """What wakes the loops before their time: a commit, the scheduler, the end."""

    stopped: bool = False
    _loops: dict[str, asyncio.Event] = field(default_factory=dict)

    def loop(self, name: str) -> asyncio.Event:
        return self._loops.setdefault(name, asyncio.Event())

    def all(self) -> None:
        for event in self._loops.values():
            event.set()

    def delivery(self) -> None:
        """Messages have been queued: the tick need not look again."""
        for name, event in self._loops.items():
            if name != TICK:
                event.set()

    def stop(self) -> None:
        self.stopped = True
        self.all()


async def turn(store: Store, contexts: ContextCache, now: Instant) -> bool:
    """Tick, compose, seal. True: there is more, go again at once."""
    context = await contexts.current()
    more = await tick(store, context, now)
    more = await compose(store, context, now) or more
    await seal(store, now)
    return more


async def next_instant(store: Store, context: PlanContext, now: Instant) -> Instant | None:
    """When there will be something to do again, nothing else happening. None: never."""
    asked = [
        await store.one(int, "next_rung_at", now=now),
        await store.one(int, "next_light_at", now=now),
        await store.one(int, "next_notice_at", now=now),
    ]
    if context.golive is not None:
        asked.append(max(_next_opening(context.calendar, now), context.calendar.at(context.golive)))
    return min((at for at in asked if at is not None), default=None)


MIDNIGHT = {"hour": 0, "minute": 0}


def _next_opening(calendar: Calendar, now: Instant) -> Instant:
    """Periods, the leader's week and rungs all begin with a local day."""
    trigger = CronTrigger(**MIDNIGHT, timezone=calendar.zone)
    fire: datetime = trigger.get_next_fire_time(None, calendar.local(now) + timedelta(milliseconds=1))
    return round(fire.timestamp() * 1000)


async def tick_until_stopped(store: Store, contexts: ContextCache, clock: Clock, wake: Wake) -> None:
    audited = 0

    async def one_turn() -> bool:
        nonlocal audited
        if clock() - audited >= HOUR:  # the first time at the start: the rules may have changed meanwhile
            audited = clock()
            await audit(store, await contexts.current(), audited)
        more = await turn(store, contexts, clock())
        await store.commit([Change("pulse", {"name": "tick", "at": clock()})])
        wake.delivery()
        return more

    await _until_stopped(TICK, one_turn, wake)


async def deliver_until_stopped(
    store: Store, contexts: ContextCache, channel: Channel, clock: Clock, wake: Wake
) -> None:
    """Up to `channel.width` messages on their way at once; a slow chat keeps nobody else's message back."""
    name = f"deliver {channel.name}"
    woken = wake.loop(name)
    on_their_way: set[asyncio.Task[None]] = set()

    async def one_turn() -> bool:
        context = await contexts.current()
        taken = await take(store, channel, clock(), channel.width - len(on_their_way))
        for message in taken.messages:
            task = asyncio.create_task(send(store, context, channel, message, clock), name=message.message_id)
            on_their_way.add(task)
            task.add_done_callback(landed)
        if not taken.messages:
            await _until(taken, clock, woken)
        return True

    def landed(task: asyncio.Task[None]) -> None:
        on_their_way.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("a message's fate was not written down", extra={"loop": name}, exc_info=error)
        woken.set()

    try:
        await _until_stopped(name, one_turn, wake)
        if on_their_way:
            await asyncio.wait(on_their_way, timeout=LANDING)
    finally:
        for task in on_their_way:  # its lease runs out, and it is sent again with a mark
            task.cancel()
        await asyncio.gather(*on_their_way, return_exceptions=True)


async def _until(taken: Taken, clock: Clock, woken: asyncio.Event) -> None:
    """Until something has changed, or the pace allows more."""
    wait = None if taken.again_at is None else max((taken.again_at - clock()) / 1000, 0)
    with suppress(TimeoutError):
        await asyncio.wait_for(woken.wait(), wait)


async def _until_stopped(name: str, one_turn: Callable[[], Awaitable[bool]], wake: Wake) -> None:
    """The first turn is at once: this is also how a downtime is caught up with."""
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
    """A listener that fails, as when the database is away for a moment, begins anew: it takes nobody else with it."""
    woken = wake.loop("listen")
    while not wake.stopped:
        woken.clear()
        try:
            await listen()
        except Exception:
            log.exception("listening failed", extra={"loop": "listen"})
            await _paused(woken)


async def _paused(woken: asyncio.Event) -> bool:
    """Waits a little after a failure, less when woken. True: try again."""
    with suppress(TimeoutError):
        await asyncio.wait_for(woken.wait(), AFTER_ERROR)
    return True


async def work(
    store: Store,
    contexts: ContextCache,
    channels: Sequence[Channel],
    clock: Clock,
    wake: Wake,
    listeners: Sequence[Callable[[], Coroutine[Any, Any, None]]] = (),
) -> None:
    """Runs until `wake.stop()`. Each of the `listeners` is a loop of its own that ends when `wake` is stopped."""
    scheduler = AsyncIOScheduler(timezone=(await contexts.current()).calendar.zone)
    scheduler.add_job(wake.all, CronTrigger(second=0), misfire_grace_time=None, coalesce=True)
    scheduler.add_job(wake.delivery, CronTrigger(second="*/5"), misfire_grace_time=None, coalesce=True)
    scheduler.start()
    try:
        async with asyncio.TaskGroup() as loops:
            loops.create_task(tick_until_stopped(store, contexts, clock, wake))
            for channel in channels:
                loops.create_task(deliver_until_stopped(store, contexts, channel, clock, wake))
            for listen in listeners:
                loops.create_task(_listen_until_stopped(listen, wake))
    finally:
        scheduler.shutdown(wait=False)
