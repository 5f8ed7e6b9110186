"""The rules of the stand-in's long connection, each by its number. Tencent's client proves the rest of it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from bot.simulate.play import SimulatedClock
from tests.peers.wecom.server import WeCom, wecom
from tests.peers.wecom.world import DAY, HOUR, MINUTE, SECOND
from tests.wecom.waiting import until

CARD: dict[str, Any] = {
    "card_type": "button_interaction",
    "main_title": {"title": "今日待办"},
    "button_list": [{"text": "填报", "key": "say:1"}],
    "task_id": "m1",
}
MARKDOWN = {"msgtype": "markdown", "markdown": {"content": "一"}}
WHO = "ZhangSan"
Json = dict[str, Any]


@dataclass
class Client:
    server: WeCom
    socket: ClientConnection
    ids: "count[int]" = field(default_factory=lambda: count(1))

    async def ask(self, cmd: str, body: Json, req_id: str = "") -> int:
        return int((await self.answer(cmd, body, req_id))["errcode"])

    async def answer(self, cmd: str, body: Json, req_id: str = "") -> Json:
        req_id = req_id or f"r{next(self.ids)}"
        await self.socket.send(json.dumps({"cmd": cmd, "headers": {"req_id": req_id}, "body": body}))
        while True:
            frame: Json = json.loads(await self.socket.recv())
            if "cmd" not in frame and frame["headers"]["req_id"] == req_id:
                return frame

    async def subscribe(self, **other: str) -> int:
        bot = self.server.corp.bots[0]
        return await self.ask("aibot_subscribe", {"bot_id": bot.id, "secret": bot.secret, **other})

    def push(self, content: Json, to: str = WHO, kind: int = 1) -> Json:
        return {"chatid": to, "chat_type": kind, **content}

    async def heard(self, words: str = "在", group: Any = None) -> str:
        """The req_id of what a person says."""
        await self.server.person(WHO).say(words, via="bot", group=group)
        return self.brought()

    def brought(self) -> str:
        return next(reversed(self.server.hub.callbacks.kept))


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(1_795_704_339_000)


@pytest.fixture
async def server(clock: SimulatedClock) -> AsyncIterator[WeCom]:
    async with wecom(clock) as server:
        server.person(WHO)
        yield server


@asynccontextmanager
async def client(server: WeCom) -> AsyncIterator[Client]:
    async with connect(server.ws) as socket:
        yield Client(server, socket)


@pytest.fixture
async def on(server: WeCom) -> AsyncIterator[Client]:
    async with client(server) as found:
        assert await found.subscribe() == 0
        yield found


async def test_who_may_subscribe(server: WeCom) -> None:
    async with client(server) as found:
        assert await found.ask("aibot_send_msg", found.push(MARKDOWN)) == 846609
        assert await found.subscribe(secret="another-fake-secret") == 853000
        server.corp.bots[0].mode = "webhook"
        assert await found.subscribe() == 846601
        server.corp.bots[0].mode = "long"
        assert [await found.subscribe() for _ in range(4)] == [0, 0, 0, 45009]


@pytest.mark.parametrize("kick", ["close", "open"])
async def test_the_first_hears_that_a_second_has_subscribed(server: WeCom, kick: str) -> None:
    server.turn(kick=kick)
    async with client(server) as first, client(server) as second:
        await first.subscribe()
        await second.subscribe()
        told = json.loads(await first.socket.recv())
        assert told["body"]["event"] == {"eventtype": "disconnected_event"}
        if kick == "close":
            with pytest.raises(ConnectionClosed):
                await first.socket.recv()
        else:
            assert (await first.ask("ping", {}), await first.ask("aibot_send_msg", {})) == (0, 846609)


async def test_a_message_is_answered_once_and_within_a_day(on: Client, clock: SimulatedClock) -> None:
    assert await on.ask("aibot_respond_msg", MARKDOWN, "unknown") == 846605
    assert [await on.ask("aibot_respond_msg", MARKDOWN, r) for r in [await on.heard()] * 2] == [0, 846606]
    late = await on.heard()
    clock.now += DAY + 1
    assert await on.ask("aibot_respond_msg", MARKDOWN, late) == 846604
    on.server.turn(one_reply=False)
    assert [await on.ask("aibot_respond_msg", MARKDOWN, r) for r in [await on.heard()] * 2] == [0, 0]


def stream(content: str, finish: bool = False, **more: object) -> Json:
    return {"msgtype": "stream", "stream": {"id": "s1", "finish": finish, "content": content, **more}}


@pytest.mark.parametrize("minutes", [6, 10])
async def test_a_stream_has_its_time_and_length(on: Client, clock: SimulatedClock, minutes: int) -> None:
    on.server.turn(stream_minutes=minutes)
    req_id = await on.heard()
    assert await on.ask("aibot_respond_msg", stream("又" * 6827), req_id) == 45002
    assert await on.ask("aibot_respond_msg", stream("", msg_item=[]), req_id) == 40058
    assert await on.ask("aibot_respond_msg", {"msgtype": "stream_with_template_card"}, req_id) == 40008
    assert await on.ask("aibot_respond_msg", stream("正在记录"), req_id) == 0
    clock.now += minutes * MINUTE
    assert await on.ask("aibot_respond_msg", stream("还在"), req_id) == 0
    clock.now += 1
    assert await on.ask("aibot_respond_msg", stream("完", True), req_id) == 846608


@pytest.mark.parametrize(("allowed", "code"), [(False, 600039), (True, 0)])
async def test_groups_have_no_cards_and_perhaps_no_streams(on: Client, allowed: bool, code: int) -> None:
    on.server.turn(stream_in_group=allowed)
    group = on.server.group("群", [on.server.person(WHO)])
    card = {"msgtype": "template_card", "template_card": CARD}
    assert await on.ask("aibot_respond_msg", card, await on.heard(group=group)) != 0
    assert await on.ask("aibot_respond_msg", stream("完", True), await on.heard(group=group)) == code
    assert await on.ask("aibot_send_msg", on.push(card, group.chatid, 2)) != 0


async def test_a_card_is_updated_once_within_five_seconds_under_its_task_id(
    on: Client, clock: SimulatedClock
) -> None:
    card = {"msgtype": "template_card", "template_card": CARD}
    message = await on.heard()
    assert await on.ask("aibot_respond_msg", card, message) == 0
    update = {"response_type": "update_template_card", "template_card": CARD, "userids": [WHO]}
    assert await on.ask("aibot_respond_update_msg", update, message) == 846605
    phone = on.server.person(WHO)
    await phone.press("填报", via="bot")
    press = on.brought()
    other = update | {"template_card": CARD | {"task_id": "m2"}}
    assert await on.ask("aibot_respond_update_msg", other, press) == 846625
    assert await on.ask("aibot_respond_update_msg", update | {"response_type": "?"}, press) == 93050
    assert await on.ask("aibot_respond_msg", MARKDOWN, press) == 846605
    assert [await on.ask("aibot_respond_update_msg", update, press) for _ in range(2)] == [0, 846606]
    await phone.press("填报", via="bot")
    clock.now += 5 * SECOND + 1
    assert await on.ask("aibot_respond_update_msg", update, on.brought()) == 846604


async def test_a_welcome_is_for_who_enters_once_within_five_seconds(
    on: Client, clock: SimulatedClock
) -> None:
    hello = {"msgtype": "text", "text": {"content": "您好"}}
    assert await on.ask("aibot_respond_welcome_msg", hello, await on.heard()) == 846605
    await on.server.person(WHO).enter(via="bot")
    entry = on.brought()
    assert [await on.ask("aibot_respond_welcome_msg", hello, entry) for _ in range(2)] == [0, 846606]
    await on.server.person(WHO).enter(via="bot")
    clock.now += 5 * SECOND + 1
    assert await on.ask("aibot_respond_welcome_msg", hello, on.brought()) == 846604


async def test_whom_a_push_reaches(on: Client) -> None:
    assert await on.ask("aibot_send_msg", on.push(MARKDOWN, "nobody")) == 93006
    assert await on.ask("aibot_send_msg", on.push(MARKDOWN)) == 846607  # never wrote
    group = on.server.group("群", [on.server.person(WHO)])
    assert await on.ask("aibot_send_msg", on.push(MARKDOWN, group.chatid, 2)) == 846607
    await on.heard()
    await on.heard(group=group)
    assert await on.ask("aibot_send_msg", on.push(MARKDOWN, WHO.upper())) == 0
    assert await on.ask("aibot_send_msg", on.push(MARKDOWN, group.chatid, 0)) == 0
    assert await on.ask("aibot_send_msg", on.push(MARKDOWN, group.chatid.lower(), 2)) == 93006
    for kind in ("text", "markdown_v2"):
        assert await on.ask("aibot_send_msg", on.push({"msgtype": kind, kind: {"content": "一"}})) == 40008
    group.has_bot = False
    assert await on.ask("aibot_send_msg", on.push(MARKDOWN, group.chatid, 2)) == 93001


@pytest.mark.parametrize(("group_push", "later"), [("yes", 0), ("day", 846607), ("never", 846607)])
async def test_a_group_that_was_quiet_for_a_day(
    on: Client, clock: SimulatedClock, group_push: str, later: int
) -> None:
    on.server.turn(group_push=group_push)
    group = on.server.group("群", [on.server.person(WHO)])
    await on.heard(group=group)
    clock.now += DAY + 1
    assert await on.ask("aibot_send_msg", on.push(MARKDOWN, group.chatid, 2)) == later


@pytest.mark.parametrize("code", [45009, 846607])
async def test_thirty_a_minute_and_a_thousand_an_hour(on: Client, clock: SimulatedClock, code: int) -> None:
    on.server.turn(rate_code=code)
    await on.heard()
    clock.now += 7 * MINUTE
    sent = [await on.ask("aibot_send_msg", on.push(MARKDOWN)) for _ in range(31)]
    assert sent == [0] * 30 + [code]
    clock.now += MINUTE
    assert await on.ask("aibot_send_msg", on.push(MARKDOWN)) == 0
    chat = on.server.hub.commands.chats(on.server.corp, on.server.corp.bots[0])
    chat.sent[WHO.casefold()].extend([clock.now] * 970)
    clock.now += MINUTE
    assert await on.ask("aibot_send_msg", on.push(MARKDOWN)) == code
    clock.now += HOUR
    assert await on.ask("aibot_send_msg", on.push(MARKDOWN)) == 0


UPLOADS: list[tuple[Json, int]] = [
    ({}, 0),
    ({"type": "picture"}, 846697),
    ({"filename": "又" * 86}, 846697),
    ({"total_size": 4}, 40006),
    ({"total_size": 20 * 1024 * 1024 + 1, "total_chunks": 41}, 45001),
    ({"total_chunks": 2}, 846612),
]


@pytest.mark.parametrize(("other", "code"), UPLOADS)
async def test_what_may_be_uploaded(on: Client, other: Json, code: int) -> None:
    about = {"type": "file", "filename": "台账.xlsx", "total_size": 9, "total_chunks": 1, "md5": ""} | other
    assert await on.ask("aibot_upload_media_init", about) == code


async def test_the_pieces_of_an_upload(on: Client, clock: SimulatedClock) -> None:
    about = {"type": "file", "filename": "台账.xlsx", "total_size": 9, "total_chunks": 1, "md5": "f" * 32}
    upload = (await on.answer("aibot_upload_media_init", about))["body"]
    piece = upload | {"chunk_index": 0, "base64_data": "QUJDREVGR0hJ"}
    assert await on.ask("aibot_upload_media_finish", upload) == 846616  # one is missing
    assert await on.ask("aibot_upload_media_chunk", piece | {"chunk_index": 1}) == 846613
    assert await on.ask("aibot_upload_media_chunk", piece | {"base64_data": "QUJD" * 174_764}) == 846611
    assert [await on.ask("aibot_upload_media_chunk", piece) for _ in range(2)] == [0, 0]
    assert await on.ask("aibot_upload_media_finish", upload) == 846616  # another md5
    clock.now += 30 * MINUTE + 1
    assert await on.ask("aibot_upload_media_chunk", piece) == 846616


@pytest.mark.parametrize("kept", [False, True])
async def test_what_is_written_while_nobody_is_subscribed(server: WeCom, kept: bool) -> None:
    server.turn(keep_unheard=kept)
    await server.person(WHO).say("有人吗", via="bot")
    await until(lambda: server.hub.subscriptions.lost or server.hub.subscriptions.unheard)
    async with client(server) as found:
        await found.subscribe()
        await server.person(WHO).say("在吗", via="bot")
        told = json.loads(await found.socket.recv())["body"]["text"]["content"]
    assert told == ("有人吗" if kept else "在吗")


async def test_a_bot_of_nobody_with_the_right_hears_no_names(on: Client) -> None:
    on.server.corp.bots[0].creator_is_admin = False
    await on.server.person(WHO).say("在", via="bot")
    assert WHO not in json.loads(await on.socket.recv())["body"]["from"]["userid"]


@pytest.mark.parametrize("code", [1000, 1006])
async def test_who_does_not_ping_is_closed(server: WeCom, code: int) -> None:
    server.turn(silent_close=code)
    server.hub.modes.silence = 0.05
    async with client(server) as found:
        await found.subscribe()
        with pytest.raises(ConnectionClosed):
            await found.socket.recv()
        assert found.socket.close_code == code
