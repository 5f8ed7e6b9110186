"""The long connection against the strict hub: whatever ends it, it comes back; its frames are Tencent's."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.channels.wecom import frames
from bot.channels.wecom.bot_upload import upload
from bot.channels.wecom.line import TAKEN, Line, LinePatience
from bot.channels.wecom.link import UNREADABLE, Frame
from bot.channels.wecom.settings import WeComCorp
from bot.context.ports import Attachment
from bot.domain.errors import GiveUp, OutOfService, TryLater, Unknown, Unsendable
from tests.peers.botapi.faults import Hang, Reset
from tests.peers.wecom.server import WeCom, wecom
from tests.wecom.waiting import until

CAPTURED = json.loads((Path(__file__).parent / "frames.json").read_text(encoding="utf-8"))
QUICK = LinePatience().scaled(0.02)


@dataclass
class Listening:
    line: Line
    server: WeCom
    heard: list[Frame] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    async def up(self) -> None:
        await until(lambda: self.line.up and self.server.hub.connected(self.server.corp.bots[0]))

    async def down(self) -> None:
        await until(lambda: not self.line.up)

    async def push(self, words: str) -> None:
        await self.line.ask(
            "aibot_send_msg", frames.push("ZhangSan", group=False, content=frames.markdown(words))
        )

    async def hears(self, words: str) -> None:
        await self.server.person("ZhangSan").say(words, via="bot")
        await until(lambda: self.heard and words_of(self.heard[-1]) == words)


def words_of(frame: Frame) -> str:
    return str(frame.get("body", {}).get("text", {}).get("content", ""))


@asynccontextmanager
async def listening(
    server: WeCom, secret: str = "", patience: LinePatience = QUICK
) -> AsyncIterator[Listening]:
    bot = server.corp.bots[0]
    corp = WeComCorp(bot_id=bot.id, bot_secret=secret or bot.secret, ws_url=server.ws)
    found: Listening

    async def hear(frame: Frame) -> None:
        found.heard.append(frame)

    async def trouble(what: OutOfService | None) -> None:
        found.troubles.append(what.code if what else "")

    found = Listening(Line(corp, hear, trouble=trouble, patience=patience), server)
    running = asyncio.create_task(found.line.run())
    try:
        yield found
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


@pytest.fixture
async def server() -> AsyncIterator[WeCom]:
    async with wecom() as server:
        yield server


@pytest.fixture
async def on(server: WeCom) -> AsyncIterator[Listening]:
    async with listening(server) as found:
        await found.up()
        yield found


# ---- it comes back


@pytest.mark.parametrize("code", [1000, 1011, 1006])
async def test_a_closed_connection_is_opened_again_and_nothing_accepted_is_lost(
    on: Listening, code: int
) -> None:
    await on.hears("在")
    await on.push("一")
    await on.server.hub.close(on.server.corp.bots[0], code)
    await on.down()
    await on.up()
    await on.push("二")
    await on.hears("还在")
    assert [one.words for one in on.server.person("ZhangSan").heard("bot")] == ["一", "二"]


@pytest.mark.parametrize("mode", ["swallow_pings", "half_open"])
async def test_a_hub_that_answers_nothing_is_left(on: Listening, mode: str) -> None:
    setattr(on.server.hub.modes, mode, True)
    await on.down()
    setattr(on.server.hub.modes, mode, False)
    await on.up()
    await on.hears("在")


def test_the_worst_case_is_within_seventy_seconds() -> None:
    """From the last sign of a subscription that was lost right after it: two pings, their answers, a pause."""
    usual = LinePatience()
    assert usual.probe + usual.ping + usual.pong + 2.0 < 70
    assert usual.ping + usual.pong < 90  # the hub closes after 90 s without a ping


async def test_a_forgotten_subscription_is_found_without_anybody_saying_anything(on: Listening) -> None:
    """The socket is open and pings are answered; nothing would be brought for ever."""
    on.server.hub.forget(on.server.corp.bots[0])
    await on.down()
    await on.up()
    await on.hears("在")


async def test_a_send_that_finds_no_subscription_is_tried_again_later(on: Listening) -> None:
    await on.hears("在")
    on.server.hub.forget(on.server.corp.bots[0])
    with pytest.raises(TryLater):
        await on.push("一")
    await on.up()
    await on.push("一")


async def test_the_subscription_names_one_device_for_ever(on: Listening) -> None:
    await on.server.hub.close(on.server.corp.bots[0], 1000)
    await on.down()
    await on.up()
    devices = {one.body["device_id"] for one in on.server.ledger.of("aibot_subscribe")}
    assert len(devices) == 1 and devices != {""}


@pytest.mark.parametrize("kick", ["close", "open"])
async def test_a_stranger_that_takes_the_subscription_is_told_of_once(server: WeCom, kick: str) -> None:
    """Each takes it from the other; ours asks for it back seldom, and hears again when the stranger has gone."""
    server.turn(kick=kick)
    patience = LinePatience(
        **{name: getattr(QUICK, name) for name in ("ping", "pong", "probe", "ack")}, taken=0.5
    )
    async with listening(server, patience=patience) as ours:
        await ours.up()
        async with listening(server, patience=QUICK) as stranger:
            await ours.down()
            await until(lambda: stranger.line.up)
            began = asyncio.get_running_loop().time()
            await stranger.down()  # we have taken it back
            assert asyncio.get_running_loop().time() - began >= 0.3
            await ours.down()  # and the stranger again
        await ours.up()
        await ours.hears("在")
        assert ours.troubles == [TAKEN]


async def test_a_wrong_secret_is_told_once_and_seldom_tried(server: WeCom) -> None:
    async with listening(server, secret="another-fake-secret") as found:
        await server.until(lambda: server.ledger.of("aibot_subscribe"))
        await until(lambda: found.troubles)
        await asyncio.sleep(0.2)  # ten seconds of this line's
        assert (found.troubles, server.ledger.count("aibot_subscribe")) == (["853000"], 1)


# ---- what is asked


async def test_an_ack_that_never_comes_leaves_a_doubt(on: Listening) -> None:
    await on.hears("在")
    on.server.faults.add("aibot_send_msg", Hang(after=True))
    with pytest.raises(Unknown):
        await on.push("一")


@pytest.mark.parametrize(("mode", "value"), [("swallow_acks", True), ("late_acks", 6.0)])
async def test_acks_that_come_too_late_or_not_leave_a_doubt(on: Listening, mode: str, value: object) -> None:
    await on.hears("在")
    setattr(on.server.hub.modes, mode, value)
    with pytest.raises(Unknown):
        await on.push("一")


async def test_a_connection_that_breaks_off_leaves_a_doubt_at_once(on: Listening) -> None:
    await on.hears("在")
    on.server.faults.add("aibot_send_msg", Reset(after=True))
    with pytest.raises(Unknown):
        await on.push("一")
    await on.up()


async def test_nothing_is_sent_while_the_line_is_down(server: WeCom) -> None:
    server.corp.bots[0].mode = "off"
    async with listening(server) as found:
        with pytest.raises(TryLater):
            await found.push("一")


async def test_acks_find_who_waits_for_them_in_any_order(on: Listening) -> None:
    await on.hears("在")
    on.server.hub.modes.shuffle_acks = True
    upload_ids = await asyncio.gather(*(_begin(on, f"{n}.txt") for n in range(6)))
    assert len(set(upload_ids)) == 6


async def _begin(on: Listening, name: str) -> str:
    about = {"type": "file", "filename": name, "total_size": 9, "total_chunks": 1, "md5": ""}
    return str((await on.line.ask("aibot_upload_media_init", about))["upload_id"])


async def test_who_never_wrote_cannot_be_written_to(on: Listening) -> None:
    on.server.person("ZhangSan")
    with pytest.raises(GiveUp):
        await on.push("一")


# ---- what is heard


async def test_raw_control_characters_are_heard(on: Listening) -> None:
    on.server.hub.modes.raw_controls = True
    await on.hears("第一行\n第二行\x07")


@pytest.mark.parametrize("odd", ["no JSON", b"\xff\xfe no text", "[1, 2]", '{"cmd": {}}', "{" * 5000])
async def test_a_frame_that_is_none_is_kept_and_the_next_is_heard(on: Listening, odd: str | bytes) -> None:
    await on.server.hub.inject(on.server.corp.bots[0], odd)
    await on.hears("在")
    assert UNREADABLE in on.heard[0] or on.heard[0]["cmd"] == {}


async def test_what_was_read_is_handed_on_when_the_line_ends(server: WeCom) -> None:
    async with listening(server) as found:
        await found.up()
        for n in range(20):
            await server.person("ZhangSan").say(f"{n}", via="bot")
        await found.hears("完")
    assert [one["body"]["text"]["content"] for one in found.heard] == [*map(str, range(20)), "完"]


# ---- files


@pytest.mark.parametrize("size", [5, 512 * 1024, 512 * 1024 + 1, 11 * 512 * 1024 + 7])
@pytest.mark.parametrize("crowd", [False, True])
async def test_an_upload_arrives_byte_for_byte(on: Listening, size: int, crowd: bool) -> None:
    on.server.turn(chunk_crowd=crowd)
    body = bytes(n % 251 for n in range(size))
    kept = await upload(on.line, Attachment("台账（终稿）.xlsx", "", body))
    found = on.server.world.find_media(on.server.corp, kept.media_id)
    assert found and (found.name, found.body, kept.kind) == ("台账（终稿）.xlsx", body, "file")


async def test_a_chunk_without_an_answer_is_brought_again(on: Listening) -> None:
    on.server.faults.add("aibot_upload_media_chunk", Hang(after=True))
    body = bytes(range(256)) * 5000
    kept = await upload(on.line, Attachment("现场.xlsx", "", body))
    found = on.server.world.find_media(on.server.corp, kept.media_id)
    assert found and found.body == body


async def test_an_upload_that_breaks_off_may_be_tried_again(on: Listening) -> None:
    """Nobody has been shown anything yet."""
    on.server.faults.add("aibot_upload_media_chunk", Reset())
    with pytest.raises(TryLater):
        await upload(on.line, Attachment("现场.xlsx", "", bytes(9)))


@pytest.mark.parametrize("size", [0, 4, 20 * 1024 * 1024 + 1])
async def test_what_the_hub_does_not_take_is_not_uploaded(on: Listening, size: int) -> None:
    with pytest.raises(Unsendable):
        await upload(on.line, Attachment("现场.xlsx", "", bytes(size)))
    assert on.server.ledger.count("aibot_upload_media_init") == 0


@pytest.mark.parametrize("most", [2_097_152, 10_485_760])
async def test_a_large_picture_goes_as_a_file_whatever_the_limit(on: Listening, most: int) -> None:
    on.server.turn(image_bytes=most)
    small = await upload(on.line, Attachment("现场.png", "image/png", bytes(9)))
    large = await upload(on.line, Attachment("现场.png", "image/png", bytes(2_097_153)))
    assert (small.kind, large.kind) == ("image", "file")


# ---- the frames themselves


def shape(value: Any) -> Any:
    """The names in a frame, whatever their values."""
    return (
        {name: shape(one) for name, one in value.items()} if isinstance(value, dict) else type(value).__name__
    )


CARD = CAPTURED["client-aibot_send_msg-template_card"]["body"]["template_card"]
BARE = {name: one for name, one in CARD.items() if name != "task_id"}
OURS = {
    "client-aibot_respond_msg-stream-finish": frames.stream("s", "已记录：80%。"),
    "client-aibot_respond_msg-template_card": frames.template_card(BARE, "m1"),
    "client-aibot_send_msg-markdown": frames.push(
        "ZhangSan", group=False, content=frames.markdown("**今日待办** 1项")
    ),
    "client-aibot_send_msg-template_card": frames.push(
        "ZhangSan", group=False, content=frames.template_card(BARE, "m1")
    ),
    "client-aibot_send_msg-file": frames.push(
        "ZhangSan", group=False, content=frames.media("file", "MEDIA1")
    ),
    "client-aibot_respond_welcome_msg-text": frames.welcome("您好，我是督办。"),
    "client-aibot_respond_update_msg-update_template_card": frames.card_update(
        {**BARE, "replace_text": "已记录"}, "m1", "ZhangSan"
    ),
}


@pytest.mark.parametrize("kind", OURS)
def test_our_frames_are_those_of_tencents_client(kind: str) -> None:
    """But for chat_type, which it leaves out: then a group of that name is looked for first."""
    ours = dict(OURS[kind])
    ours.pop("chat_type", None)
    assert shape(ours) == shape(CAPTURED[kind]["body"])


async def test_the_frames_around_are_those_of_tencents_client(on: Listening) -> None:
    await on.hears("在")
    await on.push("一")
    await upload(on.line, Attachment("台账.xlsx", "", bytes(9)))
    asked = {one.method: one.body for one in on.server.ledger.calls}
    for kind in ("aibot_subscribe", "aibot_upload_media_init", "aibot_upload_media_chunk"):
        ours = {name: one for name, one in asked[kind].items() if name != "device_id"}
        assert shape(ours) == shape(CAPTURED[f"client-{kind}"]["body"])
    assert shape(dict(on.heard[0])) == shape(CAPTURED["server-aibot_msg_callback-text-single"])
