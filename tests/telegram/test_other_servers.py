"""Other Bot API servers: each leaves something out, or has a way of its own. The people behind it notice nothing."""

import asyncio
import itertools
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.actions.bind import invite
from bot.channels.telegram.bot import address_of, who
from bot.channels.telegram.poll import Poller
from bot.channels.telegram.settings import TelegramSettings
from bot.domain.drawn import Drawable
from bot.engine.worker import Wake
from tests.builders import small_plan
from tests.peers.botapi.faults import Delay, Reset
from tests.peers.botapi.http import Answer, App, Request, listen
from tests.peers.botapi.people import Person as Phone
from tests.peers.botapi.server import BotApi, bot_api
from tests.telegram import oddities
from tests.telegram.builders import TelegramCity, client, nothing, telegram_city
from tests.telegram.oddities import WAYS_TO_SAY_IT, Oddity
from tests.web.standin import picture

LIAISON = "u02-liaison"
ODDITIES: dict[str, Oddity] = {
    "tells as little as it can": oddities.LEAN,
    "tells what nobody asked for": oddities.TALKATIVE,
    "counts time in milliseconds": oddities.MILLISECONDS,
    "says true instead of the message": oddities.UNNUMBERED,
    "says null instead of the message": oddities.NOTHING,
    "does not say under which number a button was pressed": oddities.PRESSED_SOMEWHERE,
    "does not say where a button was pressed": oddities.PRESSED_NOWHERE,
    "has null for no news": oddities.NULL_FOR_NONE,
    "has news in any order, and twice": oddities.JUMBLED,
    "numbers updates in text": oddities.NUMBERS_AS_TEXT,
    "holds no poll": oddities.at_once,
    "ignores the offset": oddities.never_forgets,
    "knows no HTML": oddities.NO_HTML,
    "knows no tg-time": oddities.NO_MOMENTS,
    "knows no reply_parameters": oddities.NO_NEW_FIELDS,
    "knows no allowed_updates": oddities.NO_KINDS,
    "knows no coloured buttons": oddities.NO_COLOURS,
    "lacks sendPhoto": oddities.lacking({"sendphoto"}, oddities.NOT_FOUND),
    "lacks all files": oddities.lacking(oddities.PICTURES, oddities.NOT_FOUND),
    "names files on its own disk": oddities.ON_ITS_DISK,
    "answers 201": oddities.CREATED,
    "answers 200 to everything": oddities.ALWAYS_200,
    "answers in gzip": oddities.ZIPPED,
    "calls its JSON text": oddities.AS_TEXT,
} | {
    f"lacks what is nice to have, {said}": oddities.lacking(oddities.NICE_TO_HAVE, answer)
    for said, answer in WAYS_TO_SAY_IT.items()
}


async def draw(drawn: Drawable, language: str) -> bytes:
    return picture()


@asynccontextmanager
async def town_on(server: BotApi, folder: Path, mode: str = "polling") -> AsyncIterator[TelegramCity]:
    async with telegram_city(folder, server, mode, small_plan(), start="2023-10-31", draw=draw) as town:
        await town.go_live("2023-11-01")
        yield town


@pytest.fixture
async def ours() -> AsyncIterator[BotApi]:
    """The server behind the glass."""
    async with bot_api() as server:
        yield server
        assert server.complaints == []


def reads(server: BotApi, phone: Phone, *words: str) -> "asyncio.Future[None]":
    """Until these words stand on the phone, whether as a new message or in the place of an old one."""
    seen = lambda: any(all(word in one.text for word in words) for one in phone.heard)
    return asyncio.ensure_future(server.until(seen))


async def the_main_job(server: BotApi, town: TelegramCity) -> None:
    """Reminded, asked, answered in words and with a picture, corrected, summed up, in a group."""
    liaison, coordinator = town.phone_of(LIAISON), town.phone_of("coordinator")
    await town.sleep_until("2023-12-04")
    await reads(server, liaison, "工作提醒", "燃煤锅炉全部淘汰")
    await liaison.press("反馈进展")
    await reads(server, liaison, "反馈：第1项")
    said = await liaison.write("完成85%，剩余2座正在改造")
    await reads(server, liaison, "已记录：第1项", "进度：85%")
    await liaison.edit(said, "完成90%，剩余1座正在改造")
    await reads(server, liaison, "已记录：第1项", "进度：90%")
    await liaison.photo(picture(), caption="现场照片")
    await reads(server, liaison, "附件：1份")
    await coordinator.write("/summary")
    await reads(server, coordinator, "督办摘要", "3项任务")
    await server.until(
        lambda: any(one.photo or one.document or "任务灯图" in one.text for one in coordinator.heard)
    )
    group = server.group(-5001, "指挥群", [coordinator, liaison])
    await group.add_bot(by=coordinator)
    await server.until(lambda: any("本群仅发布督办情况" in one.text for one in group.heard))
    assert server.shown_twice() == {}


@pytest.mark.parametrize("oddity", ODDITIES.values(), ids=ODDITIES)
async def test_the_main_job_is_done_on_a_server_that(tmp_path: Path, ours: BotApi, oddity: Oddity) -> None:
    async with listen(oddity(ours.handle)) as ours.address, town_on(ours, tmp_path) as town:
        await who(town.api)
        await town.menus.sync(await town.contexts.current())
        await the_main_job(ours, town)


async def test_the_main_job_is_done_on_a_server_that_gives_addresses_of_files(
    tmp_path: Path, ours: BotApi
) -> None:
    oddity = oddities.at_an_address(lambda: ours.address)
    async with listen(oddity(ours.handle)) as ours.address, town_on(ours, tmp_path) as town:
        await the_main_job(ours, town)


async def test_a_webhook_asks_for_nothing_but_to_be_set(tmp_path: Path, ours: BotApi) -> None:
    oddity = oddities.lacking(oddities.NICE_TO_HAVE, oddities.NOT_FOUND)
    async with listen(oddity(ours.handle)) as ours.address, town_on(ours, tmp_path, "webhook") as town:
        await the_main_job(ours, town)


async def test_the_main_job_is_done_over_http_1_0(tmp_path: Path, ours: BotApi) -> None:
    async with oddities.of_old(ours.handle) as ours.address, town_on(ours, tmp_path) as town:
        await the_main_job(ours, town)


async def test_the_main_job_is_done_on_a_slow_server(tmp_path: Path, ours: BotApi) -> None:
    ours.faults.add("*", Delay(0.05), math.inf)
    async with town_on(ours, tmp_path) as town:
        await the_main_job(ours, town)


async def test_the_main_job_is_done_where_numbers_are_large(tmp_path: Path, ours: BotApi) -> None:
    ours.state.world._numbers = itertools.count(2**40)
    ours.state.updates._ids = itertools.count(2**62)
    async with town_on(ours, tmp_path) as town:
        await the_main_job(ours, town)


async def test_a_person_with_a_number_beyond_32_bits_is_bound_and_reminded(
    tmp_path: Path, ours: BotApi
) -> None:
    async with town_on(ours, tmp_path) as town:
        await town.sleep_until("2023-11-02")
        person = (await town.contexts.current()).roster.by_id[LIAISON]
        await invite(town.store, person, "ABCD2345", town.now)
        phone = ours.person(2**45, "新手机")
        await phone.write("/start ABCD2345")
        await reads(ours, phone, "绑定")
        await town.sleep_until("2023-12-04")
        await reads(ours, phone, "工作提醒")


# ---- addresses


@pytest.mark.parametrize("written", ["", "/", "/bot", "/bot/"])
async def test_the_address_may_be_written_with_or_without_its_end(ours: BotApi, written: str) -> None:
    async with listen(oddities.under("/relay/1")(ours.handle)) as address:
        found = address_of(TelegramSettings(token=ours.token, base_url=f"{address}/relay/1{written}"))
        ours.address = found.base_url.removesuffix("/bot")
        async with client(ours) as api:
            assert (await who(api)).username == "duban_test_bot"
        assert found.base_file_url == f"{address}/relay/1/file/bot"


@pytest.mark.parametrize(
    "written", ["http://files", "http://files/", "http://files/file", "http://files/file/bot/"]
)
def test_the_address_of_files_too(written: str) -> None:
    assert address_of(TelegramSettings(base_file_url=written)).base_file_url == "http://files/file/bot"


# ---- how often it is asked, and what is forgotten


@pytest.mark.parametrize("oddity", [oddities.at_once, oddities.never_forgets])
async def test_a_server_that_holds_no_poll_is_not_asked_without_pause(ours: BotApi, oddity: Oddity) -> None:
    floor = 0.05
    asked: list[float] = []
    clock = asyncio.get_running_loop().time

    def counting(app: App) -> App:
        async def counted(request: Request) -> Answer:
            asked.append(clock())
            return await app(request)

        return counted

    async def take(raw: object) -> None:
        return None

    wang = ours.person(1001, "王某")
    await wang.write("你好")
    async with listen(counting(oddity(ours.handle))) as ours.address, client(ours) as api:
        wake = Wake()
        polling = asyncio.create_task(Poller(api, take, nothing, floor=floor).run(wake))
        await ours.until(lambda: len(ours.calls("getUpdates")) >= 12)
        wake.stop()
        await polling
    assert asked[11] - asked[1] > 9 * floor


async def test_a_server_started_anew_counts_from_one_and_is_heard(tmp_path: Path, ours: BotApi) -> None:
    """First while we poll, then while we are away: numbers that were used once are used again."""
    async with town_on(ours, tmp_path) as town:
        phone = town.phone_of(LIAISON)
        await phone.write("/tasks")
        await reads(ours, phone, "我的任务")
        first = min(ours.state.updates.archive)
        ours.faults.add("getUpdates", Reset())
        ours.state.updates._ids = itertools.count(1)
        await phone.write("/late")
        await reads(ours, phone, "逾期")
        await town.down_until("2023-11-02")
        ours.state.updates._ids = itertools.count(first)
        await phone.write("/lang")
        await reads(ours, phone, "语言")
        heard = len(phone.heard)
        ours.repeat(first)
        await phone.write("/help")
        await ours.until(lambda: len(phone.heard) > heard)
        assert len(phone.heard) == heard + 1
