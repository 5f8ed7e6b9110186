"""The stories of the main job, retold over WeCom's bot alone: the very functions, in a city without a public URL."""

from collections.abc import AsyncIterator
from inspect import signature
from pathlib import Path

import pytest

from tests.builders import small_plan
from tests.scenarios import test_a_dated_milestone, test_returns, test_the_last_days_of_2023
from tests.telegram.test_main_job import OF_THE_BROWSER
from tests.wecom.bot_city import BotCity, bot_city


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[BotCity]:
    """As in tests/scenarios: everybody has acknowledged, and is asked no more for that."""
    async with bot_city(tmp_path, small_plan(), start="2023-10-31") as founded:
        await founded.go_live("2023-11-01")
        await founded.acknowledge()
        yield founded
        assert founded.server.complaints == []


@pytest.fixture
async def nanyang(tmp_path: Path) -> AsyncIterator[BotCity]:
    async with bot_city(tmp_path, start="2023-11-30") as founded:
        await founded.go_live("2023-12-01")
        yield founded
        assert founded.server.complaints == []


for module in (test_a_dated_milestone, test_returns, test_the_last_days_of_2023):
    for name, story in vars(module).items():
        told_in = {"town", "nanyang"} & set(signature(story).parameters) if name.startswith("test_") else ()
        if told_in and name not in OF_THE_BROWSER:
            globals()[name] = story
