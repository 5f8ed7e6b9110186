"""Pictures in a thread: equal ones once, and one that cannot be drawn costs nobody else a picture."""

import asyncio
import struct
import subprocess
import sys
from dataclasses import replace

import pytest

from bot.domain.errors import DubanError
from bot.domain.summary import Summary
from bot.exports import Drawer, NotDrawn
from bot.exports.paint import paint
from bot.exports.picture import layout
from bot.i18n import Language
from tests.exports.summaries import all_green, bureau, crowded, january


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack("!II", png[16:24])
    return width, height


def test_the_room_loads_no_drawing_library() -> None:
    loaded = "import sys, bot.exports; print([m for m in ('matplotlib', 'numpy', 'PIL') if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", loaded], text=True).strip() == "[]"


def test_drawing_needs_no_numpy() -> None:
    loaded = "import sys, bot.exports.paint; print([m for m in ('matplotlib', 'numpy') if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", loaded], text=True).strip() == "[]"


async def test_a_summary_becomes_a_picture_as_wide_as_a_phone() -> None:
    drawer = Drawer()
    await drawer.warm_up()
    png = await drawer(january(), "zh_CN")
    assert size(png)[0] == 1080
    assert len(png) < 200_000  # a phone on a poor line


@pytest.mark.parametrize("summary", [crowded(), bureau()], ids=["crowded", "bureau"])
async def test_every_picture_is_small_enough_for_a_poor_line(summary: Summary) -> None:
    assert len(await Drawer()(summary, "zh_CN")) < 200_000


async def test_equal_summaries_have_equal_bytes() -> None:
    drawer = Drawer()
    png = await drawer(january(), "en")
    assert png == paint(layout(january(), Language.of("en")))
    later = replace(january(), at=1, acknowledged=0)
    assert await drawer(later, "en") is png  # kept, not drawn again
    assert await drawer(january(), "zh_CN") != png


async def test_a_summary_that_cannot_be_drawn_costs_nobody_else_a_picture() -> None:
    drawer = Drawer()
    broken = replace(january(), today="yesterday")  # type: ignore[arg-type]
    with pytest.raises(NotDrawn) as caught:
        await drawer(broken, "zh_CN")
    assert isinstance(caught.value, DubanError)
    assert size(await drawer(january(), "zh_CN"))


async def test_the_loop_runs_while_a_picture_is_drawn() -> None:
    """The thread gives way: the loop turns many times between the question and its answer."""
    drawer, turns = Drawer(), 0
    await drawer.warm_up()
    drawing = asyncio.ensure_future(drawer(all_green(), "zh_CN"))
    while not drawing.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 10
