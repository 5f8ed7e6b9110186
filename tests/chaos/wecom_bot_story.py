"""A fortnight in a small town that has only WeCom's bot, told once for every way in which the long connection might
behave: closed, forgotten and taken by a stranger meanwhile."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from websockets.asyncio.client import connect

from bot.context.ports import Attachment
from tests.builders import small_plan
from tests.chaos.wecom_story import LIAISON, MARK, OTHER, SIGN, Verdict
from tests.peers.wecom.server import WeCom
from tests.peers.wecom.switches import Switches
from tests.peers.wecom.world import Group
from tests.wecom.bot_city import QUICK, BotCity, bot_city

SOON = replace(QUICK, taken=0.5)  # seconds until a taken subscription is asked back
LEDGER = Attachment("台账（终稿）.xlsx", "application/octet-stream", bytes(range(256)) * 40)


async def told_by_bot(switches: Switches, name: str) -> Verdict:
    with tempfile.TemporaryDirectory(prefix="duban-chaos-") as folder:
        async with bot_city(Path(folder), small_plan(), start="2023-10-31", patience=SOON) as town:
            town.server.world.switches = switches
            group = await _fortnight(town)
            kept = town.inbox()
            written = town.rows("SELECT message_id, state FROM message WHERE state <> 'superseded'")
            found = _wrong(town.server, written, kept)
            if not town.phone_of("coordinator").heard("group", group):
                found.append("no answer in the group")
            return Verdict(name, tuple(found), len(written), len(kept))


async def _fortnight(town: BotCity) -> Group:
    """The group in which the bot was asked."""
    hub, bot = town.server.hub, town.bot
    await town.go_live("2023-11-01")
    await town.sleep_until("2023-11-01", "12:00")
    await hub.close(bot, 1000)
    await town.connected()
    await town.press(LIAISON, SIGN)
    await town.press(OTHER, SIGN)
    await stolen(town)
    await town.say(LIAISON, "第1项，正在推进，进度80%")
    await town.say(OTHER, files=(LEDGER,))
    hub.forget(bot)
    await town.connected()
    group = town.server.group("督办协调群", [town.phone_of("coordinator")])
    await town.does(lambda: town.phone_of("coordinator").say("督办摘要", via="bot", group=group))
    await town.sleep_until("2023-11-13", "12:00")
    return group


async def stolen(town: BotCity) -> None:
    """Another program subscribes with the same bot, and leaves again; then we speak for it once more."""
    body = {"bot_id": town.bot.id, "secret": town.bot.secret, "device_id": "stranger"}
    async with connect(town.server.ws) as socket:
        await socket.send(json.dumps({"cmd": "aibot_subscribe", "headers": {"req_id": "s1"}, "body": body}))
        await socket.recv()
    await town.connected()


def _wrong(server: WeCom, written: Sequence[tuple[str, ...]], kept: Sequence[tuple[str, ...]]) -> list[str]:
    """In words."""
    found = [f"{name} is {state}" for name, state in written if state != "accepted"]
    found += [f"in the inbox: {error}" for _, error in kept if error]
    for person in server.persons:
        found += [
            f"twice for {person.userid}: {words}" for words in server.ledger.doubled(person.userid, MARK)
        ]
        heard = person.heard("bot")
        found += [f"marked for {person.userid}" for one in heard if MARK in one.words]
        found += [f"not final for {person.userid}: {one.words}" for one in heard if one.pressed]
    return found + server.complaints
