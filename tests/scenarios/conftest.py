from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.builders import City, city, small_plan


@pytest.fixture
async def nanyang(tmp_path: Path) -> AsyncIterator[City]:
    """The seed plan on the eve of its first day."""
    async with city(tmp_path, start="2023-11-30") as founded:
        await founded.go_live("2023-12-01")
        yield founded


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    """Three bureaus and two counties: the boilers (1.1, lead 市城市管理局) are due on Sunday 2023-12-31."""
    async with city(tmp_path, small_plan(), start="2023-10-31") as founded:
        await founded.go_live("2023-11-01")
        yield founded
