"""One's own sessions in a real browser: found from the chat, and ended."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import ONE_LOOP, Visit
from tests.web.conftest import House

pytestmark = ONE_LOOP


async def test_a_lost_phone_is_signed_out_from_the_desk(
    run: House, visit: Visit, size: tuple[int, int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    run.city.codes["second"] = "liaison-0"
    await run.city.redeem("second", "Chrome · Android")
    async with visit(run.address, size) as page:
        await page.locator("#code").fill("letmein")
        await page.get_by_role("button", name="进入").click()
        await page.get_by_role("link", name="登录设备").click()
        await expect(page.get_by_role("listitem")).to_have_count(2)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await page.get_by_role("button", name="退出 Chrome · Android").click()
        await expect(page.get_by_role("listitem")).to_have_count(1)
        await page.get_by_role("link", name="返回首页").click()
        await expect(page.locator("#log")).to_be_visible()
    assert list(run.city.sessions) == ["token-letmein"]
