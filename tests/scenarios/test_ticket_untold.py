"""A ticket that did not come to its county: the coordinator hears in the same minute whom to telephone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cards.card import Card
from bot.context.ports import Change
from bot.domain.calendar import MINUTE
from tests.builders import City
from tests.chat.permission_situations import EAST
from tests.chat.ticket_town import HOT_SPOT, issued, ticket_town


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[City]:
    async with ticket_town(tmp_path) as founded:
        yield founded


def told(there: City) -> list[Card]:
    return [one.card for one in there.pushed("coordinator") if "紧急通知未送达" in one.card.title]


async def without_account(there: City, *people: str) -> None:
    for person in people:
        values = {"channel": "browser", "external_id": person, "code": "blocked", "now": there.now}
        await there.store.commit([Change("fail_account", values), Change("revise_plan")])


async def test_a_refused_message_is_told_once_with_whom_to_telephone(there: City) -> None:
    there.blocked.add(EAST)
    await issued(there)
    await there.play.until(there.now + MINUTE)
    [card] = told(there)
    assert "交办单发送失败" in card.text and "东县" in card.text and "请电话联系：" in card.text


async def test_a_county_without_any_account_is_told_of_and_the_ticket_stands(there: City) -> None:
    roster = (await there.contexts.current()).roster
    heads = [one.id for one in roster.heads("东县")]
    await without_account(there, EAST, *heads)
    assert "交办后请另行电话通知" in (await there.say("coordinator", HOT_SPOT)).text
    await there.press("coordinator", "交办")
    await there.play.until(there.now + MINUTE)
    [card] = told(there)
    assert "没有可用账号，交办单无法发送" in card.text and "请电话联系：" in card.text
    assert "待签收" in (await there.say("coordinator", "T1")).text
