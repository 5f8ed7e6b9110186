"""A group's webhook: what the coordinator posts there, and nothing else; 20 a minute, and the others wait."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cards.card import Card
from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.api import connected
from bot.channels.wecom.group import ADDRESS, PICTURE, WebhookGroup, keep_groups
from bot.channels.wecom.settings import WeComCorp
from bot.context.plan_context import ChatAccount
from bot.context.ports import Attachment, Outgoing
from bot.domain.calendar import MINUTE, SECOND
from bot.domain.errors import OutOfService
from bot.domain.message import MessageKind
from bot.engine.deliver import deliver
from bot.engine.outbox import post
from tests.builders import City, city, small_plan
from tests.peers.wecom.server import WeCom, wecom
from tests.peers.wecom.world import Posted

KEY = "obviously-fake-group-key"
COORDINATOR = "coordinator"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


@dataclass
class Hall:
    """The coordinators' group, and the office that may post there."""

    town: City
    server: WeCom
    channel: WebhookGroup

    @property
    def shown(self) -> list[Posted]:
        group = self.server.group("督办协调群")
        return self.server.world.rooms[self.server.corp.id, "group", group.chatid]

    @property
    def texts(self) -> list[str]:
        return [one.content["content"] for one in self.shown if one.msgtype == "text"]

    async def turn(self, after: int = 0) -> None:
        self.town.clock.now += after
        context = await self.town.contexts.current()
        while await deliver(self.town.store, context, self.channel, self.town.clock):
            pass

    async def send(self, card: Card, files: dict[str, Attachment] | None = None) -> None:
        async def fetch(sha256: str) -> Attachment | None:
            return (files or {}).get(sha256)

        parts, more = 0, True
        while more:
            message = Outgoing("m", COORDINATOR, "wecom_group", ADDRESS, "answer", card, "", 1, 0, parts)
            more = (await self.channel.send(message, fetch)).more
            parts += 1


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    async with AsyncExitStack() as stack:
        town = await stack.enter_async_context(city(tmp_path, small_plan(), start="2023-10-31"))
        server = await stack.enter_async_context(wecom(lambda: town.now))
        server.group("督办协调群", webhook=KEY)
        corp = WeComCorp(group_key=KEY, group_name="督办协调群", base_url=server.api)
        accounts = Accounts([corp])
        await town.go_live("2023-11-01")
        client = await stack.enter_async_context(connected(corp))
        await keep_groups(town.store, accounts, [corp], town.now)
        yield Hall(town, server, WebhookGroup(accounts, {KEY: client}))


async def test_the_coordinator_posts_the_summary_and_it_is_signed(hall: Hall) -> None:
    answer = await hall.town.say(COORDINATOR, "发到群")
    assert "督办协调群" in answer.text
    await hall.turn()
    [text] = hall.texts
    assert "统筹" in text and "发布到本群" in text and "项任务" in text
    assert hall.server.complaints == []


async def test_nobody_else_posts_and_a_group_has_to_be_named_rightly(hall: Hall) -> None:
    assert "此项操作由" in (await hall.town.say("u01-liaison", "发到群")).text
    assert "督办协调群" in (await hall.town.say(COORDINATOR, "发到群 别的群")).text
    await hall.turn()
    assert hall.shown == []


async def test_without_a_group_the_coordinator_reads_how_to_have_one(hall: Hall) -> None:
    await keep_groups(hall.town.store, Accounts([WeComCorp()]), [], hall.town.now)
    assert "group_key" in (await hall.town.say(COORDINATOR, "发到群")).text


async def test_long_words_are_several_texts_that_the_platform_does_not_cut(hall: Hall) -> None:
    lines = tuple(f"第{n}项：{'督' * 60}" for n in range(40))
    await hall.send(Card("摘要", lines))
    assert len(hall.texts) > 2
    assert "\n".join(hall.texts).splitlines() == ["摘要", *lines]
    assert hall.server.complaints == []


async def test_pictures_and_files_go_with_their_names(hall: Hall) -> None:
    files = {
        "p": Attachment("灯.png", "image/png", PNG),
        "x": Attachment("台账（终稿）.xlsx", "application/octet-stream", b"PK" * 50),
        "big": Attachment("大图.png", "image/png", PNG + b"0" * PICTURE),
    }
    await hall.send(Card("台账", picture="p", files=("x", "big", "forgotten")), files)
    assert [one.msgtype for one in hall.shown] == ["image", "text", "file", "file"]
    assert [one.files[0][0] for one in hall.shown if one.files] == ["台账（终稿）.xlsx", "大图.png"]


async def test_twenty_a_minute_and_the_others_wait(hall: Hall) -> None:
    account = ChatAccount("wecom_group", ADDRESS, COORDINATOR, 0)
    rows = [post(account, Card(f"{n}"), MessageKind.ANSWER, f"m{n:02}", hall.town.now) for n in range(45)]
    await hall.town.store.commit(rows)
    for _ in range(4 * 60):
        await hall.turn(SECOND)
    at = [one.at for one in hall.shown]
    assert len(at) == 45 and hall.server.ledger.count("webhook/send") == 45  # none was refused
    assert all(sum(0 <= other - one < MINUTE for other in at) <= 20 for one in at)


async def test_a_webhook_that_was_removed_puts_the_channel_out_of_service(hall: Hall) -> None:
    hall.server.group("督办协调群").webhook = "another"
    with pytest.raises(OutOfService, match="93000"):
        await hall.send(Card("摘要"))
