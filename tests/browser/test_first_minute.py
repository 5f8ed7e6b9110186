"""The first minute of the demo: what it says, what it offers, and that it waits for whoever acts."""

import re

import pytest
from playwright.async_api import Page, expect

from bot.cards.card import Card
from tests.browser.conftest import DESK, ONE_LOOP, PHONE, Visit, pick
from tests.browser.test_chat import fits
from tests.web.conftest import House

pytestmark = ONE_LOOP

Size = tuple[int, int]
ENTER_WHILE_COMPOSING = """(text) => text.dispatchEvent(
  new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"""


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
async def test_the_first_screen_says_what_it_is_and_offers_three_things(
    demo: House, visit: Visit, size: Size, locale: str
) -> None:
    async with visit(demo.address, size, locale) as page:
        welcome = page.locator("#welcome")
        await expect(welcome.locator("> p")).to_have_count(2)
        await expect(welcome.locator(".tries button")).to_have_count(3)
        for one in [*await welcome.locator("> p").all(), *await welcome.locator(".tries button").all()]:
            await expect(one).to_be_in_viewport(ratio=1)
        await expect(page.locator("#text")).to_be_in_viewport(ratio=1)
        await fits(page)


async def test_as_coordinator_the_summary_is_there_at_once(demo: House, visit: Visit, size: Size) -> None:
    async with visit(demo.address, size) as page:
        await page.get_by_role("button", name="当统筹").click()
        await expect(page.locator("#name")).to_have_text("统筹")
        await expect(page.locator("#lines h2").last).to_have_text(re.compile("进展总览"))
        await expect(page.locator("#welcome")).to_be_hidden()
        await expect(page.locator("#text")).to_be_focused()


async def test_as_liaison_an_example_waits_for_enter(demo: House, visit: Visit, size: Size) -> None:
    async with visit(demo.address, size) as page:
        await page.get_by_role("button", name="当联络员").click()
        await expect(page.locator("#name")).to_have_text("市财政局联络员")
        await expect(page.locator("#text")).to_be_focused()
        await expect(page.locator("#text")).to_have_value("已完成80%，其余月底前完成")
        await page.keyboard.press("Enter")
        await expect(page.locator("article.mine").last).to_contain_text("已完成80%，其余月底前完成")
        await expect(page.locator("#text")).to_have_value("")
        await expect(page.locator("#hand-over")).to_have_text("交还自动")


async def test_as_leader_one_sees_what_is_late(demo: House, visit: Visit, size: Size) -> None:
    async with visit(demo.address, size) as page:
        await page.get_by_role("button", name="当领导").click()
        await expect(page.locator("#name")).to_have_text("领导")
        await expect(page.locator("article.mine").last).to_contain_text("/late")


async def test_whoever_only_watches_is_taken_through_the_story(demo: House, visit: Visit, size: Size) -> None:
    await demo.city.digest("liaison-4")
    async with visit(demo.address, size) as page:
        await expect(page.locator("#story li")).to_have_text(["1 提醒", "2 反馈", "3 催办", "4 摘要"])
        await demo.city.clock.tell_story("reminder", "liaison-4")
        await expect(page.locator("#name")).to_have_text("市财政局联络员")
        await expect(page.locator("#story .now")).to_have_text("1 提醒")
        await expect(page.locator("#scene")).to_have_text("市财政局联络员收到到期提醒")
        await demo.city.clock.tell_story("reply", "liaison-4")
        await demo.city.clock.tell_story("chase", "head-5")
        await expect(page.locator("#name")).to_have_text("市自然资源局分管负责人")
        await fits(page)
        await page.locator("#story button", has_text="提醒").click()
        await expect(page.locator("#name")).to_have_text("市财政局联络员")


async def test_whoever_acts_is_not_taken_away(demo: House, visit: Visit, size: Size) -> None:
    async with visit(demo.address, size) as page:
        await page.locator("#text").press_sequentially("进")
        await demo.city.clock.tell_story("reminder", "liaison-4")
        await expect(page.locator("#story .now")).to_have_text("1 提醒")
        await expect(page.locator("#name")).to_have_text("统筹")
        await expect(page.locator("#text")).to_have_value("进")


async def test_the_clock_waits_while_one_writes_and_a_little_longer(
    demo: House, visit: Visit, size: Size
) -> None:
    async with visit(demo.address, size) as page:
        await page.clock.install()
        await page.reload()
        await page.locator("#play").click()
        await expect(page.locator("#play")).to_have_text("暂停")
        await page.locator("#text").press_sequentially("进度")
        await waits(page)
        await page.clock.run_for(10_000)
        await page.locator("#text").press_sequentially("8")
        await page.clock.run_for(15_000)  # less than 20 s since the last key
        await waits(page)
        await page.clock.run_for(6_000)
        await goes_on(page)
        await page.locator("#text").press_sequentially("0%")
        await waits(page)
        await page.keyboard.press("Enter")
        await page.clock.run_for(7_000)  # the answer is being read
        await waits(page)
        await page.clock.run_for(2_000)
        await goes_on(page)
        await fits(page)


async def waits(page: Page) -> None:
    await expect(page.locator("#pill")).to_have_text("暂停")
    await expect(page.locator("#held")).to_have_text("您在操作，时间暂停")


async def goes_on(page: Page) -> None:
    await expect(page.locator("#pill")).to_have_text("演示")
    await expect(page.locator("#held")).to_have_text("")


async def test_moving_the_clock_ends_the_wait(demo: House, visit: Visit) -> None:
    async with visit(demo.address) as page:
        await page.locator("#play").click()
        await page.locator("#text").press_sequentially("进度")
        await waits(page)
        await page.get_by_role("button", name="16×").click()
        await goes_on(page)


async def test_a_page_that_is_closed_holds_nothing(demo: House, visit: Visit) -> None:
    async with visit(demo.address) as other:
        await other.locator("#play").click()
        async with visit(demo.address) as page:
            await page.locator("#text").press_sequentially("进度")
            await waits(other)
        await goes_on(other)


async def test_enter_sends_and_shift_makes_a_new_line(demo: House, visit: Visit, size: Size) -> None:
    async with visit(demo.address, size) as page:
        text = page.locator("#text")
        await text.press_sequentially("第一行")
        await page.keyboard.press("Shift+Enter")
        await text.press_sequentially("第二行")
        await text.evaluate(ENTER_WHILE_COMPOSING)
        await expect(text).to_have_value("第一行\n第二行")
        await page.keyboard.press("Enter")
        await expect(page.locator("article.mine").last.locator(".text p")).to_have_text(["第一行", "第二行"])


async def test_a_few_tabs_lead_from_search_to_the_composer(demo: House, visit: Visit) -> None:
    await demo.city.digest("liaison-4")
    async with visit(demo.address) as page:
        await pick(page, "liaison-4")
        await page.locator("#search").focus()
        passed: list[str] = []
        while (here := await page.evaluate("document.activeElement.id")) != "text" and len(passed) < 9:
            passed.append(here)
            await page.keyboard.press("Tab")
        assert here == "text" and len(passed) <= 5, passed


async def test_the_arrows_walk_through_the_contacts(demo: House, visit: Visit) -> None:
    async with visit(demo.address) as page:
        await page.locator("#search").focus()
        for _ in range(3):  # the group's title, the coordinator, the leader
            await page.keyboard.press("ArrowDown")
        await expect(page.locator('[data-id="leader"]')).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.locator("#name")).to_have_text("领导")
        await expect(page.locator("#text")).to_be_focused()


async def test_choosing_a_chat_moves_the_focus_to_the_composer(demo: House, visit: Visit, size: Size) -> None:
    """On a phone without its keyboard, which would cover the chat: that comes with a tap."""
    async with visit(demo.address, size) as page:
        await pick(page, "liaison-4")
        text = page.locator("#text")
        await expect(text).to_be_focused()
        phone = size == PHONE
        await expect(text).to_have_js_property("inputMode", "none" if phone else "")
        if phone:
            await text.tap()
            await expect(text).to_have_js_property("inputMode", "text")


async def test_on_a_phone_the_picture_comes_after_the_words(demo: House, visit: Visit) -> None:
    await demo.city.say("coordinator", demo.city.summary())
    for size, words_first in ((PHONE, True), (DESK, False)):
        async with visit(demo.address, size) as page:
            card = page.locator("article .card").last
            picture = card.locator(".picture img")
            await expect(picture).to_have_js_property("complete", True)
            await expect(card.locator("h2")).to_be_in_viewport(ratio=1)
            places = [await one.bounding_box() for one in (card.locator(".text"), picture)]
            assert places[0] and places[1]
            assert (places[0]["y"] < places[1]["y"]) is words_first


async def test_a_long_message_is_read_from_its_beginning(demo: House, visit: Visit, size: Size) -> None:
    async with visit(demo.address, size) as page:
        await expect(page.locator("article").first).to_be_visible()
        await demo.city.say("coordinator", Card("很长的清单", tuple(f"{n}. 一行" for n in range(80))))
        await expect(page.locator("h2", has_text="很长的清单")).to_be_in_viewport(ratio=1)
        await demo.city.say("coordinator", Card("下一条"), at=demo.city.clock.tick() + 3_600_000)
        await expect(page.locator("h2", has_text="下一条")).to_be_in_viewport(ratio=1)


async def test_a_white_light_can_be_seen(demo: House, visit: Visit, size: Size) -> None:
    await demo.city.say("coordinator", Card("31项任务：⚪28"))
    async with visit(demo.address, size) as page:
        white = page.locator("article .dot.white").last
        assert "inset" in await white.evaluate("(dot) => getComputedStyle(dot).boxShadow")
        lamp = page.locator("#lights .white")
        assert "inset" in await lamp.evaluate("(li) => getComputedStyle(li, '::before').boxShadow")
        await expect(lamp).to_contain_text("4")


async def test_every_screen_has_one_heading_and_one_main_part(demo: House, visit: Visit, size: Size) -> None:
    async with visit(demo.address, size) as page:
        for _ in range(2):
            await expect(page.get_by_role("heading", level=1)).to_have_count(1)
            await expect(page.get_by_role("main")).to_have_count(1)
            if await page.locator("#back").is_visible():
                await page.locator("#back").click()
