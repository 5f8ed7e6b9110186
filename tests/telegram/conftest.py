"""A town on Telegram, once by polling and once by webhook."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.builders import small_plan
from tests.peers.botapi.server import BotApi, bot_api
from tests.telegram.builders import TelegramCity, telegram_city


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    async with bot_api(check=True) as server:
        yield server
        assert server.complaints == []


@pytest.fixture(params=["polling", "webhook"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def town(tmp_path: Path, server: BotApi, mode: str) -> AsyncIterator[TelegramCity]:
    async with telegram_city(tmp_path, server, mode, small_plan(), start="2023-10-31") as founded:
        await founded.go_live("2023-11-01")
        yield founded


@pytest.fixture
async def nanyang(tmp_path: Path, server: BotApi, mode: str) -> AsyncIterator[TelegramCity]:
    async with telegram_city(tmp_path, server, mode, start="2023-11-30") as founded:
        await founded.go_live("2023-12-01")
        yield founded
