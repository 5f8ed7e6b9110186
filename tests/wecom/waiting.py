"""Waiting for what two programs come to between them."""

import asyncio
from collections.abc import Callable

PATIENCE = 30.0  # seconds until a test gives up; nothing waits that long


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - neither side tells the other what it has just read
            await asyncio.sleep(0.001)
