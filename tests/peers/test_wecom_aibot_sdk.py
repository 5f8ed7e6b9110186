"""The hub of the stand-in, proved by Tencent's own client: @wecom/aibot-node-sdk 1.0.7 on loopback.

WECOM_AIBOT_SDK names its entry file; .ci/run installs it. Without it these tests are skipped.
"""

import asyncio
import json
import os
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.peers.wecom.server import WeCom, wecom
from tests.peers.wecom.world import Bot, Corp
from tests.web.standin import picture

SDK = os.environ.get("WECOM_AIBOT_SDK", "")
PROGRAM = Path(__file__).parent / "node" / "aibot.mjs"
PATIENCE = 20.0  # seconds until a test gives up; nothing waits that long

pytestmark = pytest.mark.skipif(not SDK, reason="WECOM_AIBOT_SDK names no @wecom/aibot-node-sdk")

BUTTONS: list[dict[str, object]] = [
    {"text": "填报", "style": 1, "key": "say:1"},
    {"text": "无变化", "style": 2, "key": "same:1"},
]
CARD: dict[str, object] = {
    "card_type": "button_interaction",
    "main_title": {"title": "今日待办", "desc": "1月2日"},
    "sub_title_text": "第13项 燃煤锅炉超低排放改造",
    "button_list": BUTTONS,
    "task_id": "m1@u02-liaison@1",
}


@dataclass
class Sdk:
    process: asyncio.subprocess.Process
    lines: "asyncio.Queue[list[Any]]" = field(default_factory=asyncio.Queue)
    heard: int = 0  # frames so far: the last is "$n"

    async def read(self) -> None:
        assert self.process.stdout
        async for line in self.process.stdout:
            self.lines.put_nowait(json.loads(line))

    async def call(self, method: str, *args: Any) -> list[Any]:
        """["done", answer] or ["failed", errcode, words]."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps([method, *args]).encode() + b"\n")
        return await self.next("done", "failed")

    async def next(self, *kinds: str) -> list[Any]:
        async with asyncio.timeout(PATIENCE):
            while True:
                told = await self.lines.get()
                self.heard += told[0] == "heard"
                if told[0] in kinds:
                    return told

    async def state(self, name: str) -> None:
        while (await self.next("state"))[1] != name:
            pass

    @property
    def last(self) -> str:
        return f"${self.heard - 1}"


@asynccontextmanager
async def sdk(server: WeCom, bot: Bot | None = None, secret: str = "") -> AsyncIterator[Sdk]:
    bot = bot or server.corp.bots[0]
    process = await asyncio.create_subprocess_exec(
        "node", str(PROGRAM), server.ws, bot.id, secret or bot.secret,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=64 * 1024 * 1024,
    )  # fmt: skip
    client = Sdk(process)
    reading = asyncio.create_task(client.read())
    try:
        yield client
    finally:
        process.kill()
        await process.wait()
        await reading


@pytest.fixture
async def server() -> AsyncIterator[WeCom]:
    async with wecom(corp=Corp()) as server:
        server.hub.modes.silence = 5.0
        yield server


async def test_it_hears_and_answers(server: WeCom) -> None:
    zhang = server.person("ZhangSan")
    async with sdk(server) as client:
        await client.state("authenticated")
        await zhang.say("督办 填报 80%", via="bot")
        assert (await client.next("heard"))[2]["body"]["text"] == {"content": "督办 填报 80%"}
        assert (await client.call("replyStream", client.last, "s1", "正在记录……", False))[0] == "done"
        assert (await client.call("replyStream", client.last, "s1", "已记录：80%。", True))[0] == "done"
        assert [one.words for one in zhang.heard("bot")] == ["已记录：80%。"]
        assert (await client.call("replyStream", client.last, "s2", "又", True))[1] == 846606
        await zhang.enter(via="bot")
        await client.next("heard")
        welcome = {"msgtype": "text", "text": {"content": "您好，我是督办。"}}
        assert (await client.call("replyWelcome", client.last, welcome))[0] == "done"
        assert (await client.call("replyWelcome", client.last, welcome))[1] == 846606


async def test_its_cards_are_pressed_and_updated(server: WeCom) -> None:
    zhang = server.person("ZhangSan")
    async with sdk(server) as client:
        await client.state("authenticated")
        push = {"msgtype": "markdown", "markdown": {"content": "1"}}
        assert (await client.call("sendMessage", "ZhangSan", push))[1] == 846607
        await zhang.say("在", via="bot")
        await client.next("heard")
        assert (await client.call("replyTemplateCard", client.last, CARD))[0] == "done"
        again = {"msgtype": "template_card", "template_card": CARD}
        assert (await client.call("sendMessage", "zhangsan", again))[1] == 846625
        await zhang.press("无变化", via="bot")
        event = (await client.next("heard"))[2]["body"]["event"]
        assert event["template_card_event"]["event_key"] == "same:1"
        done = CARD | {"button_list": [one | {"replace_text": "已记录"} for one in BUTTONS]}
        assert (await client.call("updateTemplateCard", client.last, done, ["ZhangSan"]))[0] == "done"
        assert [(one.final, one.buttons) for one in zhang.heard("bot")] == [(True, ["已记录", "已记录"])]
        assert (await client.call("updateTemplateCard", client.last, done))[1] == 846606


async def test_it_uploads_and_downloads(server: WeCom) -> None:
    zhang, body = server.person("ZhangSan"), bytes(range(256)) * 4700
    async with sdk(server) as client:
        await client.state("authenticated")
        await zhang.file("台账（终稿）.xlsx", body)
        file = (await client.next("heard"))[2]["body"]["file"]
        fetched = (await client.call("downloadFile", file["url"], file["aeskey"]))[1]
        assert (b64decode(fetched["base64"]), fetched["filename"]) == (body, "台账（终稿）.xlsx")
        given = {"type": "file", "filename": "台账.xlsx"}
        kept = (await client.call("uploadMedia", b64encode(body).decode(), given))[1]
        assert (await client.call("sendMediaMessage", "ZhangSan", "file", kept["media_id"]))[0] == "done"
        assert zhang.heard("bot")[-1].files == [("台账.xlsx", body)]
        await zhang.photo(picture(), via="bot", words="现场")
        mixed = (await client.next("heard"))[2]["body"]["mixed"]["msg_item"]
        image = mixed[1]["image"]
        assert mixed[0] == {"msgtype": "text", "text": {"content": "现场"}}
        assert (
            b64decode((await client.call("downloadFile", image["url"], image["aeskey"]))[1]["base64"])
            == picture()
        )


@pytest.mark.parametrize("code", [1000, 1011, 1006])
async def test_it_comes_back_after_the_hub_has_closed(server: WeCom, code: int) -> None:
    async with sdk(server) as client:
        await client.state("authenticated")
        await server.hub.close(server.corp.bots[0], code)
        await client.state("authenticated")
        assert server.hub.connected(server.corp.bots[0])


async def test_it_comes_back_when_its_pings_are_not_answered(server: WeCom) -> None:
    async with sdk(server) as client:
        await client.state("authenticated")
        server.hub.modes.swallow_pings = True
        await client.state("reconnecting")
        server.hub.modes.swallow_pings = False
        await client.state("authenticated")


async def test_a_second_one_takes_its_place_and_it_stays_away(server: WeCom) -> None:
    async with sdk(server) as first:
        await first.state("authenticated")
        async with sdk(server) as second:
            await second.state("authenticated")
            await first.state("disconnected")
            await server.person("ZhangSan").say("在", via="bot")
            assert (await second.next("heard"))[2]["body"]["text"]["content"] == "在"
            assert server.ledger.count("aibot_subscribe") == 2


async def test_a_wrong_secret_is_refused(server: WeCom) -> None:
    async with sdk(server, secret="another-fake-secret") as client:
        await client.state("error")
        assert server.ledger.of("aibot_subscribe")[-1].errcode == 853000


async def test_a_frame_with_a_raw_line_break_is_lost_to_it_and_the_next_is_heard(server: WeCom) -> None:
    zhang = server.person("ZhangSan")
    async with sdk(server) as client:
        await client.state("authenticated")
        server.hub.modes.raw_controls = True
        await zhang.say("第一行\n第二行", via="bot")
        await server.hub.inject(server.corp.bots[0], "no JSON")
        await zhang.say("完", via="bot")
        assert (await client.next("heard"))[2]["body"]["text"]["content"] == "完"
