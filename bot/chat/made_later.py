"""What is made after the answer and sent as a message of its own: pictures, files."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

log = logging.getLogger(__name__)

Spawn = Callable[[Coroutine[object, object, None]], object]


@dataclass
class MadeLater:
    """`spawn` runs a job outside the turn; by default as a task in `pending`."""

    spawn: Spawn | None = None
    pending: set[asyncio.Task[None]] = field(default_factory=set)

    def start(self, job: Coroutine[object, object, None]) -> None:
        (self.spawn or self._task)(job)

    def _task(self, job: Coroutine[object, object, None]) -> object:
        task = asyncio.ensure_future(job)
        self.pending.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self.pending.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.warning("not sent", exc_info=error)
