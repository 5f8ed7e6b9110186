"""Chromium of the system, at a desk and on a phone, looking at a toy city or at the real demo.

It starts once a session, so the tests of this folder run in one loop: each of their modules says so, and each fixture.
"""

import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.web.conftest import House, served

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK = (1280, 800)
PHONE = (390, 844)

expect.set_options(timeout=15_000)  # the machine may be busy with another worker's tests

ONE_LOOP = pytest.mark.asyncio(loop_scope="session")

Visit = Callable[..., AbstractAsyncContextManager[Page]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None and "DUBAN_CI" not in os.environ:
        pytest.skip("needs chromium")
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def visit(browser: Browser) -> Visit:
    """Opens an address at a size; any error in its console fails the test, but a request `refused` as it must be."""

    @asynccontextmanager
    async def visiting(
        address: str, size: tuple[int, int] = DESK, locale: str = "zh-CN", refused: str = "ERR_"
    ) -> AsyncIterator[Page]:
        phone = size[0] < 600
        wrong: list[str] = []
        async with await browser.new_context(
            viewport={"width": size[0], "height": size[1]}, is_mobile=phone, has_touch=phone, locale=locale
        ) as context:
            page = await context.new_page()
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
            await page.goto(address)
            yield page
        assert [one for one in wrong if not any(word in one for word in ("WebSocket", "ERR_", refused))] == []

    return visiting


@pytest_asyncio.fixture(loop_scope="session")
async def demo() -> AsyncIterator[House]:
    async with served(old=70) as house:
        yield house


@pytest_asyncio.fixture(loop_scope="session")
async def run() -> AsyncIterator[House]:
    async with served(open_house=False) as house:
        yield house


async def pick(page: Page, contact: str) -> None:
    """Chooses a contact, on a phone by way of the list."""
    if await page.locator("#back").is_visible():
        await page.locator("#back").click()
    await page.locator(f'#groups [data-id="{contact}"]').click()
