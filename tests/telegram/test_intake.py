"""An update that fails for no fault of the database is kept as it came, and blocks nobody."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.intake import TRIES, Intake
from bot.channels.telegram.api import Address, connect
from bot.channels.telegram.platform import TelegramPlatform
from bot.context.ports import Inbound
from bot.domain.errors import GiveUp
from tests.builders import small_plan
from tests.peers.botapi.server import BotApi
from tests.telegram.builders import ME, TelegramCity, telegram_city

WORDS = {
    "update_id": 9,
    "message": {"message_id": 1, "from": {"id": 1001}, "chat": {"id": 1001}, "text": "完成60%"},
}


@pytest.fixture
async def town(tmp_path: Path, server: BotApi) -> AsyncIterator[TelegramCity]:
    async with telegram_city(tmp_path, server, plan=small_plan()) as founded:
        yield founded


async def failing(inbound: Inbound) -> GiveUp:
    raise RuntimeError(f"a mistake of ours in {inbound.update_id}")


async def test_it_is_tried_again_and_then_kept(town: TelegramCity) -> None:
    api = connect("1:T", Address(), 1)
    intake = Intake(town.store, town.contexts, TelegramPlatform(api, ME), failing, town.clock)  # type: ignore[arg-type]
    for _ in range(TRIES - 1):
        with pytest.raises(RuntimeError):
            await intake.take(WORDS)
    assert town.inbox() == []
    await intake.take(WORDS)
    ((number, why),) = town.inbox()
    assert number == "9" and "a mistake of ours" in why
    await intake.take(WORDS)  # it comes again: known
    assert len(town.inbox()) == 1


async def test_while_the_database_is_away_nothing_is_confirmed(town: TelegramCity) -> None:
    api = connect("1:T", Address(), 1)
    intake = Intake(town.store, town.contexts, TelegramPlatform(api, ME), failing, town.clock)  # type: ignore[arg-type]
    await town.store.close()
    for _ in range(2 * TRIES):
        with pytest.raises(Exception, match=r"\w"):
            await intake.take(WORDS)
