"""A Bot API server whose every word aiogram's types have checked; a browser as wide as a phone."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
from playwright.async_api import Page, async_playwright
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.browser.conftest import ARGUMENTS, CHROMIUM, PHONE
from tests.peers.botapi.people import Person
from tests.peers.botapi.server import BotApi, bot_api


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    async with bot_api(check=True) as server:
        yield server
        assert server.complaints == []


@pytest.fixture
async def bot(server: BotApi) -> AsyncIterator[Bot]:
    """python-telegram-bot's own client."""
    request, poll = HTTPXRequest(), HTTPXRequest()
    bot = Bot(
        server.token,
        base_url=server.base_url,
        base_file_url=server.base_file_url,
        request=request,
        get_updates_request=poll,
    )
    async with bot:
        yield bot


@pytest.fixture
async def wang(server: BotApi) -> Person:
    """Someone who has pressed Start."""
    wang = server.person(1001, "王某")
    await wang.write("/start")
    return wang


Ask = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
async def bare() -> AsyncIterator[BotApi]:
    """A server without a judge, for requests that are wrong on purpose."""
    async with bot_api() as server:
        yield server


@pytest.fixture
async def ask(bare: BotApi) -> AsyncIterator[Ask]:
    """Calls a method of `bare` with JSON; gives the whole answer."""
    async with httpx.AsyncClient() as client:

        async def asking(method: str, **params: object) -> dict[str, Any]:
            answer = await client.post(f"{bare.base_url}{bare.token}/{method}", json=params)
            assert answer.status_code == answer.json().get("error_code", 200)
            return answer.json()  # type: ignore[no-any-return]

        yield asking


@pytest.fixture
async def phone(server: BotApi) -> AsyncIterator[Page]:
    if CHROMIUM is None and "DUBAN_CI" not in os.environ:
        pytest.skip("needs chromium")
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = await browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]})
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        yield page
        await browser.close()
        assert wrong == []
