"""Waiting in a listener's loop, cut short when the process is to end."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Protocol, TypeVar

T = TypeVar("T")

PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)  # seconds after a failure, after the next …


class Stop(Protocol):
    """Set when the process is to end."""

    @property
    def stopped(self) -> bool: ...
    def loop(self, name: str) -> asyncio.Event: ...


def pause_after(failures: int) -> float:
    """Seconds after the n-th failure in a row, from 0."""
    return PAUSES[min(failures, len(PAUSES) - 1)]


async def unless_stopped(wake: Stop, name: str, doing: Coroutine[Any, Any, T]) -> T | None:
    """Its result; None where it was cut short because the process ends. A server may be silent for longer than a
    process may take to end. `name`: of the loop, used by no other."""
    going = asyncio.ensure_future(doing)
    ending = asyncio.create_task(_stopped(wake, name))
    try:
        await asyncio.wait({going, ending}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        ending.cancel()
        if not going.done():
            going.cancel()
    with suppress(asyncio.CancelledError):
        return await going
    return None


async def _stopped(wake: Stop, name: str) -> None:
    woken = wake.loop(name)
    while not wake.stopped:
        woken.clear()
        await woken.wait()
