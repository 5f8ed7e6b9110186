"""A draft reviewed beside its document, by taps, at a desk and on a phone."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Page, expect

from bot.planfile.review.session import DraftReview
from bot.planfile.yaml import read_plan
from bot.web.review import build_review
from bot.web.server import serve
from tests.browser.conftest import ONE_LOOP, Visit
from tests.planfile.files import ZH
from tests.planfile.importer.papers import imported, paper_of

pytestmark = ONE_LOOP

TEXT = """甲市2026年河道整治实施方案
一、主要任务
1.清淤。2026年5月底前完成东片清淤。（市水利局牵头，市财政局配合）
2.补水。年中完成补水。（市住建局、水务之友负责）"""


@dataclass
class Desk:
    address: str
    file: Path
    done: asyncio.Event


@pytest_asyncio.fixture(loop_scope="session")
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    file = tmp_path / "draft.yaml"
    paper = paper_of(TEXT)
    file.write_text(imported(paper).yaml, encoding="utf-8")
    done = asyncio.Event()
    app = build_review(DraftReview(file, paper.blocks, 0, ZH), ZH, done.set)
    async with serve(app, port=0) as address:
        yield Desk(address, file, done)


async def test_a_value_points_to_its_phrase(desk: Desk, visit: Visit, size: tuple[int, int]) -> None:
    async with visit(desk.address, size) as page:
        await page.get_by_role("button", name="“2026年5月底前”").click()
        mark = page.locator("#document mark")
        await expect(mark).to_have_text("2026年5月底前")
        await expect(mark).to_be_in_viewport()
        assert not await _is_wider_than_its_window(page)


async def test_questions_are_answered_by_taps(desk: Desk, visit: Visit, size: tuple[int, int]) -> None:
    async with visit(desk.address, size) as page:
        await expect(page.locator("#questions > li").first).to_be_visible()
        asked = await page.locator("#questions > li").count()
        await expect(page.locator("#told")).to_have_text(f"已确认0项，共{asked}项")
        card = page.locator("#questions > li[data-code=odd_name]")
        await card.get_by_label("其他单位").fill("市水务公司")
        await card.get_by_label("其他单位").press("Tab")
        await expect(card.get_by_role("button", name="按此确定")).to_be_disabled()  # no role is no answer
        await card.locator(".unit", has_text="市水务公司").get_by_role("button", name="配合").click()
        await card.get_by_role("button", name="按此确定").click()
        await expect(page.locator("#told")).to_have_text(f"已确认1项，共{asked}项")
        card = page.locator("#questions > li[data-code=no_day]")
        await card.get_by_label("完成时限").fill("2026-06-30")
        await card.get_by_role("button", name="按此时限").click()
        await expect(page.locator("#told")).to_have_text(f"已确认2项，共{asked}项")
        for left in range(asked - 2, 0, -1):
            await page.get_by_role("button", name="草稿无误").first.click()
            await expect(page.locator("#questions > li")).to_have_count(left - 1)
    second = read_plan(desk.file, ZH).tasks[1]
    assert "市水务公司" in second.roles.support
    assert [str(one.due) for one in second.milestones] == ["2026-06-30"]


async def test_a_value_is_edited_in_place_and_a_mistake_is_told(desk: Desk, visit: Visit) -> None:
    async with visit(desk.address, refused="409") as page:
        await page.get_by_role("button", name="清淤", exact=True).first.click()
        await page.keyboard.press("Control+A")
        await page.keyboard.type("河道清淤")
        await page.keyboard.press("Enter")
        await expect(page.locator(".task h3").first).to_contain_text("河道清淤")
        before = desk.file.read_text(encoding="utf-8")
        desk.file.write_text(before + "# 另一人\n", encoding="utf-8")
        await page.get_by_role("button", name="草稿无误").first.click()
        await expect(page.get_by_role("alert")).to_contain_text("已被别处改动")
        assert desk.file.read_text(encoding="utf-8").endswith("# 另一人\n")
        await page.get_by_role("button", name="草稿无误").first.click()
        await expect(page.get_by_role("alert")).to_be_hidden()


async def test_the_review_ends_with_the_check(desk: Desk, visit: Visit, size: tuple[int, int]) -> None:
    async with visit(desk.address, size) as page:
        await page.get_by_role("button", name="检查并结束").click()
        await expect(page.locator("#findings li").first).to_be_visible()
        await page.get_by_role("button", name="结束核对").click()
        await expect(page.get_by_text("核对已结束")).to_be_visible()
    assert desk.done.is_set()


async def _is_wider_than_its_window(page: Page) -> bool:
    return bool(await page.evaluate("document.documentElement.scrollWidth > innerWidth"))
