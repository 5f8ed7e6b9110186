"""A Telegram not of our making: tg-auto-test stands in for the Bot API and speaks to Duban as Telethon would.

Needs Python 3.12; on an older one tests/conftest.py leaves this file out, and .ci/run brings one. It is not strict, and
odd: every message is of 1970, people's and the bot's messages share their numbers, and half of the methods fail.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot
from telegram.ext import Application, ApplicationBuilder

# Missing where mypy runs on an older Python.
from tg_auto_test.test_utils.serverless_telegram_client import (  # type: ignore[import-not-found,unused-ignore]
    ServerlessTelegramClient,
)
from tg_auto_test.test_utils.serverless_update_processor import (  # type: ignore[import-not-found,unused-ignore]
    ServerlessUpdateProcessor,
)

from bot.actions import load
from bot.actions.bind import invite
from bot.cards.menu import commands_for
from bot.channels.intake import Intake
from bot.channels.telegram.api import Api
from bot.channels.telegram.bot import who
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.menus import Menus
from bot.channels.telegram.platform import TelegramPlatform
from bot.domain.drawn import Drawable
from bot.domain.person import Roster
from bot.planfile.demo import demo_people
from bot.simulate.play import SimulatedClock
from bot.storage.store import open_store
from tests.builders import PLAN, ZH, calendar, instant, ladders, small_plan
from tests.telegram.builders import TelegramCity, Wire
from tests.web.standin import picture

App = Application[Any, Any, Any, Any, Any, Any]
Builder = ApplicationBuilder[Any, Any, Any, Any, Any, Any]
ME = 9001  # the number of the only user that it has
LIAISON = "u02-liaison"


class Raw(ServerlessUpdateProcessor):  # type: ignore[misc,unused-ignore]
    """Every update goes to `take` as the JSON it is, instead of into an Application."""

    def __init__(self, take: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        self._take = take

    async def process_update(self, client: Any, payload: dict[str, Any]) -> list[Any]:
        before = len(client._request.calls)
        await self._take(payload)
        return list(client._request.calls[before:])


def without_handlers(builder: Builder) -> App:
    app: App = builder.build()
    return app


@dataclass
class Serverless(TelegramCity):
    """Their client in the place of a server and a poller."""

    client: Any = field(default_factory=lambda: ServerlessTelegramClient(build_application=without_handlers))

    async def listen(self) -> None:
        self.client._update_processor = Raw(self._take)
        request = self.client._request
        self.api = Api(Bot("123:ABC", request=request, get_updates_request=request), request)
        assert isinstance(self.line, Wire)
        self.line.inner = Telegram(self.api, self.line.pace, self.clock, self.line.width)
        me = await who(self.api)
        self.intake = Intake(
            self.store, self.contexts, TelegramPlatform(self.api, me), self._hear, self.clock
        )
        self.menus = Menus(self.api, self.store, commands_for)

    async def commands(self, **scope: object) -> list[str]:
        told = await self.api.call("getMyCommands", scope=scope)
        return [one["command"] for one in told]


async def draw(drawn: Drawable, language: str) -> bytes:
    return picture()


@asynccontextmanager
async def a_town(folder: Path, people: Roster) -> AsyncIterator[Serverless]:
    """Nobody is bound yet; the boilers are due in four weeks."""
    now = instant("2023-10-31", "10:00")
    url = f"sqlite:///{folder / 'town.db'}"
    store = await open_store(url, PLAN, synchronous="OFF")
    await load.load_plan(store, small_plan(), "", now)
    await load.load_people(store, people, {}, now)
    town = Serverless(small_plan(), url, calendar(), ladders(), SimulatedClock(now), store, True, draw)
    await town.client.connect()
    await town.listen()
    await town.go_live("2023-11-01")
    await town.sleep_until("2023-12-01", "12:00")
    try:
        yield town
    finally:
        await town.client.disconnect()
        await town.close()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Serverless]:
    async with a_town(tmp_path, demo_people(small_plan(), ZH)) as founded:
        yield founded


async def bind(town: Serverless, chat: Any, person: str) -> Any:
    them = (await town.contexts.current()).roster.by_id[person]
    await invite(town.store, them, "ABCD2345", town.now)
    await chat.send_message("/start ABCD2345", parse_mode=None)
    return await chat.get_response()


def labels(message: Any) -> list[str]:
    return [button.text for row in message.buttons or [] for button in row]


async def press(message: Any, words: str) -> Any:
    [data] = [one.data for row in message.buttons for one in row if words in one.text]
    return await message.click(data=data)


async def test_a_liaison_is_bound_and_reports_in_words_and_with_files(town: Serverless) -> None:
    async with town.client.conversation("duban_bot", timeout=5) as chat:
        welcome = await bind(town, chat, LIAISON)
        assert "账号已绑定" in welcome.text and "签收" in labels(welcome)
        await chat.send_message("/tasks", parse_mode=None)
        tasks = await chat.get_response()
        assert "燃煤锅炉全部淘汰" in tasks.text
        await chat.send_message("/report 1 完成85%，剩余2座正在改造", parse_mode=None)
        echo = await chat.get_response()
        assert "进度：85%" in echo.text and "还剩：2座" in echo.text
        await chat.send_file(picture(), caption="/report 1 现场照片")
        assert "附件：1份" in (await chat.get_response()).text
        await chat.send_file(b"%PDF-1.4 minutes", caption="/report 1 会议纪要", force_document=True)
        assert "附件：1份" in (await chat.get_response()).text


async def test_buttons_lead_on_and_one_takes_a_report_back(town: Serverless) -> None:
    async with town.client.conversation("duban_bot", timeout=5) as chat:
        await bind(town, chat, LIAISON)
        await chat.send_message("/report 1 完成85%", parse_mode=None)
        echo = await chat.get_response()
        await press(echo, "撤销")
        assert "撤销" in (await chat.get_response()).text
        await chat.send_message("/tasks", parse_mode=None)
        assert "85%" not in (await chat.get_response()).text


async def test_a_reminder_comes_by_itself_with_its_buttons(town: Serverless) -> None:
    async with town.client.conversation("duban_bot", timeout=5) as chat:
        await bind(town, chat, LIAISON)
        await chat.send_message("/tasks", parse_mode=None)  # what comes of itself is heard within an action
        await chat.get_response()
        await town.sleep_until("2023-12-18", "12:00")
        sent = [call for call in town.client._request.calls if call.api_method == "sendMessage"]
        assert "工作提醒" in sent[-1].parameters["text"]
        buttons = json.loads(sent[-1].parameters["reply_markup"])["inline_keyboard"]
        assert "提交复核" in [one["text"] for row in buttons for one in row]


async def test_the_coordinator_is_given_the_summary_and_its_picture(town: Serverless) -> None:
    async with town.client.conversation("duban_bot", timeout=5) as chat:
        await bind(town, chat, "coordinator")
        await chat.send_message("/summary", parse_mode=None)
        summary, lights = await chat.get_response(), await chat.get_response()
        assert "3项任务" in summary.text and "逾期事项" in labels(summary)
        assert lights.photo and await lights.download_media(bytes) == picture()


async def test_commands_are_those_of_the_post(town: Serverless) -> None:
    async with town.client.conversation("duban_bot", timeout=5) as chat:
        await bind(town, chat, LIAISON)
        await town.menus.sync(await town.contexts.current())
        mine = await town.commands(type="chat", chat_id=ME)
        assert "extend" in mine and "golive" not in mine
        assert await town.commands(type="all_private_chats") == ["start", "help"]
        assert await town.commands(type="all_group_chats") == ["summary"]
