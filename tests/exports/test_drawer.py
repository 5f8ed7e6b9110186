"""The drawing child: started when needed, replaced when dead, never in the parent's memory."""

import os
import signal
import struct
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from io import BytesIO

import pytest
from matplotlib.image import imread

from bot.domain.errors import DubanError
from bot.exports import Drawer, NotDrawn
from bot.exports.paint import paint
from bot.exports.picture import layout
from bot.i18n import Language
from tests.exports.summaries import all_green, january


@pytest.fixture
async def drawer() -> AsyncIterator[Drawer]:
    drawer = Drawer()
    yield drawer
    await drawer.aclose()


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack("!II", png[16:24])
    return width, height


def test_the_room_loads_no_drawing_library() -> None:
    loaded = "import sys, bot.exports; print([m for m in ('matplotlib', 'numpy', 'PIL') if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", loaded], text=True).strip() == "[]"


async def test_a_summary_becomes_a_picture_as_wide_as_a_phone(drawer: Drawer) -> None:
    await drawer.warm_up()
    png = await drawer(january(), "zh_CN")
    assert size(png)[0] == 1080
    assert imread(BytesIO(png)).shape[:2] == size(png)[::-1]
    assert len(png) < 2_000_000  # WeCom takes no larger picture


async def test_equal_summaries_have_equal_bytes(drawer: Drawer) -> None:
    png = await drawer(january(), "en")
    assert png == paint(layout(january(), Language.of("en")))
    later = replace(january(), at=1, acknowledged=0)
    assert await drawer(later, "en") is png  # kept, not drawn again
    assert await drawer(january(), "zh_CN") != png


async def test_a_dead_child_is_replaced(drawer: Drawer) -> None:
    await drawer.warm_up()
    first = drawer.pid
    assert first
    os.kill(first, signal.SIGKILL)
    assert size(await drawer(all_green(), "zh_CN"))
    assert drawer.pid != first


async def test_a_summary_that_cannot_be_drawn_costs_nobody_else_a_picture(drawer: Drawer) -> None:
    broken = replace(january(), today="yesterday")  # type: ignore[arg-type]
    with pytest.raises(NotDrawn) as caught:
        await drawer(broken, "zh_CN")
    assert isinstance(caught.value, DubanError)
    child = drawer.pid
    assert size(await drawer(january(), "zh_CN"))
    assert drawer.pid == child


async def test_a_picture_that_takes_too_long_is_given_up() -> None:
    drawer = Drawer(timeout=0.01)
    with pytest.raises(NotDrawn):
        await drawer(january(), "zh_CN")
    assert drawer.pid is None
    await drawer.aclose()
