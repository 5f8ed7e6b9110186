"""Wakes whoever waits for something to become true."""

import asyncio
from collections.abc import Callable


class Bell:
    def __init__(self) -> None:
        self.rung = 0
        self._next = asyncio.Event()

    def ring(self) -> None:
        self.rung += 1
        self._next.set()
        self._next = asyncio.Event()

    async def until(self, condition: Callable[[], object], timeout: float | None = None) -> None:
        """Raises TimeoutError when `condition` is still false after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            while not condition():
                await self._next.wait()  # nothing runs between the check and the wait: no ring is missed
