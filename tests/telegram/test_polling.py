"""Polling when things go wrong: silence, another poller, updates that nobody can read, files that do not come."""

import asyncio
import math
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.channels.telegram.api import Patience
from bot.domain.calendar import MINUTE
from bot.engine.worker import Wake, work
from tests.builders import small_plan
from tests.peers.botapi.faults import SERVER_ERROR, Hang
from tests.peers.botapi.server import BotApi
from tests.telegram.builders import TelegramCity, telegram_city
from tests.telegram.listening import health

LIAISON = "u02-liaison"
IMPATIENT = Patience(hold=1, slack=0.1)


@pytest.fixture
def mode() -> str:
    return "polling"


@pytest.fixture
async def impatient(tmp_path: Path, server: BotApi) -> AsyncIterator[TelegramCity]:
    """Its poller has fallen silent after little more than a second."""
    async with telegram_city(
        tmp_path, server, "polling", small_plan(), start="2023-10-31", patience=IMPATIENT
    ) as town:
        await town.go_live("2023-11-01")
        yield town


async def test_a_poller_that_fell_silent_is_noticed_and_connects_anew(impatient: TelegramCity) -> None:
    silence = impatient.server.faults.add("getUpdates", Hang())
    await silence.struck.wait()
    await impatient.say(LIAISON, "/help")
    assert impatient.phone(LIAISON)
    assert not silence.released.is_set()


async def test_health_shows_how_long_nothing_was_heard_of_the_server(impatient: TelegramCity) -> None:
    await impatient.say(LIAISON, "/help")
    assert (await health(impatient)).ok
    silence = impatient.server.faults.add("getUpdates", Hang(), math.inf)
    await silence.struck.wait()
    impatient.clock.now += 6 * MINUTE
    unwell = await health(impatient)
    assert not unwell.ok and unwell.ages["telegram"] == 360
    silence.stop()
    silence.release()
    await impatient.say(LIAISON, "/help")
    assert (await health(impatient)).ok


async def test_another_poller_is_waited_for_until_it_leaves(town: TelegramCity) -> None:
    server = town.server
    async with httpx.AsyncClient() as other:
        refused = 0
        while not refused:
            await server.until(lambda: server.polled)
            await other.post(f"{server.base_url}{server.token}/getUpdates", json={"timeout": 0})
            refused = len([one for one in server.calls("getUpdates") if one.status == 409])
    await town.say(LIAISON, "/help")
    assert town.phone(LIAISON)


async def test_a_server_that_fails_is_asked_again(town: TelegramCity) -> None:
    failing = town.server.faults.add("getUpdates", SERVER_ERROR, 3)
    await town.say(LIAISON, "/help")
    await town.server.until(lambda: failing.hits == 3)
    await town.say(LIAISON, "/tasks")
    assert len(town.phone(LIAISON)) == 2


async def test_what_is_being_dealt_with_at_the_end_is_dealt_with(town: TelegramCity) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    slow, phone = town.server.faults.add("getFile", Hang()), town.phone_of(LIAISON)
    await phone.document("现场.txt", b"photo", caption="正在推进")
    await slow.struck.wait()
    ending = asyncio.create_task(town.stop_listening())
    await asyncio.sleep(0)
    slow.release()
    await ending
    assert [error for _, error in town.inbox()] == [""]
    await town.listen()
    await town.server.until(lambda: town.server.quiet)
    assert len(town.inbox()) == 1


async def test_a_listener_that_fails_takes_nobody_with_it(town: TelegramCity) -> None:
    wake, begun = Wake(), 0

    async def listen() -> None:
        nonlocal begun
        begun += 1
        if begun == 1:
            wake.all()  # nobody waits for the pause after a failure
            raise ConnectionError("the database is away")
        wake.stop()

    await asyncio.wait_for(work(town.store, town.contexts, [], town.clock, wake, [listen]), 10)
    assert begun == 2
