"""Work that one process at a time may do: it runs while this process holds the lease, and stops when it loses it."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from bot.context.ports import Leases
from bot.domain.errors import Unavailable

log = logging.getLogger(__name__)


async def while_held(leases: Leases, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Waits for the lease, runs `work` under it, and returns when `work` does. Cancels `work` when the lease is lost
    or cannot be renewed in time, waits for the lease again and starts `work` anew. Cancel it to stop: the lease is
    freed, so that another process takes over at once. An error of `work` is raised after that."""
    while True:
        await _acquire(leases, name)
        log.info("lease acquired", extra={"lease": name})
        task = asyncio.create_task(work(), name=name)
        try:
            await _renewed_until_done(leases, name, task)
        finally:
            await _stopped(task)
            await _released(leases, name)
        if not task.cancelled():
            return task.result()
        log.warning("lease lost, waiting for it again", extra={"lease": name})


async def _acquire(leases: Leases, name: str) -> None:
    """Returns when the lease is ours; asks again each third of its time."""
    while True:
        try:
            if await leases.acquire(name):
                return
        except Unavailable as error:
            log.warning("lease not acquired", extra={"lease": name, "why": str(error)[:200]})
        await asyncio.sleep(leases.ttl / 3)


async def _renewed_until_done(leases: Leases, name: str, task: "asyncio.Task[None]") -> None:
    """Returns when the work has ended or the lease is lost. A renewal that fails for the database's sake is repeated
    until the lease has run out by this process's own monotonic clock: others may have taken it by then."""
    loop = asyncio.get_running_loop()
    held_until = loop.time() + leases.ttl
    while True:
        done, _ = await asyncio.wait([task], timeout=leases.ttl / 3)
        asked = loop.time()
        if done or asked >= held_until:
            return
        try:
            async with asyncio.timeout_at(held_until):
                if not await leases.renew(name):
                    return
        except (Unavailable, TimeoutError) as error:
            log.warning("lease not renewed", extra={"lease": name, "why": str(error)[:200]})
        else:
            held_until = asked + leases.ttl


async def _stopped(task: "asyncio.Task[None]") -> None:
    task.cancel()
    await asyncio.wait([task])


async def _released(leases: Leases, name: str) -> None:
    try:
        await leases.release(name)
    except Unavailable as error:  # it runs out by itself
        log.warning("lease not released", extra={"lease": name, "why": str(error)[:200]})
