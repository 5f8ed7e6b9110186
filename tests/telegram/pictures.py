"""python -m tests.telegram.pictures [FOLDER]: the manual's pictures, taken of phones on the strict server.

Needs Chromium, and fonts with Chinese and emoji (fonts-noto-cjk, fonts-noto-color-emoji).
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Page, async_playwright

from bot.actions.bind import invite
from bot.exports import Drawer
from bot.i18n import Language
from bot.planfile.demo import demo_people
from tests.browser.conftest import ARGUMENTS, CHROMIUM, PHONE
from tests.builders import ROOT, seed_plan
from tests.peers.botapi.people import Person
from tests.peers.botapi.server import BotApi, bot_api
from tests.telegram.builders import TelegramCity, telegram_city

PICTURES = ROOT / "docs" / "manual" / "pictures"
PLAIN = "#messages { background: #cfdcc0 !important; }"  # a picture of half the size
CODE = "ABCD2345"
SHOWN = {
    "zh_CN": ("start", "reminder", "report", "menu", "summary", "group"),
    "en": ("start", "report", "summary"),
}
LIAISON = "u11-liaison"  # of 市农业农村局
WORDS = {
    "zh_CN": {
        "name": "王某",
        "report": "完成85%，剩余12座烤房正在改造，资金缺口30万元",
        "group": "蓝天保卫战工作群",
        "coordinator": "张某",
    },
    "en": {
        "name": "Wang",
        "report": "85% done, 12 kilns still to do, 300,000 yuan missing",
        "group": "Blue sky",
        "coordinator": "Zhang",
    },
}


@dataclass
class Clock:
    """Telegram's, which is the story's."""

    town: list[TelegramCity] = field(default_factory=list)

    def __call__(self) -> int:
        return self.town[0].now // 1000 if self.town else 0


@dataclass
class Studio:
    server: BotApi
    town: TelegramCity
    page: Page
    folder: Path
    language: str

    async def shoot(self, name: str, person: Person, *, chat: int = 0) -> None:
        await self.page.goto(f"{self.server.page_url}?person={person.id}&chat={chat or ''}")
        await self.settled()
        await self.keep(name)

    async def settled(self) -> None:
        await self.page.wait_for_selector("body[data-ready]")
        await self.page.wait_for_function("[...document.images].every(one => one.complete)")

    async def keep(self, name: str) -> None:
        if name not in SHOWN[self.language]:
            return
        await self.page.add_style_tag(content=PLAIN)
        file = self.folder / f"telegram-{name}.{self.language[:2]}.png"
        await self.page.screenshot(path=file)
        sys.stdout.write(f"{file} {file.stat().st_size // 1024} KB\n")


@asynccontextmanager
async def studio(folder: Path, language: str) -> AsyncIterator[Studio]:
    clock = Clock()
    drawer = Drawer()
    people = demo_people(seed_plan(), Language(language))
    with tempfile.TemporaryDirectory() as scratch:
        async with (
            bot_api(privacy=False, now=clock) as server,
            telegram_city(Path(scratch), server, people=people, start="2023-11-30", draw=drawer) as town,
            async_playwright() as play,
        ):
            clock.town.append(town)
            browser = await play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            size = {"width": PHONE[0], "height": PHONE[1]}
            page = await browser.new_page(viewport=size, timezone_id="Asia/Shanghai", locale=language[:2])  # type: ignore[arg-type]
            yield Studio(server, town, page, folder, language)
            await browser.close()


async def told(town: TelegramCity, code: str) -> None:
    """Everybody's menu, and what the bot says of itself."""
    them = (await town.contexts.current()).roster.by_id[LIAISON]
    await invite(town.store, them, code, town.now)
    await town.menus.sync(await town.contexts.current())


async def the_first_day(at: Studio, words: dict[str, str]) -> None:
    """A liaison presses Start, is reminded and answers."""
    town, server = at.town, at.server
    await town.go_live("2023-12-01")
    await town.sleep_until("2023-12-01", "10:02")
    await told(town, CODE)
    phone = server.person(3001, words["name"], language_code=at.language[:2])
    await at.page.goto(f"{server.page_url}?person=3001&start={CODE}")
    await at.page.locator("#start").click()
    await server.until(lambda: phone.heard)
    await town.menus.sync(await town.contexts.current())
    await at.shoot("start", phone)
    await town.sleep_until("2023-12-04", "08:59")
    await at.shoot("reminder", phone)
    await town.does(lambda: phone.write(words["report"], reply_to=phone.heard[-1].id))
    await at.shoot("report", phone)
    await at.page.locator("#menu").click()
    await at.keep("menu")


async def the_coordinator(at: Studio, words: dict[str, str]) -> None:
    """Looks, and shows the others."""
    coordinator = at.town.phone_of("coordinator")
    coordinator.user.language_code, coordinator.user.first_name = at.language[:2], words["coordinator"]
    await at.town.sleep_until("2024-01-05", "10:20")
    await at.town.does(lambda: coordinator.write("/summary"))
    await at.shoot("summary", coordinator)
    group = at.server.group(-5001, words["group"], [coordinator, at.server.person(3001)])
    await at.town.does(lambda: group.add_bot(by=coordinator))
    await at.town.does(lambda: coordinator.write("@duban_test_bot /summary 8", group=group))
    await at.shoot("group", coordinator, chat=group.id)


async def main(folder: Path) -> None:
    for language, words in WORDS.items():
        async with studio(folder, language) as at:
            await the_first_day(at, words)
            await the_coordinator(at, words)


if __name__ == "__main__":
    album = Path(sys.argv[1]) if sys.argv[1:] else PICTURES
    album.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(album))
