"""Pictures from a child process: the drawing library takes a second to start and a hundred megabytes to keep.

The child is started with the first picture (or by `warm_up`), kept, and started again when it has died.
"""

import asyncio
import os
import pickle
import sys
from collections import deque
from dataclasses import replace
from pathlib import Path

from bot.domain.errors import DubanError
from bot.domain.summary import Summary
from bot.exports.pipe import HEADER, frame

PACKAGES = Path(__file__).parents[2]  # where the child finds `bot` when it is not installed
KEPT = 8  # pictures: a coordinator who asks twice, the same digest to several readers


class NotDrawn(DubanError):
    """No picture could be made; the text stands for itself."""


def drawn(summary: Summary) -> Summary:
    """What of it the picture shows: summaries equal in this have equal pictures."""
    return replace(summary, at=0, held={}, acknowledged=0, to_acknowledge=0, golive=None, activity=None)


class Drawer:
    """Summary in, PNG out.

    `timeout` is seconds for one picture, the child's start included. `locales` is where the catalogues are,
    None for the shipped ones.
    """

    def __init__(self, *, timeout: float = 30.0, locales: Path | None = None) -> None:
        self._timeout = timeout
        self._locales = locales
        self._child: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._kept: deque[tuple[Summary, str, bytes]] = deque(maxlen=KEPT)

    async def __call__(self, summary: Summary, language: str) -> bytes:
        """A PNG; the same bytes for the same summary. Raises NotDrawn."""
        wanted = drawn(summary)
        async with self._turn:
            for known, code, png in self._kept:
                if (known, code) == (wanted, language):
                    return png
            png = await self._ask((wanted, language))
            self._kept.append((wanted, language, png))
            return png

    async def warm_up(self) -> None:
        """Start the child, so that the first picture does not wait for it. Raises NotDrawn."""
        async with self._turn:
            await self._ask(None)

    @property
    def pid(self) -> int | None:
        """The child's, None while there is none."""
        return self._child.pid if self._child else None

    async def aclose(self) -> None:
        async with self._turn:
            await self._end()

    async def _ask(self, question: tuple[Summary, str] | None) -> bytes:
        try:
            async with asyncio.timeout(self._timeout):
                answer = await self._answered(frame(question))
        except (OSError, EOFError, TimeoutError) as error:
            await self._end()
            raise NotDrawn(f"the drawing process failed: {error!r}") from error
        except BaseException:
            await self._end()  # cancelled between question and answer: the next one would get this answer
            raise
        if isinstance(answer, str):
            raise NotDrawn(answer)
        return answer

    async def _answered(self, question: bytes) -> bytes | str:
        try:
            return await self._exchange(question)
        except (OSError, EOFError):  # it died since the last picture, or of this one: once more tells
            await self._end()
            return await self._exchange(question)

    async def _exchange(self, question: bytes) -> bytes | str:
        child = await self._living()
        assert child.stdin and child.stdout
        child.stdin.write(question)
        await child.stdin.drain()
        (size,) = HEADER.unpack(await child.stdout.readexactly(HEADER.size))
        answer: bytes | str = pickle.loads(await child.stdout.readexactly(size))
        return answer

    async def _living(self) -> asyncio.subprocess.Process:
        if self._child is None or self._child.returncode is not None:
            self._child = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bot.exports.artist", *([str(self._locales)] if self._locales else [])),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                start_new_session=True,  # Ctrl-C is the parent's: it stops the child in order
                env=os.environ | {"PYTHONPATH": _searched(), "MPLBACKEND": "agg"},
            )
        return self._child

    async def _end(self) -> None:
        child, self._child = self._child, None
        if child and child.returncode is None:
            child.kill()  # it holds nothing that could be lost
            await child.wait()


def _searched() -> str:
    return os.pathsep.join(filter(None, (str(PACKAGES), os.environ.get("PYTHONPATH"))))
