"""Pictures drawn in a thread: Pillow lets the loop run for most of a picture's tenth of a second.

The library is loaded with the first picture, or by `warm_up`: commands that draw nothing do not wait for it.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from bot.domain.drawn import Drawable
from bot.domain.errors import DubanError
from bot.domain.summary import Summary
from bot.exports.sheet import Sheet
from bot.i18n import Language

KEPT = 8  # pictures: a coordinator who asks twice, the same digest to several readers


class NotDrawn(DubanError):
    """The picture could not be drawn; the text is sent without it."""


def shown(drawn: Drawable) -> Drawable:
    """Of a summary the part that its picture shows, else all; equal keys mean equal pictures."""
    if not isinstance(drawn, Summary):
        return drawn
    return replace(drawn, at=0, held={}, acknowledged=0, to_acknowledge=0, golive=None, activity=None)


class Drawer:
    """A read model in, PNG out; one picture at a time."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._kept: deque[tuple[Drawable, str, bytes]] = deque(maxlen=KEPT)

    async def __call__(self, drawn: Drawable, language: str) -> bytes:
        """A PNG; the same bytes for the same content. Raises NotDrawn."""
        wanted = shown(drawn)
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


def _drawn(drawn: Drawable, language: str) -> bytes:
    paint, layout = _load()
    try:
        return paint(layout(drawn, Language.of(language)))
    except Exception as error:  # whatever is wrong with one of them: the text still goes out
        raise NotDrawn(repr(error)) from error


def _load() -> tuple[Callable[[Sheet], bytes], Callable[[Drawable, Language], Sheet]]:
    from bot.exports.layouts import layout_of
    from bot.exports.paint import paint

    return paint, layout_of
