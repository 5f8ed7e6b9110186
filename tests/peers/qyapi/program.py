"""Another program beside the stand-in: JSON lines in and out."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parents[1]
PATIENCE = 30.0  # seconds until a test gives up; nothing waits that long


@dataclass
class Program:
    process: asyncio.subprocess.Process

    async def ask(self, *words: Any) -> Any:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(words).encode() + b"\n")
        return await self.next()

    async def next(self) -> Any:
        assert self.process.stdout
        async with asyncio.timeout(PATIENCE):
            return json.loads(await self.process.stdout.readline())


@asynccontextmanager
async def program(*words: str | Path, **surroundings: str) -> AsyncIterator[Program]:
    """Runs while the block does; what it writes to stderr is ours to read when it fails."""
    process = await asyncio.create_subprocess_exec(
        *words,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=os.environ | surroundings,
        limit=2**24,
    )
    try:
        yield Program(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


def named(variable: str) -> str:
    """What `.ci/run` has put there; where it has not, the test is skipped."""
    found = os.environ.get(variable, "")
    if not found:
        pytest.skip(f"{variable} names none")
    return found
