"""Work that goes on after an answer, as drawing a picture."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

log = logging.getLogger(__name__)

DRAIN = (
    2.0  # seconds for follow-ups to finish at shutdown; loops, pages and follow-ups take at most 10 in all
)


class FollowUps:
    """Background tasks of an answer, such as a picture. They end or are cancelled before the store closes."""

    def __init__(self, after: Callable[[], None] = lambda: None) -> None:
        self._after = after
        self._tasks: set[asyncio.Task[object]] = set()
        self._idle: set[asyncio.Task[object]] = set()

    def __call__(self, job: Coroutine[Any, Any, object], *, awaited: bool = True) -> None:
        """`awaited`: shutdown waits up to DRAIN seconds for it."""
        task = asyncio.ensure_future(job)
        (self._tasks if awaited else self._idle).add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        self._idle.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("follow-up failed", exc_info=error)
        self._after()

    async def aclose(self) -> None:
        for task in self._idle:
            task.cancel()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=DRAIN)
            for task in late:
                task.cancel()
