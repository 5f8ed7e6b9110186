"""A draft reviewed beside its document, by taps, at a desk and on a phone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from bot.domain.plan import Plan
from bot.i18n import Language
from bot.planfile.review.session import DraftReview
from bot.planfile.yaml import read_plan
from bot.web.review import build_review
from bot.web.server import serve
from tests.browser.conftest import ONE_LOOP, PHONE, Visit
from tests.planfile.files import ZH
from tests.planfile.importer.papers import imported, paper_of

pytestmark = ONE_LOOP

TEXT = """甲市2026年河道整治实施方案
一、主要任务
1.清淤。2026年5月底前完成东片清淤，2026年5月底前完成西片清淤。（市水利局牵头，市财政局配合）
2.补水。年中完成补水，补水约300万立方米。（市住建局、水务之友负责）
4.巡河。每月巡河。（市水利局负责）
二、推进机制
由市水利局负责第2项。"""
ASKED = 7
SAVED = "Failed to load resource"  # what the browser says of an answer that is refused, as it must be


@dataclass
class Desk:
    address: str
    file: Path
    done: asyncio.Event
    server: AsyncExitStack

    def plan(self) -> Plan:
        return read_plan(self.file, ZH)


@pytest_asyncio.fixture(loop_scope="session")
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with AsyncExitStack() as server:
        yield await opened(tmp_path, ZH, server)


async def opened(folder: Path, language: Language, server: AsyncExitStack, text: str = TEXT) -> Desk:
    file = folder / "draft.yaml"
    paper = paper_of(text)
    file.write_text(imported(paper).yaml, encoding="utf-8")
    done = asyncio.Event()
    app = build_review(DraftReview(file, paper.blocks, 0, language), language, done.set)
    return Desk(await server.enter_async_context(serve(app, port=0)), file, done, server)


def card(page: Page, code: str) -> Locator:
    return page.locator(f"#questions > li[data-code={code}]").first


async def press(where: Page | Locator, name: str) -> None:
    await where.get_by_role("button", name=name, exact=True).first.click()


async def told(page: Page, done: int) -> None:
    await expect(page.locator("#told")).to_have_text(f"已确认{done}项，共{ASKED}项")


async def test_a_value_points_to_its_phrase(desk: Desk, visit: Visit, size: tuple[int, int]) -> None:
    async with visit(desk.address, size) as page:
        phrases = page.locator(".task").first.get_by_role("button", name="“2026年5月底前”")
        before = page.locator("#document mark")
        for at, words in ((0, "1.清淤。"), (1, "完成东片清淤，")):  # it stands there twice
            await phrases.nth(at).click()
            await expect(before).to_have_text("2026年5月底前")
            await expect(before).to_be_in_viewport()
            assert str(await before.evaluate("one => one.previousSibling.data")).endswith(words)
        assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth")


async def test_the_document_points_to_the_draft(desk: Desk, visit: Visit, size: tuple[int, int]) -> None:
    async with visit(desk.address, size) as page:
        await told(page, 0)
        await page.locator("#document [data-line='3']").click()
        await expect(page.locator(".task.here h3")).to_contain_text("清淤")
        await expect(page.locator(".task.here h3")).to_be_in_viewport()
        await page.locator("#document [data-line='4']").click()  # it has questions: they come first
        await expect(page.locator("#questions > li:focus")).to_contain_text("任务2")


async def test_questions_are_answered_to_the_end_by_taps(
    desk: Desk, visit: Visit, size: tuple[int, int]
) -> None:
    async with visit(desk.address, size) as page:
        await told(page, 0)
        one = card(page, "odd_name")
        await one.get_by_label("其他单位").fill("市水务公司")
        await one.get_by_label("其他单位").press("Tab")
        await one.locator(".unit", has_text="市水务公司").get_by_role("button", name="配合").click()
        await expect(
            one.get_by_role("button", name="按此确定")
        ).to_be_disabled()  # the other has no answer yet
        await one.locator(".unit", has_text="水务之友").get_by_role("button", name="不承担").click()
        await press(one, "按此确定")
        await told(page, 1)
        one = card(page, "no_day")
        await expect(one.get_by_role("button", name="按此时限")).to_be_disabled()
        await one.get_by_label("完成时限").last.fill("2026-06-30")
        await press(one, "按此时限")
        await told(page, 2)
        await press(card(page, "unclear_number"), "作为目标值")
        await told(page, 3)
        one = card(page, "number_gap")
        await one.get_by_label("标题").fill("护岸")
        await one.get_by_label("牵头").fill("市水利局")
        await press(one, "添加任务")
        await told(page, 4)
        one = card(page, "unread_clause")
        await one.get_by_label("所属任务").fill("2 补水")
        await one.locator(".unit", has_text="市水利局").get_by_role("button", name="配合").click()
        await press(one, "按此确定")
        await told(page, 5)
        for done in range(6, ASKED + 1):
            await page.locator("#questions > li .keep").first.click()
            await told(page, done)
        await expect(page.locator("#open")).to_have_text("问题已全部确认")
    plan = desk.plan()
    assert [task.id for task in plan.tasks] == ["1", "2", "3", "4"]
    assert set(plan.tasks[1].roles.support) == {"市水务公司", "市水利局"}
    assert [str(one.due) for one in plan.tasks[1].milestones] == ["2026-06-30"]
    assert [str(one.value) for one in plan.tasks[1].indicators] == ["300"]


async def test_the_next_question_is_at_hand_and_an_answer_is_taken_back(desk: Desk, visit: Visit) -> None:
    before = desk.file.read_bytes()
    async with visit(desk.address) as page:
        first = await page.locator("#questions > li > p").nth(0).inner_text()
        second = await page.locator("#questions > li > p").nth(1).inner_text()
        await page.locator("#questions > li .keep").first.click()
        await expect(page.locator("#questions > li:focus > p")).to_have_text(second)
        await expect(page.locator("#document .here")).to_be_visible()  # what it is about is marked already
        await page.keyboard.press("Control+z")
        await expect(page.locator("#questions > li:focus > p")).to_have_text(first)
        await expect(page.get_by_role("button", name="撤销")).to_be_disabled()
    assert desk.file.read_bytes() == before


async def test_questions_are_chosen_by_kind_and_answered_together(desk: Desk, visit: Visit) -> None:
    async with visit(desk.address) as page:
        kinds = page.locator("#kinds button")
        await told(page, 0)
        await kinds.filter(has_text="责任单位").click()
        of_units = await page.locator("#questions > li").count()
        assert 1 < of_units < ASKED
        await press(page, f"本类{of_units}项均不改")
        await expect(page.locator("#questions > li")).to_have_count(ASKED - of_units)
        await press(page, "撤销")
        await expect(page.locator("#questions > li")).to_have_count(ASKED)


async def test_a_task_is_changed_in_its_card(desk: Desk, visit: Visit, size: tuple[int, int]) -> None:
    async with visit(desk.address, size) as page:
        task = page.locator("#rows .task").first
        await task.get_by_role("button", name="市财政局", exact=True).click()
        await task.get_by_label("市财政局的角色").select_option("lead")
        await expect(task.locator(".line").first).to_have_text("牵头市水利局✕市财政局✕")
        await task.get_by_role("button", name="清淤", exact=True).click()
        await page.keyboard.press("Control+A")
        await page.keyboard.type("河道清淤")
        await page.keyboard.press("Enter")
        await expect(task.locator("h3")).to_contain_text("河道清淤")
        await expect(task.locator("h3 button")).to_be_focused()
        task = page.locator("#rows .task").nth(2)
        await task.get_by_label("补充、合并").select_option("merge")
        await task.get_by_label("并入哪项任务").fill("1")
        await press(task, "并入")
        await expect(page.locator("#rows .task")).to_have_count(2)
    plan = desk.plan()
    assert plan.tasks[0].roles.lead == ("市水利局", "市财政局") and plan.tasks[0].title == "河道清淤"
    assert [str(one.every or one.due) for one in plan.tasks[0].milestones][-1] == "month"


async def test_what_is_no_plan_is_told_and_not_written(desk: Desk, visit: Visit) -> None:
    before = desk.file.read_bytes()
    async with visit(desk.address, refused=SAVED) as page:
        one = card(page, "no_day")
        await one.get_by_label("完成时限").last.fill("2031-06-30")
        await press(one, "按此时限")
        await expect(page.get_by_role("alert")).to_contain_text("不在方案期限内")
    assert desk.file.read_bytes() == before


async def test_another_hand_in_the_file_is_not_overwritten(desk: Desk, visit: Visit) -> None:
    async with visit(desk.address, refused=SAVED) as page, visit(desk.address, PHONE, refused=SAVED) as other:
        await page.locator("#questions > li .keep").first.click()
        await told(page, 1)
        theirs = desk.file.read_bytes()
        await other.locator("#questions > li .keep").first.click()
        await expect(other.get_by_role("alert")).to_contain_text("已被别处改动")
        await told(other, 1)
        assert desk.file.read_bytes() == theirs
        desk.file.write_bytes(theirs + "# 另一人\n".encode())
        await page.locator("#questions > li .keep").first.click()
        await expect(page.get_by_role("alert")).to_contain_text("已被别处改动")
        await page.locator("#questions > li .keep").first.click()
        await expect(page.get_by_role("alert")).to_be_hidden()
    assert desk.file.read_text(encoding="utf-8").endswith("# 另一人\n")


async def test_a_server_that_is_gone_takes_nothing_and_the_page_keeps_what_was_typed(
    desk: Desk, visit: Visit
) -> None:
    async with visit(desk.address) as page:
        one = card(page, "no_day")
        await one.get_by_label("完成时限").last.fill("2026-06-30")
        await desk.server.aclose()
        before = desk.file.read_bytes()
        await press(one, "按此时限")
        await expect(page.get_by_role("alert")).to_contain_text("这一次的操作没有存入")
        await expect(one.get_by_label("完成时限").last).to_have_value("2026-06-30")
        await told(page, 0)
    assert desk.file.read_bytes() == before


async def test_what_is_typed_is_kept_while_others_are_answered(desk: Desk, visit: Visit) -> None:
    async with visit(desk.address) as page:
        await told(page, 0)
        typed = card(page, "number_gap").get_by_label("标题")
        await typed.fill("护岸")
        await press(card(page, "no_day"), "没有具体日期")
        await told(page, 1)
        await expect(typed).to_have_value("护岸")
        await page.locator("#kinds button", has_text="任务增减").click()
        await expect(typed).to_have_value("护岸")


async def test_a_tap_right_after_an_edit_counts(desk: Desk, visit: Visit) -> None:
    async with visit(desk.address) as page:
        await told(page, 0)
        await page.locator("#rows .task").first.get_by_role("button", name="清淤", exact=True).click()
        await page.keyboard.type("河道")
        await press(card(page, "no_day"), "没有具体日期")  # ends the edit, too
        await told(page, 1)
        await expect(page.locator("#rows .task h3").first).to_contain_text("河道")
        keep = page.locator("#questions > li .keep").first
        await keep.dblclick()  # one question, answered once
        await told(page, 2)
    assert desk.plan().tasks[0].title.startswith("河道") or desk.plan().tasks[0].title.endswith("河道")


async def test_a_refused_value_stays_to_be_mended(desk: Desk, visit: Visit) -> None:
    async with visit(desk.address, refused=SAVED) as page:
        task = page.locator("#rows .task").first
        await task.get_by_role("button", name="2026-05-31").first.click()
        await task.get_by_label("完成时限").fill("2031-01-01")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("alert")).to_contain_text("不在方案期限内")
        await expect(page.locator("body")).not_to_have_attribute("aria-busy", "true")
        await expect(task.get_by_label("完成时限")).to_have_value("2031-01-01")
        await task.get_by_label("完成时限").fill("2026-06-01")
        await page.keyboard.press("Enter")
        await expect(task.get_by_role("button", name="2026-06-01")).to_be_visible()


async def test_an_edit_waits_for_the_server_to_come_back(desk: Desk, visit: Visit) -> None:
    async with visit(desk.address) as page:
        task = page.locator("#rows .task").first
        await task.get_by_role("button", name="清淤", exact=True).click()
        await page.keyboard.press("Control+A")
        await page.keyboard.type("河道清淤")
        await desk.server.aclose()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("alert")).to_contain_text("这一次的操作没有存入")
        await expect(task.get_by_label("标题")).to_have_value("河道清淤")
        await press(page.get_by_role("alert"), "知道了")
        await expect(page.get_by_role("alert")).to_be_hidden()


async def test_the_review_ends_with_the_check(desk: Desk, visit: Visit, size: tuple[int, int]) -> None:
    async with visit(desk.address, size) as page:
        await press(page, "检查并结束")
        await expect(page.locator("#left")).to_contain_text("个问题没有确认")
        await page.locator("#findings button", has_text="任务2（补水）没有写明完成时限").click()
        await expect(page.locator(".task.here h3")).to_contain_text("补水")
        await press(page, "检查并结束")
        await press(page, "结束核对")
        await expect(page.get_by_text("核对已结束")).to_be_visible()
    assert desk.done.is_set()


async def test_a_long_plan_is_drawn_as_far_as_one_looks(tmp_path: Path, visit: Visit) -> None:
    tasks = [f"{n}.工程{n}号。年中完成施工。（市水利局牵头，市财政局配合）" for n in range(1, 91)]
    async with AsyncExitStack() as server:
        desk = await opened(tmp_path, ZH, server, "\n".join([*TEXT.split("\n")[:2], *tasks]))
        async with visit(desk.address) as page:
            cards = page.locator("#questions > li")
            await expect(cards).to_have_count(20)
            await page.get_by_role("button", name="显示更多问题（另有70个）").click()
            await expect(cards).to_have_count(40)
            await page.locator("#document [data-line='82']").click()
            await expect(page.locator("#questions > li:focus")).to_contain_text("任务80的")
            await page.get_by_label("查找任务").fill("工程77号")
            await expect(page.locator("#rows .task")).to_have_count(1)
            await press(cards.filter(has_text="任务80的"), "没有具体日期")
            await expect(page.locator("#questions > li:focus")).to_contain_text("任务81的")
            await expect(page.locator("#told")).to_have_text("已确认1项，共90项")


async def test_the_page_speaks_english(tmp_path: Path, visit: Visit, size: tuple[int, int]) -> None:
    async with AsyncExitStack() as server:
        desk = await opened(tmp_path, Language.of("en"), server)
        async with visit(desk.address, size, "en-US") as page:
            await expect(page.locator("#told")).to_contain_text("answered")
            assert await page.locator("body").evaluate("one => !/plan_review|finding\\./.test(one.innerText)")
            task = page.locator("#rows .task").first
            await task.get_by_label("Add or merge").select_option(label="Add a target")
            for name, typed in (("Name", "silt"), ("Value", "5"), ("Unit of measure", "t")):
                await task.get_by_label(name, exact=True).fill(typed)
            await press(task, "Take as a target")
            await expect(task.get_by_role("button", name="silt")).to_be_visible()
            assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth")
