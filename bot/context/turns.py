"""One at a time: work with the same key runs in the order in which it asked, work with different keys side by side."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class Turns:
    """Fair locks by key. A key that nobody waits for takes no memory."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, key: str) -> AsyncIterator[None]:
        """Holds the key's turn. asyncio.Lock wakes its waiters first in, first out."""
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            yield
