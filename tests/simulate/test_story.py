"""The story of the demo's first minute, played without waiting; and its clock, which waits for whoever writes."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from bot.bootstrap.locate import demo_script
from bot.channels.browser.hub import Hub
from bot.context.ports import Inbound
from bot.domain.calendar import Instant
from bot.i18n import Language
from bot.simulate.demo import Demo
from bot.simulate.rehearse import Show, stage
from bot.simulate.story import Scene, Story
from bot.storage.store import open_store
from bot.web.conversations import Conversations
from bot.web.ports import Bubble

START, OPENING = date(2023, 12, 18), date(2023, 12, 29)


@dataclass
class Told:
    show: Show
    story: Story

    async def until(self, end: Instant) -> list[tuple[Scene, Instant]]:
        """The scenes up to then, each with its moment."""
        play, seen = self.show.play, []
        context = await play.contexts.current()
        while (at := await play.next()) is not None and at < end:
            await play.step(at)
            if scene := await self.story.advance(context, play.phones, at):
                seen.append((scene, at))
        return seen

    async def last(self, account: str, limit: int = 3) -> list[Bubble]:
        play = self.show.play
        chats = Conversations(play.store, play.contexts, lambda person, language: ())
        return list(await chats.history(account, None, limit))


@pytest.fixture
async def told(tmp_path: Path) -> AsyncIterator[Told]:
    script = demo_script(START, Language.of("zh_CN"))
    store = await open_store(f"sqlite:///{tmp_path}/demo.db", script.plan.id, synchronous="OFF")
    story = Story(store, Hub())

    def heard(at: Instant, inbound: Inbound) -> None:
        story.heard(inbound)

    show = await stage(script, store, onward=story, heard=heard)
    await show.play.until(show.play.calendar.at(OPENING, time(8)))
    await story.begin(await show.play.contexts.current())
    yield Told(show, story)
    await store.close()


async def test_reminder_reply_chase_and_summary_come_in_this_order(told: Told) -> None:
    calendar = told.show.play.calendar
    seen = await told.until(calendar.at(OPENING + timedelta(days=5)))
    assert [scene for scene, _ in seen] == list(Scene)
    days = [calendar.day(at) for _, at in seen]
    assert days == [OPENING, OPENING, date(2024, 1, 2), date(2024, 1, 2)]
    chats = told.story.scenes
    assert chats[Scene.REMINDER] == chats[Scene.REPLY] == told.story.liaison
    assert chats[Scene.SUMMARY] == "coordinator"
    assert await told.story.advance(await told.show.play.contexts.current(), told.show.play.phones, 0) is None


async def test_each_scene_is_what_its_chat_shows(told: Told) -> None:
    play, story = told.show.play, told.story
    context = await play.contexts.current()
    shown: dict[Scene, str] = {}
    while len(shown) < len(Scene) and (at := await play.next()) is not None:
        await play.step(at)
        if scene := await story.advance(context, play.phones, at):
            bubbles = await told.last(story.scenes[scene])
            shown[scene] = "\n".join("\n".join((one.title, *one.lines)) for one in bubbles)
    assert "工作提醒" in shown[Scene.REMINDER]
    assert "已记录" in shown[Scene.REPLY]
    assert "催办" in shown[Scene.CHASE]
    assert "31项任务" in shown[Scene.SUMMARY]


async def test_the_visitor_has_somebody_to_answer_for_from_the_beginning(told: Told) -> None:
    [*_, last] = await told.last(told.story.liaison)
    assert told.story.liaison.endswith("-liaison") and last.lines


async def test_the_clock_stands_still_while_a_page_holds_it(told: Told) -> None:
    demo = Demo(
        told.show.play, told.show.dice, OPENING, OPENING + timedelta(days=5), told.story, speeds=(1, 10**6)
    )
    await demo.speed(10**6)
    await demo.play()
    end = told.show.play.calendar.at(OPENING + timedelta(days=5))
    pages = [object(), object()]
    for page in pages:
        await demo.hold(page, held=True)
    assert demo.state().held
    before = told.show.play.clock.now
    turn = asyncio.create_task(demo._go_on(end))
    assert not (await asyncio.wait({turn}, timeout=0.05))[0]
    await demo.hold(pages[0], held=False)
    await turn
    assert demo.state().held and told.show.play.clock.now == before  # the other page still holds it
    await demo.hold(pages[1], held=False)
    assert not demo.state().held
    async with asyncio.timeout(10):
        while told.show.play.clock.now == before:
            await demo._go_on(end)
    await demo.hold(pages[0], held=True)
    await demo.step_day()  # who moves the clock by hand moves it
    assert told.show.play.calendar.day(told.show.play.clock.now) == date(2023, 12, 30)


@pytest.mark.parametrize(
    ("words", "go", "done"),
    [
        ("/ticket 方城县 释之路 PM10 312 走航", "交办", "已交办T1"),
        ("/emergency 橙 文号宛环委办〔2024〕1号 签发人张某", "启动", "应急响应已启动"),
    ],
)
async def test_whoever_looks_may_try_tickets_and_emergencies(
    told: Told, words: str, go: str, done: str
) -> None:
    """An office has to set their clocks first; the demo has examples."""
    play = told.show.play
    for said in (words, go):
        at = play.clock() + 60_000
        play.phones.expect(at, Inbound("browser", f"try.{said}", "coordinator", said))
        await play.until(at + 60_000)
    assert any(done in str(one) for one in await told.last("coordinator", 6))


async def test_a_board_that_changed_for_minutes_leaves_room_for_the_rest_of_the_chat(told: Told) -> None:
    play = told.show.play
    for said in ("/emergency 橙 文号宛环委办〔2024〕1号 签发人张某", "启动"):
        at = play.clock() + 60_000
        play.phones.expect(at, Inbound("browser", f"try.{said}", "coordinator", said))
        await play.until(at + 10 * 60_000)
    shown = [one.title for one in await told.last("coordinator", 12)]
    assert sum("橙色预警应急响应，" in title for title in shown) == 1
    assert "橙色预警应急响应已启动" in shown
