"""How often an update is tried, and whose fault a failure is.

| what fails | whose fault | what follows |
|---|---|---|
| Stale: somebody else changed a row | nobody's | decided again on what now stands, after a pause |
| the database, the network, the disk | ours | tried again for a moment, then TryLater: the channel brings it again |
| anything else | perhaps the update's | tried once more; what fails again is raised, and is the update's own |
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from bot.domain.errors import Locked, Stale, TryLater, Unavailable

T = TypeVar("T")

OURS = (Unavailable, Locked, OSError, TimeoutError, MemoryError)
MISSING = (
    FileNotFoundError,
    PermissionError,
    IsADirectoryError,
    NotADirectoryError,
)  # OSErrors that time mends not
PAUSES = (0.05, 0.5, 2.0)
AGAIN = 0.05  # seconds until an update that failed for another reason is tried once more
STALE_TRIES = 60  # some 50 s: rows that still change then are changed by the update itself
SLOWEST = 1.0  # seconds


async def until_settled(attempt: Callable[[], Awaitable[T]], pauses: Sequence[float] = PAUSES) -> T:
    """Returns the attempt's result. Raises TryLater where the trouble is ours and outlasts the pauses (seconds),
    else what failed twice."""
    stale = ours = others = 0
    while True:
        try:
            return await attempt()
        except Stale:
            stale += 1
            if stale == STALE_TRIES:
                raise
            await asyncio.sleep(min(0.001 * 2**stale, SLOWEST) if stale > 2 else 0)
        except MISSING:
            raise
        except OURS as error:
            if ours == len(pauses):
                raise TryLater("storage") from error
            await asyncio.sleep(pauses[ours])
            ours += 1
        except Exception:
            others += 1
            if others == 2:
                raise
            await asyncio.sleep(AGAIN)
