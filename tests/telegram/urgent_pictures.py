"""python -m tests.telegram.urgent_pictures [FOLDER]: the manual's pictures of a ticket and of an emergency.

A hot spot is handed to a county on a Friday afternoon; that evening the office orders an orange response, and one
county stays silent.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page, async_playwright

from bot.actions.import_checklists import import_checklists
from bot.channels.telegram.spec import NAME
from bot.domain.calendar import SECOND
from bot.domain.person import Role
from bot.exports import Drawer
from bot.planfile.demo import demo_people
from tests.browser.conftest import ARGUMENTS, CHROMIUM, PHONE
from tests.builders import ZH, seed_plan
from tests.chat.ticket_town import RULES
from tests.peers.botapi.server import BotApi, bot_api
from tests.scenarios.test_emergency import LIFT, LISTS, OFFICE, ORDER
from tests.telegram.builders import TelegramCity, telegram_city
from tests.telegram.pictures import PICTURES, PLAIN, Clock

COORDINATOR, SILENT = "coordinator", "社旗县"
HOT_SPOT = "/ticket 方城县 释之路与张骞大道交叉口 PM10 312微克/立方米 走航"


@dataclass
class Album:
    server: BotApi
    town: TelegramCity
    page: Page
    folder: Path

    async def does(self, person: str, words: str = "", *, press: str = "") -> None:
        if press:
            await self.town.press(person, press)
        else:
            await self.town.say(person, words)
        await self.town.play.until(self.town.now + SECOND)

    async def keep(self, name: str, person: str, height: int = 0) -> None:
        """The last `height` points of what stands on the person's phone; 0: all of the screen."""
        phone = self.town.phone_of(person)
        await self.page.goto(f"{self.server.page_url}?person={phone.id}&chat=")
        await self.page.wait_for_selector("body[data-ready]")
        await self.page.wait_for_function("[...document.images].every(one => one.complete)")
        await self.page.add_style_tag(content=PLAIN)
        file = self.folder / f"{name}.zh.png"
        width, whole = PHONE
        top = whole - (height or whole)
        await self.page.screenshot(path=file, clip={"x": 0, "y": top, "width": width, "height": whole - top})
        sys.stdout.write(f"{file} {file.stat().st_size // 1024} KB\n")

    async def liaisons(self) -> dict[str, str]:
        roster = (await self.town.contexts.current()).roster
        return {unit: one.id for one in roster.holding(Role.LIAISON) for unit in one.units(Role.LIAISON)}


@asynccontextmanager
async def album(folder: Path) -> AsyncIterator[Album]:
    clock = Clock()
    people = demo_people(seed_plan(), ZH)
    with tempfile.TemporaryDirectory() as scratch:
        async with (
            bot_api(privacy=False, now=clock) as server,
            telegram_city(Path(scratch), server, people=people, start="2023-12-19", draw=Drawer()) as town,
            async_playwright() as play,
        ):
            clock.town.append(town)
            town.contexts.use(tickets=RULES, emergency=OFFICE, editing=frozenset({NAME}))
            browser = await play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            size = {"width": PHONE[0], "height": PHONE[1]}
            page = await browser.new_page(viewport=size, timezone_id="Asia/Shanghai", locale="zh")  # type: ignore[arg-type]
            yield Album(server, town, page, folder)
            await browser.close()


async def a_ticket(at: Album, county: str) -> None:
    await at.town.sleep_until("2024-01-05", "16:40")
    await at.does(COORDINATOR, HOT_SPOT)
    await at.keep("ticket-draft", COORDINATOR, 430)
    await at.does(COORDINATOR, press="交办")
    await at.keep("ticket-county", county, 345)
    await at.does(county, press="签收")
    await at.does(county, "T1 已到现场，正在清扫")
    await at.does(county, "T1 整改完成，请复核")
    await at.does(COORDINATOR, press="退回整改")
    await at.does(COORDINATOR, "复测PM10仍为260")
    await at.keep("ticket-returned", county, 330)
    await at.does(county, "T1 已再次冲洗，请复核")
    await at.does(COORDINATOR, press="通过")


async def an_emergency(at: Album, county: str) -> None:
    town = at.town
    await town.store.commit((await import_checklists(town.store, town.calendar, LISTS, town.now)).changes)
    await town.sleep_until("2024-01-05", "18:00")
    await at.does(COORDINATOR, ORDER)
    await at.keep("emergency-draft", COORDINATOR, 650)
    await at.does(COORDINATOR, press="启动")
    await at.keep("emergency-order", county, 370)
    await town.sleep_until("2024-01-05", "18:02")
    units = (await town.contexts.current()).emergencies[0].units
    liaisons = await at.liaisons()
    for unit in units:
        if unit not in (SILENT, "内乡县"):
            await town.press_payload(liaisons[unit], "emsign:1:1")
    await town.sleep_until("2024-01-05", "18:20")
    await at.keep("emergency-board", COORDINATOR, 330)
    await at.does(county, "应急 宛西水泥2号窑已停产")
    await town.sleep_until("2024-01-08", "20:00")
    await at.does(COORDINATOR, LIFT)
    await at.does(COORDINATOR, press="解除")
    await at.does(COORDINATOR, press="应急记录")
    await at.keep("emergency-record", COORDINATOR, 630)
    await town.sleep_until("2024-01-09", "12:00")
    await at.keep("emergency-tuesday", county, 610)


STORIES: tuple[Callable[[Album, str], Awaitable[None]], ...] = (a_ticket, an_emergency)


async def main(folder: Path) -> None:
    async with album(folder) as at:
        await at.town.go_live("2023-12-20")
        await at.town.acknowledge()
        county = (await at.liaisons())["方城县"]
        for story in STORIES:
            await story(at, county)


if __name__ == "__main__":
    where = Path(sys.argv[1]) if sys.argv[1:] else PICTURES
    where.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(where))
