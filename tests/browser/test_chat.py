"""The chat in a real browser: what a person sees, taps and types."""

import hashlib
import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.cards.card import Button, Card
from tests.browser.conftest import ONE_LOOP, PHONE, Visit, pick
from tests.web.conftest import House
from tests.web.standin import picture

pytestmark = ONE_LOOP

Size = tuple[int, int]


async def test_it_opens_as_the_coordinator_and_says_it_is_a_demo(
    demo: House, visit: Visit, size: Size
) -> None:
    await demo.city.say("coordinator", demo.city.summary())
    async with visit(demo.address, size) as page:
        await expect(page.locator("#name")).to_have_text("统筹")
        await expect(page.locator("#day")).to_have_text("2023年12月28日 周四")
        await expect(page.locator(".pill")).to_have_text("演示")
        await expect(page.locator("article").last).to_be_in_viewport()
        await expect(page.locator("article .picture img").last).to_have_js_property("complete", True)
        await fits(page)


async def fits(page: Page) -> None:
    """Nothing runs out of the side, and whatever can be tapped on a phone is big enough."""
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if page.viewport_size and page.viewport_size["width"] == PHONE[0]:
        small = await page.evaluate(
            """[...document.querySelectorAll('button, summary, input, textarea')]
               .filter((e) => !e.matches('.link, .reply, .picture, .quote'))
               .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 42)
               .map((e) => e.outerHTML.slice(0, 80))"""
        )
        assert small == []


async def test_a_liaison_reports_and_the_card_changes_in_place(demo: House, visit: Visit, size: Size) -> None:
    await demo.city.digest("liaison-4")
    async with visit(demo.address, size) as page:
        await pick(page, "liaison-4")
        await page.locator("#hand-over").click()
        await expect(page.locator("#hand-over")).to_have_text("交还自动")
        card = page.locator("article", has_text="提醒：您有1项任务即将到期")
        await card.get_by_role("button", name="已完成，提交").dblclick()
        done = page.locator("article", has_text="第13项 已提交复核")
        await expect(done).to_have_count(1)
        await expect(card).to_have_count(0)
        await expect(page.locator(".press")).to_have_text(re.compile("已点选：已完成，提交"))
        await fits(page)


async def test_a_pressed_card_shows_what_was_done_in_every_window_and_after_a_reload(
    demo: House, visit: Visit, size: Size
) -> None:
    rows = ((Button("无变化", "same:1"), Button("提交复核", "sub:1")), (Button("详情", "card:1"),))
    message = await demo.city.say("coordinator", Card("请反馈第13项", ("期限12月31日",), rows))
    async with visit(demo.address, size) as page, visit(demo.address) as other:
        for one in (page, other):
            await expect(one.locator(f'[data-id="{message}"] .buttons button')).to_have_count(3)
        await page.locator(f'[data-id="{message}"]').get_by_role("button", name="无变化").click()
        await page.reload()
        for one in (other, page):
            card = one.locator(f'[data-id="{message}"]')
            await expect(card.locator(".text p").last).to_have_text("✓ 已报无变化 12月28日 08:40")
            await expect(card.locator(".buttons button")).to_have_text(["详情"])
        await fits(page)


async def test_an_answer_to_a_message_belongs_to_it(demo: House, visit: Visit, size: Size) -> None:
    message = await demo.city.digest("liaison-4")
    async with visit(demo.address, size) as page:
        await pick(page, "liaison-4")
        await page.locator(f'[data-id="{message}"]').get_by_role("button", name="回复").click()
        await expect(page.locator("#quoted")).to_have_text("提醒：您有1项任务即将到期")
        await page.locator("#text").fill("已完成 80%")
        await page.locator("#send").click()
        own = page.locator("article.mine", has_text="已完成 80%")
        await expect(own.locator(".quote")).to_have_text("提醒：您有1项任务即将到期")
        await expect(own.locator(".delivered")).to_have_text("已送达")
        await expect(page.locator("article").last).to_contain_text("已收到")
    assert demo.city.chats["liaison-4"][-2].reply_to == message


async def test_drawing_a_bubble_to_the_right_answers_it(demo: House, visit: Visit) -> None:
    message = await demo.city.digest("liaison-4")
    async with visit(demo.address, PHONE) as page:
        await pick(page, "liaison-4")
        bubble = page.locator(f'[data-id="{message}"] h2')
        for kind, x in (("touchstart", 60), ("touchmove", 100), ("touchmove", 150), ("touchend", 150)):
            touches = [{"identifier": 0, "clientX": x, "clientY": 300}] if kind != "touchend" else []
            await bubble.dispatch_event(kind, {"touches": touches, "changedTouches": touches})
        await expect(page.locator("#quoted")).to_have_text("提醒：您有1项任务即将到期")


async def test_a_photo_is_sent_and_enlarged(demo: House, visit: Visit, size: Size, tmp_path: Path) -> None:
    photo = tmp_path / "现场.png"
    photo.write_bytes(picture())
    async with visit(demo.address, size) as page:
        await pick(page, "leader")
        await page.locator("#files").set_input_files(photo)
        await expect(page.locator("#pending")).to_contain_text("现场.png")
        await page.locator("#send").click()
        await expect(page.locator("article.mine .picture img")).to_have_attribute(
            "src", re.compile("^/file/")
        )
        await page.locator("article.mine .picture").click()
        await expect(page.locator("#zoomed")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.locator("#zoom")).to_be_hidden()


async def test_files_on_a_card_are_fetched_from_it(demo: House, visit: Visit, size: Size) -> None:
    sheet = b"PK rows"
    sha256 = hashlib.sha256(sheet).hexdigest()
    demo.city.files[sha256] = ("application/zip", "台账.zip", sheet)
    await demo.city.say("coordinator", Card("第13项：附件2份", files=(sha256, demo.city.picture)))
    async with visit(demo.address, size) as page:
        card = page.locator("article", has_text="第13项：附件2份")
        await expect(card.locator(".files .picture img")).to_have_js_property("complete", True)
        async with page.expect_download() as fetching:
            await card.get_by_role("link", name="台账.zip").click()
        download = await fetching.value
        assert (download.suggested_filename, (await download.path()).read_bytes()) == ("台账.zip", sheet)
        await fits(page)


async def test_a_file_too_large_is_refused_before_it_is_sent(demo: House, visit: Visit) -> None:
    async with visit(demo.address) as page:
        large = {"name": "a.zip", "mimeType": "application/zip", "buffer": b"x" * 100_000}
        await page.locator("#files").set_input_files(large)  # type: ignore[arg-type]  # a FilePayload
        await expect(page.locator("#problem")).to_contain_text("MB")
        await expect(page.locator("#pending")).to_be_hidden()


async def test_lights_need_no_font(demo: House, visit: Visit) -> None:
    await demo.city.say("coordinator", Card("31项任务：🔴3 🟡10 🔵2 🟢15 ⚪1 ⚫1"))
    async with visit(demo.address) as page:
        lights = page.locator("article h2 .dot")
        await expect(lights).to_have_count(6)
        colours = await lights.evaluate_all(
            "(all) => all.map((one) => getComputedStyle(one).backgroundColor)"
        )
        assert len(set(colours)) == 6
        assert await page.locator("article h2").last.text_content() == "31项任务：🔴3 🟡10 🔵2 🟢15 ⚪1 ⚫1"


async def test_commands_are_offered_and_taken_by_keyboard(demo: House, visit: Visit) -> None:
    async with visit(demo.address) as page:
        await pick(page, "leader")
        await page.locator("#text").press_sequentially("/s")
        await expect(page.get_by_role("option")).to_have_text(re.compile("/summary"))
        await page.keyboard.press("Enter")
        await expect(page.locator("article.card, article .card").last).to_contain_text("进展总览")


async def test_nothing_is_lost_or_doubled_by_a_broken_line(demo: House, visit: Visit) -> None:
    async with visit(demo.address) as page:
        await expect(page.locator("article").first).to_be_visible()
        await page.context.set_offline(True)
        await page.locator("#text").fill("断线时写的")
        await page.locator("#send").click()
        await expect(page.locator("article.mine .sending")).to_have_text("发送中")
        await demo.city.say("coordinator", Card("断线时来的"))
        await page.context.set_offline(False)
        own, theirs = page.get_by_text("断线时写的"), page.get_by_text("断线时来的")
        await expect(page.locator("article.mine .delivered")).to_be_visible(timeout=15_000)
        await expect(own).to_have_count(1)
        await expect(theirs.and_(page.locator("h2"))).to_have_count(1)


async def test_a_restarted_server_is_found_again(demo: House, visit: Visit) -> None:
    async with visit(demo.address) as page:
        await expect(page.locator("article").first).to_be_visible()
        await page.evaluate("window.marked = true")
        before = await page.locator("article").count()
        await demo.close()
        await expect(page.locator("#offline")).to_be_visible()
        await demo.city.say("coordinator", Card("其间来的"))
        await demo.open()
        await expect(page.locator("h2", has_text="其间来的")).to_have_count(1)
        await expect(page.locator("#offline")).to_be_hidden()
        assert await page.locator("article").count() == before + 1
        assert await page.evaluate("window.marked")


async def test_older_messages_come_on_scrolling_up(demo: House, visit: Visit, size: Size) -> None:
    async with visit(demo.address, size) as page:
        await expect(page.locator("article")).to_have_count(30)
        await page.locator("#log").evaluate("(log) => log.scrollTo(0, 0)")
        await expect(page.locator("article")).to_have_count(60)
        assert await page.locator("#log").evaluate("(log) => log.scrollTop") > 100, "what is read stays put"
        days = await page.locator(".day").all_text_contents()
        assert len(days) == len(set(days)) > 10


async def test_contacts_are_found_counted_and_put_late_first(demo: House, visit: Visit, size: Size) -> None:
    async with visit(demo.address, size) as page:
        if await page.locator("#back").is_visible():
            await page.locator("#back").click()
        await demo.city.digest("liaison-5")
        await expect(page.locator('[data-id="liaison-5"] .unread')).to_have_text("1")
        await page.locator("#search").fill("财政局 联络员")
        await expect(page.locator("#groups li")).to_have_count(1)
        await page.locator("#search").fill("查无此人")
        await expect(page.locator("#nobody")).to_be_visible()
        await page.locator("#search").fill("")
        await page.locator("#late-first").click()
        await expect(
            page.locator("#groups details").nth(1).locator("li").first.locator(".late")
        ).to_be_visible()
        await fits(page)


async def test_the_clock_plays_and_pauses(demo: House, visit: Visit) -> None:
    async with visit(demo.address) as page:
        await page.get_by_role("button", name="16×").click()
        await page.locator("#play").click()
        await expect(page.locator("#day")).to_have_text(re.compile("^2024年1月"))
        await page.locator("#play").click()
        await expect(page.locator("#play")).to_have_text("播放")
        await expect(page.locator("article").last).to_contain_text("进展总览")
        await page.locator("#step").click()


async def test_the_page_speaks_the_persons_language(demo: House, visit: Visit) -> None:
    async with visit(demo.address) as page:
        await page.locator("#text").fill("/lang en")
        await page.locator("#send").click()
        await expect(page.locator("#send")).to_have_text("Send")
        await expect(page.locator("#day")).to_have_text("Thu, 28 Dec 2023")
        await expect(page.locator(".day").last).to_have_text("Thu, 28 Dec 2023")


async def test_one_comes_in_with_an_invite_and_goes_out_again(run: House, visit: Visit, size: Size) -> None:
    await run.city.digest("liaison-0")
    async with visit(run.address, size) as page:
        await page.locator("#code").fill("letmein")
        await page.keyboard.press("Enter")
        await expect(page.locator("article")).to_contain_text("提醒")
        await expect(page.locator("#contacts")).to_have_count(0)
        await page.locator("#text").fill("收到")
        await page.locator("#send").click()
        await expect(page.locator("article.mine .delivered")).to_be_visible()
        await fits(page)
        await page.get_by_role("button", name="退出登录").click()
        await expect(page.locator("#code")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_can_be_read_in_light_and_dark(demo: House, visit: Visit, scheme: str) -> None:
    """At least 4.5 to 1 between ink and paper (WCAG AA)."""
    async with visit(demo.address) as page:
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a Literal
        ratios = await page.evaluate(CONTRASTS)
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


CONTRASTS = """() => {
  const style = getComputedStyle(document.documentElement);
  const light = (name) => {
    const hex = style.getPropertyValue(`--${name}`).trim().replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
    const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
      .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const pairs = [['ink', 'paper'], ['ink', 'mine'], ['soft', 'canvas'], ['faint', 'panel'],
    ['accent', 'paper'], ['accent', 'canvas'], ['accent-ink', 'accent'], ['danger', 'danger-wash'],
    ['danger', 'canvas'], ['warn', 'warn-wash'], ['faint', 'canvas'], ['faint', 'accent-wash']];
  return Object.fromEntries(pairs.map(([a, b]) => [`${a} on ${b}`, ratio(a, b)]));
}"""
