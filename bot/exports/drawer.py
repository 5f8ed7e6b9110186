"""Pictures drawn in a thread: Pillow lets the loop run for most of a picture's tenth of a second.

The library is loaded with the first picture, or by `warm_up`: commands that draw nothing do not wait for it.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from bot.domain.errors import DubanError
from bot.domain.summary import Summary
from bot.exports.sheet import Sheet
from bot.i18n import Language

KEPT = 8  # pictures: a coordinator who asks twice, the same digest to several readers


class NotDrawn(DubanError):
    """The picture could not be drawn; the text is sent without it."""


def shown(summary: Summary) -> Summary:
    """The part of a summary that the picture shows; equal keys mean equal pictures."""
    return replace(summary, at=0, held={}, acknowledged=0, to_acknowledge=0, golive=None, activity=None)


class Drawer:
    """Summary in, PNG out; one picture at a time."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._kept: deque[tuple[Summary, str, bytes]] = deque(maxlen=KEPT)

    async def __call__(self, summary: Summary, language: str) -> bytes:
        """A PNG; the same bytes for the same summary. Raises NotDrawn."""
        wanted = shown(summary)
        async with self._turn:
            for known, code, png in self._kept:
                if (known, code) == (wanted, language):
                    return png
            png = await asyncio.to_thread(_drawn, wanted, language)
            self._kept.append((wanted, language, png))
            return png

    async def warm_up(self) -> None:
        """Loads the library, so that the first picture does not wait for it."""
        await asyncio.to_thread(_load)


def _drawn(summary: Summary, language: str) -> bytes:
    paint, layout = _load()
    try:
        return paint(layout(summary, Language.of(language)))
    except Exception as error:  # whatever is wrong with one summary: the text still goes out
        raise NotDrawn(repr(error)) from error


def _load() -> tuple[Callable[[Sheet], bytes], Callable[[Summary, Language], Sheet]]:
    from bot.exports.paint import paint
    from bot.exports.picture import layout

    return paint, layout
