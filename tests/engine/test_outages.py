"""A channel that serves us no more: one alarm through another channel, no loop, and all that waited goes out."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.actions.bind import bind
from bot.cards.card import Card
from bot.context.plan_context import ChatAccount
from bot.context.ports import Accepted, Fetch, Outgoing
from bot.domain.calendar import MINUTE
from bot.domain.errors import OutOfService, Undelivered
from bot.domain.message import MessageKind
from bot.domain.pace import Pace
from bot.engine.deliver import deliver
from bot.engine.outbox import post
from bot.queries.health import channels_down
from tests.builders import City, city, small_plan

LI, WANG, COORDINATOR = "u02-liaison", "u01-liaison", "coordinator"
SAID = "not allow to access from your ip, hint: [1], from ip: 203.0.113.9, more info at https://x"
UNTRUSTED = OutOfService("60020", 60, SAID)


@dataclass
class WeCom:
    """Refuses whatever is sent while `refusal` is set, of one corporation alone where `party` names it."""

    name: str = "wecom"
    pace: Pace = field(default_factory=Pace)
    width: int = 8
    refusal: Undelivered | None = None
    party: str = ""
    asked: int = 0
    taken: list[Outgoing] = field(default_factory=list)

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        self.asked += 1
        if self.refusal and message.external_id.startswith(self.party):
            raise self.refusal
        self.taken.append(message)
        return Accepted()


@dataclass
class Office:
    town: City
    wecom: WeCom = field(default_factory=WeCom)
    queued: int = 0

    async def bound(self, person: str, external_id: str) -> None:
        context = await self.town.contexts.current()
        later = self.town.now + 1  # the account used last: what goes out goes there
        await self.town.store.commit(bind(context.roster.by_id[person], "wecom", external_id, later))

    async def sends(self, person: str, external_id: str) -> str:
        self.queued += 1
        account = ChatAccount("wecom", external_id, person, 0)
        card = Card("进展提醒")
        row = post(account, card, MessageKind.NOTICE, f"m{self.queued}", self.town.now)
        await self.town.store.commit([row])
        await self.turn()
        return f"m{self.queued}"

    async def turn(self, after: int = 0) -> None:
        await self.town.play.until(self.town.now + after)
        context = await self.town.contexts.current()
        while await deliver(self.town.store, context, self.wecom, self.town.clock):
            pass

    @property
    def alarms(self) -> list[str]:
        heard = [m for m in self.wecom.taken if m.person == COORDINATOR] + self.town.pushed(COORDINATOR)
        return [m.card.text for m in heard if "60020" in m.card.text]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with city(tmp_path, small_plan(), start="2023-10-31") as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2023-11-02", "10:03")
        found = Office(town)
        await found.bound(COORDINATOR, "BanGongShi")
        await found.bound(LI, "LiMing")
        await found.bound(WANG, "WangJian")
        yield found


async def test_the_coordinator_hears_of_it_once_and_elsewhere_with_what_to_do(office: Office) -> None:
    office.wecom.refusal = UNTRUSTED
    await office.sends(LI, "LiMing")
    await office.sends(WANG, "WangJian")
    await office.turn(2 * MINUTE)
    [alarm] = office.alarms
    assert "203.0.113.9" in alarm and "企业可信IP" in alarm and "企业微信应用" in alarm
    for _ in range(30):
        await office.turn(MINUTE)
    assert len(office.alarms) == 1


async def test_inbox_and_health_say_it_until_a_message_goes_out_again(office: Office) -> None:
    town = office.town
    office.wecom.refusal = UNTRUSTED
    sent = await office.sends(LI, "LiMing")
    assert [(one.channel, one.code) for one in await channels_down(town.store, town.now)] == [
        ("wecom", "60020")
    ]
    card = await town.press_payload(COORDINATOR, "in:outages:0")
    assert "203.0.113.9" in card.text and "1个" in card.text
    assert "渠道停发" in (await town.say(COORDINATOR, "待办")).text
    assert (await town.say(COORDINATOR, "渠道停发")).text == card.text

    office.wecom.refusal = None
    await office.turn(2 * MINUTE)
    assert [m.message_id for m in office.wecom.taken] == [sent]
    assert await channels_down(town.store, town.now) == []
    assert "渠道停发" not in (await town.say(COORDINATOR, "待办")).text


async def test_one_that_comes_and_goes_alarms_once_a_day(office: Office) -> None:
    for _ in range(3):
        office.wecom.refusal = UNTRUSTED
        await office.sends(LI, "LiMing")
        office.wecom.refusal = None
        await office.turn(5 * MINUTE)
    assert len(office.alarms) == 1 and len(office.wecom.taken) == 3


async def test_another_reason_is_another_alarm(office: Office) -> None:
    office.wecom.refusal = UNTRUSTED
    await office.sends(LI, "LiMing")
    await office.turn(5 * MINUTE)
    office.wecom.refusal = OutOfService("50003", 60)
    await office.turn(5 * MINUTE)
    await office.turn(2 * MINUTE)
    texts = [m.card.text for m in office.town.pushed(COORDINATOR)]
    assert sum("50003" in text for text in texts) == 1 and len(office.alarms) == 1


async def test_one_of_two_corporations_is_out_and_the_other_hears_everything(office: Office) -> None:
    await office.bound(COORDINATOR, "xixia/BanGong")  # and has one in the other corporation
    office.wecom.party = "xixia/"
    office.wecom.refusal = OutOfService("60020", 60, SAID, party="xixia")
    await office.sends(LI, "xixia/LiMing")
    for _ in range(4):
        await office.sends(WANG, "nanyang/WangJian")
        await office.turn(5 * MINUTE)
    assert (
        sum(m.person == WANG for m in office.wecom.taken) == 4
    )  # and none of them ends the other corporation's outage
    [alarm] = office.alarms
    assert "（xixia）" in alarm
    assert [one.party for one in (await office.town.contexts.current()).outages] == ["xixia"]
