"""A page of reviews on a phone: the pictures stand small below their rows, and open large at a tap."""

import hashlib
import os
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.cards.card import Card
from bot.context.ports import Attachment
from tests.browser.conftest import DESK, ONE_LOOP, PHONE, Visit
from tests.browser.test_chat import fits
from tests.builders import busy_plan
from tests.builders import city as real_city
from tests.web.conftest import House
from tests.web.standin import picture

pytestmark = ONE_LOOP

SITE = Attachment("现场.png", "image/png", picture(640, 480))
SHEET = Attachment("验收表.pdf", "application/pdf", b"%PDF-1.7")
URBAN = "u02-liaison"


async def review_card(folder: Path) -> Card:
    """As Duban makes it: five submitted items, one short of its number, one with a photo and a paper."""
    async with real_city(folder, busy_plan(12)) as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2023-12-18", "10:00")
        await town.say(URBAN, "1 已完成200台，共200台，现场已核", files=(SITE, SHEET))
        await town.say(URBAN, "2 已完成39/200台")
        await town.say(URBAN, "3 全部完成，公示见 https://example.cn/gs/1218.html")
        for n in range(1, 6):
            await town.press_payload(URBAN, f"sub:{(await town.milestone(f'{n}.1', '市城市管理局')).id}")
        return await town.say("reviewer", "待复核")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_a_reviewer_sees_the_pictures_below_their_rows(
    demo: House, visit: Visit, tmp_path: Path, size: tuple[int, int]
) -> None:
    card = await review_card(tmp_path)
    demo.city.files[hashlib.sha256(SITE.body).hexdigest()] = (SITE.mime, SITE.name, SITE.body)
    message = await demo.city.say("coordinator", card)
    async with visit(demo.address, size) as page:
        shown = page.locator(f'[data-id="{message}"]')
        small = shown.locator(".thumbnails img")
        await expect(small).to_have_count(1)
        await small.scroll_into_view_if_needed()
        await expect(small).to_have_js_property("complete", True)
        box = await small.bounding_box()
        assert box and (box["width"], box["height"]) == (64, 64)
        row, below = shown.locator("p", has_text="1. "), shown.locator("p", has_text="2. ")
        above, under = await row.first.bounding_box(), await below.first.bounding_box()
        assert above and under and above["y"] < box["y"] < under["y"]
        await expect(shown.locator("p", has_text="指标未达到")).to_have_count(1)
        await expect(shown.get_by_role("button", name="本页4项全部通过")).to_be_visible()
        await fits(page)
        if folder := os.environ.get("DUBAN_SHOTS"):
            await page.screenshot(path=f"{folder}/review-{size[0]}.png")
        await small.click()
        await expect(page.locator("#zoomed")).to_be_visible()
