from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.planfile.yaml import load_plan as parse_plan
from tests.builders import ZH, City, city, small_plan
from tests.revisions import FIRST


@pytest.fixture
async def nanyang(tmp_path: Path) -> AsyncIterator[City]:
    """The seed plan on the eve of its first day."""
    async with city(tmp_path, start="2023-11-30") as founded:
        await founded.go_live("2023-12-01")
        yield founded


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    """Three bureaus and two counties, who have acknowledged: the boilers (1.1, lead 市城市管理局) are due on Sunday
    2023-12-31."""
    async with city(tmp_path, small_plan(), start="2023-10-31") as founded:
        await founded.acknowledge()
        await founded.go_live("2023-11-01")
        yield founded


@pytest.fixture
async def drafted(tmp_path: Path) -> AsyncIterator[City]:
    """Live since the second of January 2024, everybody has acknowledged, and it is a Thursday in March."""
    plan = parse_plan(FIRST, "first.yaml", ZH)
    async with city(tmp_path, plan, start="2024-01-01", document=FIRST) as founded:
        await founded.go_live("2024-01-02")
        await founded.sleep_until("2024-01-02")
        for person in founded.liaisons():
            await founded.press(person, "签收")
        await founded.sleep_until("2024-03-07", "10:00")
        yield founded
