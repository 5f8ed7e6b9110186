"""A life on the simulated clock, from the outside."""

import asyncio
import signal
from pathlib import Path

from bot.domain.calendar import Instant
from tests.chaos.births import PROCESSES
from tests.chaos.platform import Platform
from tests.chaos.worker import DOWN, Doom, Life, born


async def lived(file: Path, platform: Platform, end: Instant, doom: Doom | None = None) -> None:
    """A process works on that file until `end`, or until it kills itself where `doom` says."""
    life = Life(f"sqlite:///{file}", platform.port, platform.now + DOWN, end, doom or Doom())
    process = PROCESSES.Process(target=born, args=(life,))
    process.start()
    await asyncio.to_thread(process.join)
    if process.exitcode != (-signal.SIGKILL if doom else 0):
        raise ChildProcessError(f"a worker ended with {process.exitcode}")
    if not doom:
        platform.now = end
