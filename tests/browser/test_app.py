"""The Mini App in a real browser: Telegram's word behind the # of the address opens the chat."""

from urllib.parse import quote

from playwright.async_api import expect

from tests.browser.conftest import ONE_LOOP, PHONE, Visit
from tests.web.conftest import House

pytestmark = ONE_LOOP


async def test_telegrams_word_opens_the_chat_and_leaves_the_address(run: House, visit: Visit) -> None:
    await run.city.digest("liaison-0")
    signed = quote("signed=by+telegram", safe="")
    async with visit(f"{run.address}app#tgWebAppData={signed}&tgWebAppVersion=9.0", PHONE) as page:
        await expect(page.locator("article", has_text="提醒：您有1项任务即将到期")).to_be_visible()
        assert page.url == run.address
        assert await page.evaluate("history.length") <= 2  # about:blank, and the chat in the door's place


async def test_anybody_else_is_told_the_other_way_in(run: House, visit: Visit) -> None:
    async with visit(f"{run.address}app", PHONE, refused="status of 403") as page:
        await expect(page.get_by_role("alert")).to_have_text(
            "无法确认您的身份。请先在 Telegram 中完成绑定，再从与“督办”的对话中打开本页；也可凭邀请码进入。"
        )
        await expect(page.locator("#wait")).to_be_hidden()
        await page.get_by_role("link", name="凭邀请码进入").click()
        await expect(page.locator("#code")).to_be_visible()
