"""The first minutes of a new user, in the real demo: play a liaison, report, submit, pass it, see the numbers move."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import ONE_LOOP, Visit, pick

pytestmark = ONE_LOOP

ROOT = Path(__file__).resolve().parents[2]
OWED = "市农业农村局 第8项"  # due on 31 December: four units answer for it, this is one


@pytest_asyncio.fixture(loop_scope="session")
async def address() -> AsyncIterator[str]:
    """`duban demo` as a process of its own, as a user starts it."""
    demo = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--port", "0"),
        cwd=ROOT,
        env=os.environ | {"LANG": "zh_CN.UTF-8"},
        stdout=asyncio.subprocess.PIPE,
    )
    assert demo.stdout
    try:
        async with asyncio.timeout(60):
            yield (await demo.stdout.readline()).decode().strip()
    finally:
        demo.terminate()
        await demo.wait()


def said(page: Page) -> Locator:
    """What Duban said last in the open chat."""
    return page.locator("#lines article:not(.mine)").last


async def say(page: Page, words: str) -> None:
    await page.locator("#text").fill(words)
    await page.locator("#send").click()
    await expect(page.locator("#lines article.mine").last).to_contain_text(words)
    await expect(page.locator(".sending")).to_have_count(0)


async def press(page: Page, name: str | re.Pattern[str]) -> None:
    await page.locator("#lines").get_by_role("button", name=name, exact=True).last.click()
    await expect(page.locator(".busy")).to_have_count(0)


async def summary(page: Page) -> str:
    await pick(page, "coordinator")
    await expect(page.locator("#name")).to_have_text("统筹")
    await say(page, "/summary")
    answer = page.locator("xpath=(//article[contains(@class, 'mine')])[last()]/following::article").first
    await expect(answer).to_contain_text("31项任务")
    return await answer.inner_text()


async def until_new_year(page: Page) -> None:
    """Pauses the clock, and steps day by day past the due date."""
    await page.get_by_role("button", name="暂停").click()
    for _ in range(10):
        day = await page.locator("#day").inner_text()
        if day.startswith("2024"):
            break
        await page.locator("#step").click()
        await expect(page.locator("#day")).not_to_have_text(day)
    while not re.match("2024年1月[3-9]日", await page.locator("#day").inner_text()):
        day = await page.locator("#day").inner_text()
        await page.locator("#step").click()
        await expect(page.locator("#day")).not_to_have_text(day)


async def test_a_late_item_is_reported_submitted_passed_and_gone(
    address: str, visit: Visit, size: tuple[int, int]
) -> None:
    async with visit(address, size) as page:
        await expect(page.locator("#name")).to_have_text("统筹")
        liaison = await find(page, "市农业农村局联络员")
        await page.locator("#hand-over").click()
        await expect(page.locator("#hand-over")).to_have_text("交还自动")
        await until_new_year(page)

        before = await summary(page)
        assert owing(before) > 1
        await pick(page, liaison)
        reminder = page.locator("#lines article", has_text="第8项").last
        await reminder.get_by_role("button", name="回复").click()
        await say(page, "全部完成，附验收材料")
        await press(page, "提交复核")
        await expect(said(page)).to_contain_text("已提交复核：第8项")

        waiting = await summary(page)
        assert count(waiting, "待复核") == count(before, "待复核") + 1
        assert owing(waiting) == owing(before) - 1
        await say(page, "/inbox")
        await press(page, re.compile("^待复核"))
        await expect(said(page)).to_contain_text(OWED)
        await press(page, "1")
        await press(page, "通过")
        await expect(said(page)).to_contain_text("已复核通过：市农业农村局")

        after = await summary(page)
        assert count(after, "待复核") == count(before, "待复核")
        assert count(after, "逾期任务") == count(before, "逾期任务")  # other units still owe it


async def find(page: Page, name: str) -> str:
    """Searches a contact and opens the chat."""
    if await page.locator("#back").is_visible():
        await page.locator("#back").click()
    await page.locator("#search").fill(name)
    found = page.locator("#groups [data-id]")
    await expect(found).to_have_count(1)
    identity = await found.get_attribute("data-id")
    await found.click()
    await page.evaluate("document.getElementById('search').value = ''")
    await page.locator("#search").dispatch_event("input")
    return identity or ""


def owing(summary: str) -> int:
    """How many units are late with task 8: one is named, more are counted (市农业农村局等4家)."""
    found = re.search(r"第8项[^\n]*（[^（）]*?(?:等(\d+)家)?），逾期", summary)
    return int(found[1] or 1) if found else 0


def count(summary: str, word: str) -> int:
    found = re.search(rf"^{word}(\d+)项", summary, re.MULTILINE)
    return int(found[1]) if found else 0


async def test_the_summary_comes_with_its_picture(address: str, visit: Visit, size: tuple[int, int]) -> None:
    async with visit(address, size) as page:
        await page.get_by_role("button", name="暂停").click()
        await summary(page)
        picture = page.locator("#lines .picture img").last
        await expect(picture).to_have_js_property("complete", True)
        assert (await picture.get_attribute("alt")) not in (None, "", "图片")
        assert await picture.evaluate("(image) => image.naturalWidth") > 600
