"""Days in a city that has only the bot: BotID and Secret, no public address, no address that WeCom must trust."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from bot.actions.bind import invite
from bot.channels.spec import Services
from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.bot_lines import open_bots
from bot.chat.router import Received
from bot.context.ports import Channel, Inbound
from bot.domain.assignment import Assignment
from bot.engine.worker import Wake
from bot.storage.leases import LeaseTable
from tests.builders import ZH, small_plan
from tests.peers.wecom.shown import Shown
from tests.web.standin import picture
from tests.wecom.bot_city import QUICK, BotCity, bot_city
from tests.wecom.waiting import until

LIAISON, HEAD, LEAD = "u02-liaison", "u02-head", "市城市管理局"
MEGABYTE = 1024 * 1024


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[BotCity]:
    async with bot_city(tmp_path, small_plan(), start="2023-10-31") as founded:
        await founded.go_live("2023-11-01")
        yield founded
        assert founded.server.complaints == []


def bubbles(town: BotCity, person: str) -> list[Shown]:
    return town.phone_of(person).heard("bot")


def words(town: BotCity, person: str) -> str:
    return "\n".join(one.words for one in bubbles(town, person))


async def boilers(town: BotCity) -> Assignment:
    return await town.milestone("1.1", LEAD)


async def test_a_city_without_a_public_address_goes_from_the_code_to_the_closing(tmp_path: Path) -> None:
    async with bot_city(tmp_path, small_plan(), start="2023-10-31", bound=False) as town:
        people = (await town.contexts.current()).roster.by_id
        await town.go_live("2023-11-01")
        for n, person in enumerate((LIAISON, HEAD, "coordinator")):
            await invite(town.store, people[person], f"K7MQ2X{n + 2}9", town.now)
            phone = town.phone_of(person)
            await phone.enter(via="bot")
            await until(lambda phone=phone: phone.heard("bot"))  # type: ignore[misc]
            await town.say(person, f"K7MQ2X{n + 2}9")
        await town.sleep_until("2023-11-01", "12:00")
        await town.say(LIAISON, "签收")
        await town.sleep_until("2023-12-29", "12:00")
        assert town.day(town.pushed(LIAISON)[-1]) == "2023-12-29"  # the due day
        assert "燃煤锅炉全部淘汰" in words(town, LIAISON)
        await town.sleep_until("2024-01-02", "12:00")
        assert "燃煤锅炉" in words(town, HEAD)  # the day after, the head
        await town.sleep_until("2024-01-03", "10:00")
        await town.say(LIAISON, "1.1 全部淘汰完毕，提交")
        if (await boilers(town)).state != "submitted":
            await town.press(LIAISON, "提交")
        await town.sleep_until("2024-01-04", "10:00")
        await town.press("coordinator", "通过")
        assert (await boilers(town)).state == "closed"
        assert {one.transport for one in town.server.ledger.calls} == {"bot"}
        assert town.server.complaints == []


async def test_a_pressed_card_is_grey_at_once_and_a_second_press_does_nothing(town: BotCity) -> None:
    await town.sleep_until("2023-12-04", "12:00")
    item = (await boilers(town)).id
    message = next(m for m in town.phone(LIAISON) if f"same:{item}" in str(m.card.buttons))
    await town.press_payload(LIAISON, f"same:{item}", message.message_id)
    posted = await town.posted(LIAISON, message.message_id)
    assert (posted.updates, posted.pressed) == (1, False)
    assert "✓ " in str(posted.content["sub_title_text"])
    events = town.rows("SELECT kind FROM event WHERE kind = 'reported'")
    with pytest.raises(LookupError):
        await town.press_payload(LIAISON, f"same:{item}", message.message_id)
    assert town.rows("SELECT kind FROM event WHERE kind = 'reported'") == events != []


async def test_a_card_is_settled_while_a_large_file_is_still_being_fetched(town: BotCity) -> None:
    await town.sleep_until("2023-12-04", "12:00")
    item = (await boilers(town)).id
    message = next(m for m in town.phone(LIAISON) if f"same:{item}" in str(m.card.buttons))
    posted = await town.posted(LIAISON, message.message_id)
    modes = town.server.hub.modes.downloads
    modes.slow = 3600.0
    await town.phone_of(LIAISON).file("现场录像.mp4", bytes(40 * MEGABYTE))
    await until(lambda: town.server.hub.downloads.asked)
    corp, member = town.server.corp, town.phone_of(LIAISON).member
    town.server.hub.pressed(corp, member, posted, f"same:{item}", {})
    await until(lambda: posted.updates)
    assert town.rows("SELECT 1 FROM arrived WHERE channel = 'wecom_bot'")  # the file is not through


@pytest.mark.parametrize("file_name", ["rfc2231", "percent", "none"])
async def test_a_ledger_arrives_byte_for_byte_and_goes_on_under_its_name(
    town: BotCity, file_name: str
) -> None:
    town.server.turn(file_name=file_name)
    name, body = "台账（终稿）.xlsx", b"PK\x03\x04" + bytes(n % 253 for n in range(2 * MEGABYTE))
    await town.sleep_until("2023-12-04", "12:00")
    await town.does(lambda: town.phone_of(LIAISON).file(name, body))
    [(kept, sha256)] = town.rows("SELECT name, sha256 FROM attachment")
    assert sha256 == hashlib.sha256(body).hexdigest()
    assert kept == name or (file_name == "none" and kept.endswith(".zip"))


async def test_a_photo_and_the_words_a_minute_later_are_one_matter(town: BotCity) -> None:
    """It is kept with its bytes: its address is dead five minutes later."""
    await town.sleep_until("2023-12-04", "12:00")
    phone = town.phone_of(LIAISON)
    await town.does(lambda: phone.photo(picture(), via="bot"))
    town.clock.now += 60_000
    await town.say(LIAISON, "1.1 淘汰了80%")
    town.clock.now += 10 * 60_000
    assert town.rows("SELECT hex(body) FROM attachment") == [(picture().hex().upper(),)]
    a = await boilers(town)
    assert a.percent == 80


async def test_a_photo_whose_address_is_dead_is_said_to_be_missing(town: BotCity) -> None:
    await town.sleep_until("2023-12-04", "12:00")
    hub, phone = town.server.hub, town.phone_of(LIAISON)
    media = hub.downloads.add("photo.jpg", picture())
    town.clock.now += 6 * 60_000
    body = {"msgtype": "image", "image": media}

    async def deed() -> None:
        hub.hears(town.server.corp, town.bot, phone.userid, "", body)

    await town.does(deed)
    assert ZH.say("heard.not_fetched") in words(town, LIAISON)


async def test_a_file_that_breaks_off_in_the_middle_is_said_to_be_missing(town: BotCity) -> None:
    town.server.hub.modes.downloads.cut = True
    await town.sleep_until("2023-12-04", "12:00")
    await town.does(lambda: town.phone_of(LIAISON).file("清单.pdf", b"%PDF-1.7 list" * 99))
    assert ZH.say("heard.not_fetched") in words(town, LIAISON)


async def test_a_file_beyond_the_limit_is_named_as_such_whatever_its_length_says(town: BotCity) -> None:
    modes = town.server.hub.modes.downloads
    modes.huge, modes.no_length = 100 * MEGABYTE, True
    await town.sleep_until("2023-12-04", "12:00")
    await town.does(lambda: town.phone_of(LIAISON).file("录像.mp4", bytes(9)))
    assert ZH.say("heard.too_large") in words(town, LIAISON)


async def test_an_unknown_event_is_kept_and_an_appmsg_gives_its_file(town: BotCity) -> None:
    await town.sleep_until("2023-12-04", "12:00")
    hub, corp, user = town.server.hub, town.server.corp, town.userid(LIAISON)
    media = hub.downloads.add("清单.pdf", b"%PDF-1.7 list")

    async def deed() -> None:
        hub.happens(corp, town.bot, user, "something_new_event", {})
        hub.happens(corp, town.bot, user, "feedback_event", {"id": "fb1", "type": 1})
        hub.hears(corp, town.bot, user, "", {"msgtype": "appmsg", "appmsg": {"title": "清单", "file": media}})

    await town.does(deed)
    assert [error for _, error in town.inbox() if "something_new_event" in error]
    assert town.rows("SELECT name FROM attachment") == [("清单.pdf",)]
    await town.say(LIAISON, "进展")  # and the next is heard
    assert bubbles(town, LIAISON)[-1].words


async def test_a_quoted_message_is_found_by_its_words(town: BotCity) -> None:
    await town.sleep_until("2023-12-04", "12:00")
    item = (await boilers(town)).id
    message = next(m for m in town.phone(LIAISON) if item in m.card.assignments)
    await town.say(LIAISON, "完成60%", reply_to=message.message_id)
    assert (await boilers(town)).percent == 60
    assert town.rows(
        "SELECT 1 FROM message WHERE message_id = ? AND answered_at IS NOT NULL", message.message_id
    )


async def test_what_was_heard_while_the_database_was_away_is_kept(town: BotCity) -> None:
    """The hub brings nothing a second time."""
    await town.sleep_until("2023-12-04", "12:00")
    town.away(3)
    await town.say(LIAISON, "1.1 淘汰了70%")
    assert (await boilers(town)).percent == 70


# ---- groups


async def group_says(town: BotCity, person: str, text: str) -> list[Shown]:
    phone = town.phone_of(person)
    group = town.server.group("督办协调群", [town.phone_of(one) for one in ("coordinator", LIAISON)])
    before = len(phone.heard(group=group))
    await town.does(lambda: phone.say(text, via="bot", group=group))
    return phone.heard(group=group)[before:]


@pytest.mark.parametrize("group_push", ["yes", "never"])
async def test_a_group_reads_what_its_coordinator_asks_for(town: BotCity, group_push: str) -> None:
    """By the question's own req_id: also where nothing may be pushed. In markdown, without buttons."""
    town.server.turn(group_push=group_push)
    await town.sleep_until("2023-12-04", "12:00")
    [shown] = await group_says(town, "coordinator", "/summary")
    assert shown.words.startswith("督办摘要")
    assert (shown.buttons, shown.msgtype) == ([], "markdown")


async def test_a_group_is_told_that_answers_to_others_are_private(town: BotCity) -> None:
    await town.sleep_until(
        "2023-12-04", "12:03"
    )  # an answer waits for no minute, and at :00 the stand-in frowns
    [shown] = await group_says(town, LIAISON, "/summary")
    assert shown.words == ZH.say("group.in_private")
    assert bubbles(town, LIAISON)


# ---- one of several processes


@dataclass
class Process:
    """What of a process speaks for the bot."""

    channel: Channel
    wake: Wake
    listening: "asyncio.Task[None]"

    def up(self) -> bool:
        return self.channel.pace.free_at("", 0) == 0

    async def stop(self) -> None:
        self.wake.stop()
        await self.listening


async def received(town: BotCity, inbound: Inbound) -> Received:
    return await town.chat.receive(inbound, town.now)


async def process(town: BotCity, stack: AsyncExitStack, name: str) -> Process:
    leases = LeaseTable(town.store, name, town.clock, ttl=0.3)
    services = Services(town.store, town.contexts, partial(received, town), town.clock, leases)
    corps = [town.settings()]
    opened = await open_bots(stack, corps, Accounts(corps), services, QUICK)
    wake = Wake()
    return Process(opened.channels[0], wake, asyncio.create_task(opened.listeners[0](wake)))


async def test_of_two_processes_one_speaks_and_the_other_takes_over(town: BotCity) -> None:
    """A lease of the database decides, not the hub."""
    await town.stop_listening()
    async with AsyncExitStack() as stack:
        first, second = [await process(town, stack, name) for name in ("first", "second")]
        await until(lambda: first.up() or second.up())
        speaking, waiting = (first, second) if first.up() else (second, first)
        subscribed = town.server.ledger.count("aibot_subscribe")
        await town.phone_of(LIAISON).say("在", via="bot")
        await until(lambda: town.rows("SELECT 1 FROM inbox"))
        assert not waiting.up()
        await speaking.stop()
        await until(waiting.up)
        assert town.server.ledger.count("aibot_subscribe") == subscribed + 1
        await waiting.stop()
    await town.listen()
