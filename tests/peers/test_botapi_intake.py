"""How updates reach the bot: held polls, conflicts, a webhook that tries again."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot
from telegram.error import Conflict

from tests.peers.botapi.http import Answer, Request, listen
from tests.peers.botapi.people import Person
from tests.peers.botapi.refusal import Json
from tests.peers.botapi.server import BotApi
from tests.peers.conftest import Ask


class Receiver:
    """The bot's side of a webhook."""

    def __init__(self, server: BotApi) -> None:
        self.heard: list[Json] = []
        self.headers: list[dict[str, str]] = []
        self.statuses: list[int] = []  # to answer first; then 200
        self.held: dict[int, asyncio.Event] = {}  # by chat: no answer before
        self.waiting: set[int] = set()
        self._bell = server.state.world.bell

    async def take(self, request: Request) -> Answer:
        update = json.loads(request.body)
        self.headers.append(request.headers)
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200:
            self.heard.append(update)
        chat = update["message"]["chat"]["id"]
        self._bell.ring()
        if chat in self.held:
            self.waiting.add(chat)
            await self.held[chat].wait()
        return Answer(status, b"")

    @property
    def texts(self) -> list[str]:
        return [one["message"]["text"] for one in self.heard]


@asynccontextmanager
async def hooked(server: BotApi, bot: Bot, **options: object) -> AsyncIterator[Receiver]:
    receiver = Receiver(server)
    async with listen(receiver.take) as address:
        await bot.set_webhook(f"{address}/hook", **options)  # type: ignore[arg-type]
        yield receiver
        await bot.delete_webhook()


async def test_a_second_poller_ends_the_first(server: BotApi, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=10))
    await server.until(lambda: server.quiet)
    second = asyncio.create_task(bot.get_updates(timeout=10))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    await server.person(1001).write("话")
    assert len(await second) == 1


async def test_an_offset_confirms_and_a_negative_one_forgets(server: BotApi, bot: Bot, wang: Person) -> None:
    for n in range(4):
        await wang.write(f"第{n}句")
    [*_, last] = await bot.get_updates(limit=3)
    assert [one.message.text for one in await bot.get_updates(offset=last.update_id) if one.message] == [
        "第1句",
        "第2句",
        "第3句",
    ]
    assert [one.message.text for one in await bot.get_updates(offset=-1) if one.message] == ["第3句"]
    assert len(server.pending) == 1


async def test_kinds_not_asked_for_are_not_sent_and_the_wish_is_remembered(
    server: BotApi, bot: Bot, wang: Person
) -> None:
    await bot.get_updates(offset=-1, allowed_updates=["edited_message"])
    message = await wang.write("话")
    await wang.edit(message, "改过的话")
    assert [one.edited_message is not None for one in await bot.get_updates()][1:] == [True]
    await bot.get_updates(allowed_updates=[])
    await wang.write("又一句")
    assert (await bot.get_updates())[-1].message is not None


async def test_an_old_update_can_come_again(server: BotApi, bot: Bot, wang: Person) -> None:
    [update] = await bot.get_updates()
    await bot.get_updates(offset=update.update_id + 1)
    server.repeat(update.update_id)
    assert [one.update_id for one in await bot.get_updates(offset=update.update_id + 1)] == [update.update_id]
    assert await bot.get_updates(offset=update.update_id + 1) == ()


async def test_a_poll_whose_client_left_swallows_nothing(server: BotApi, bot: Bot, wang: Person) -> None:
    [update] = await bot.get_updates()
    lost = asyncio.create_task(bot.get_updates(offset=update.update_id + 1, timeout=10))
    await server.until(lambda: len(server.calls("getUpdates")) == 2)
    lost.cancel()
    await server.until(lambda: not server.polled)
    server.repeat(update.update_id)
    assert len(await bot.get_updates(offset=update.update_id + 1)) == 1


async def test_no_polling_beside_a_webhook(server: BotApi, bot: Bot) -> None:
    async with hooked(server, bot):
        with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
            await bot.get_updates()


async def test_a_webhook_has_the_secret_and_is_confirmed(server: BotApi, bot: Bot, wang: Person) -> None:
    async with hooked(server, bot, secret_token="a-Secret_1") as receiver:
        await server.until(lambda: not server.pending)
        assert receiver.texts == ["/start"]
        headers = receiver.headers[0]
        assert headers["x-telegram-bot-api-secret-token"] == "a-Secret_1"
        assert headers["content-type"] == "application/json"
        server.repeat(receiver.heard[0]["update_id"])
        await server.until(lambda: len(receiver.heard) == 2)
        assert receiver.heard[0] == receiver.heard[1]


async def test_one_chat_waits_in_line_while_another_goes_ahead(
    server: BotApi, bot: Bot, wang: Person
) -> None:
    li = server.person(1002, "李某")
    async with hooked(server, bot, drop_pending_updates=True) as receiver:
        receiver.held[wang.id] = asyncio.Event()
        await wang.write("一")
        await wang.write("二")
        await server.until(lambda: wang.id in receiver.waiting)
        await li.write("三")
        await server.until(lambda: "三" in receiver.texts)
        assert receiver.texts == ["一", "三"]
        receiver.held[wang.id].set()
        await server.until(lambda: not server.pending)
        assert receiver.texts == ["一", "三", "二"]


async def test_a_failing_webhook_is_tried_again_in_order(server: BotApi, bot: Bot, wang: Person) -> None:
    async with hooked(server, bot, drop_pending_updates=True) as receiver:
        receiver.statuses = [500, 401, 502]
        await wang.write("一")
        await wang.write("二")
        await server.until(lambda: not server.pending)
        assert receiver.texts == ["一", "二"]
        info = await bot.get_webhook_info()
        assert info.last_error_message == "Wrong response from the webhook: 502 Bad Gateway"
        assert info.pending_update_count == 0


async def test_nobody_at_the_address_leaves_the_updates_for_the_poller(
    server: BotApi, bot: Bot, wang: Person
) -> None:
    async with listen(Receiver(server).take) as address:
        pass
    await bot.set_webhook(address)
    await server.until(lambda: server.state.errors.message)
    info = await bot.get_webhook_info()
    assert (info.last_error_message, info.pending_update_count) == ("Connection refused", 1)
    await bot.delete_webhook()
    assert len(await bot.get_updates()) == 1


async def test_an_update_nobody_can_read_goes_through_as_it_is(bare: BotApi, ask: Ask) -> None:
    bare.inject({"update_id": 7, "callback_query": {"id": "no instance"}})
    assert (await ask("getUpdates"))["result"] == [{"update_id": 7, "callback_query": {"id": "no instance"}}]
