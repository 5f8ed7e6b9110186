from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.planfile.yaml import load_plan as parse_plan
from tests.builders import ZH, City, city, small_plan
from tests.played import played
from tests.revisions import FIRST


@pytest.fixture
async def nanyang(tmp_path: Path) -> AsyncIterator[City]:
    """The seed plan on the eve of its first day."""

    async def founding(nanyang: City) -> None:
        await nanyang.go_live("2023-12-01")

    async with played(tmp_path, "nanyang", partial(city, start="2023-11-30"), founding) as (founded, _):
        yield founded


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    """Three bureaus and two counties, who have acknowledged: the boilers (1.1, lead 市城市管理局) are due on Sunday
    2023-12-31."""

    async def founding(town: City) -> None:
        await town.acknowledge()
        await town.go_live("2023-11-01")

    opened = partial(city, plan=small_plan(), start="2023-10-31")
    async with played(tmp_path, "town", opened, founding) as (founded, _):
        yield founded


@pytest.fixture
async def drafted(tmp_path: Path) -> AsyncIterator[City]:
    """Live since the second of January 2024, everybody has acknowledged, and it is a Thursday in March."""

    async def until_march(drafted: City) -> None:
        await drafted.go_live("2024-01-02")
        await drafted.sleep_until("2024-01-02")
        for person in drafted.liaisons():
            await drafted.press(person, "签收")
        await drafted.sleep_until("2024-03-07", "10:00")

    plan = parse_plan(FIRST, "first.yaml", ZH)
    opened = partial(city, plan=plan, start="2024-01-01", document=FIRST)
    async with played(tmp_path, "drafted", opened, until_march) as (founded, _):
        yield founded
