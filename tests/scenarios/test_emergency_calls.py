"""Who is called in an emergency: the order before all else, a second channel after half the minutes, a live board."""

from collections.abc import AsyncIterator
from datetime import time
from pathlib import Path

import pytest

from bot.bootstrap.environment import shipped
from bot.cards.card import Card
from bot.context.plan_context import ChatAccount
from bot.context.ports import Change, Inbound
from bot.domain.calendar import SECOND
from bot.domain.emergency.emergency_rules import EmergencyClocks, EmergencyOffice
from bot.domain.message import MessageKind
from bot.domain.pace import Limit, Pace, PaceScope
from bot.engine.deliver import deliver
from bot.engine.live_boards import EVERY
from bot.engine.outbox import URGENCY, post
from bot.engine.worker import turn
from bot.planfile.demo import demo_people
from bot.planfile.emergency_file import read_emergency_rules
from tests.builders import ZH, City, Line, buttons, city

SATURDAY = "2024-01-13"
ORDER = "/emergency 橙 宛环委办〔2024〕2号 签发人张某"


def prepare(there: City) -> None:
    rules = read_emergency_rules(shipped("emergency.yaml"), None, ZH)
    clocks = EmergencyClocks(30, (time(9), time(17)), 60)
    there.contexts.use(emergency=EmergencyOffice(rules, clocks), editing=frozenset({"browser"}))


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[City]:
    """Nanyang, live since Tuesday, on a Saturday afternoon."""
    async with city(tmp_path, start="2024-01-08") as founded:
        prepare(founded)
        await founded.go_live("2024-01-09")
        await founded.sleep_until(SATURDAY, "14:00")
        yield founded


async def start(there: City) -> None:
    await there.say("coordinator", ORDER)
    await there.press("coordinator", "启动")
    await there.play.until(there.now + SECOND)


def boards(there: City, person: str = "coordinator") -> list[Card]:
    return [one.card for one in there.phone(person) if one.message_id.startswith("board.")]


def asked(there: City) -> list[str]:
    """The people whose message has the button."""
    orders = [one for one in there.sent if one.kind == MessageKind.EMERGENCY]
    return [one.person for one in orders if any("签收" in b.text for b in buttons(one.card))]


async def test_the_board_is_one_message_that_is_changed_in_place(there: City) -> None:
    await start(there)
    [first] = boards(there)
    assert "签收 0/29，还剩30分钟（14:30截止）" in first.text
    people = asked(there)
    assert len(people) >= 29 - 12
    await there.press(people[0], "签收")
    assert len(boards(there)) == 1  # not within ten seconds
    await there.play.until(there.now + EVERY + SECOND)
    second = boards(there)[-1]
    assert "签收 1/29" in second.text
    ids = [one for one in there.phone("coordinator") if one.message_id.startswith("board.")]
    assert [one.replaces for one in ids] == ["", *(one.message_id for one in ids[:-1])]


async def test_it_goes_on_after_a_restart_and_ends_when_all_have_signed(there: City) -> None:
    await start(there)
    before = [one.message_id for one in there.phone("coordinator") if one.message_id.startswith("board.")]
    await there.down_until(SATURDAY, "14:05")
    prepare(there)
    await there.play.settle()
    after = next(one for one in reversed(there.phone("coordinator")) if one.message_id.startswith("board."))
    assert after.replaces == before[-1]
    assert "还剩25分钟" in after.card.text
    for person in asked(there):
        await there.say(person, "签收")
        there.clock.now += SECOND
    await there.play.until(there.now + EVERY + SECOND)
    last = boards(there)[-1]
    assert "29/29，全部已签收" in last.text
    assert there.rows("SELECT * FROM live_board") == []
    n = len(boards(there))
    await there.sleep_until(SATURDAY, "16:00")
    assert len(boards(there)) == n


async def test_whoever_asks_has_a_live_board_from_then_on(there: City) -> None:
    await start(there)
    answer = await there.say("coordinator", "看板")
    assert "签收 0/29" in answer.text
    assert "请电话" not in answer.text
    n = len(there.phone("coordinator"))
    await there.press(asked(there)[0], "签收")
    await there.play.until(there.now + EVERY + SECOND)
    [shown] = there.phone("coordinator")[n:]
    assert shown.replaces.startswith("a.browser.") and "签收 1/29" in shown.card.text


async def test_where_nothing_can_be_changed_in_place_a_new_one_comes_when_the_minutes_end(
    there: City,
) -> None:
    there.contexts.use(editing=frozenset())
    await start(there)
    assert boards(there) == []
    leader = next(p.id for p in demo_people(there.plan, ZH).people if p.id.startswith("leader"))
    await there.say(leader, "看板")
    await there.sleep_until(SATURDAY, "14:29")
    assert boards(there, leader) == []
    await there.sleep_until(SATURDAY, "14:40")
    [end] = boards(there, leader)
    assert "30分钟时限已过" in end.text
    assert boards(there) == []  # the coordinator has been told the same by name
    assert (
        sum("未签收" in one.card.text for one in there.pushed("coordinator") if there.day(one) == SATURDAY)
        == 1
    )


async def second_account(there: City, person: str) -> None:
    values = {"channel": "telegram", "external_id": "77", "person_id": person, "now": there.now - 1}
    await there.store.commit([Change("bind_account", values), Change("revise_plan")])
    # what was bound last is written to: the browser stays the first
    browser = {"channel": "browser", "external_id": person, "person_id": person, "now": there.now}
    await there.store.commit([Change("bind_account", browser), Change("revise_plan")])


async def test_after_half_the_minutes_whoever_is_silent_gets_it_on_their_second_channel(there: City) -> None:
    silent, signer = asked_first(there)
    telegram = Line("telegram")
    await second_account(there, silent)
    await start(there)
    await there.press(signer, "签收")
    await there.sleep_until(SATURDAY, "14:14")
    assert await through(there, telegram) == 0
    await there.sleep_until(SATURDAY, "14:16")
    assert await through(there, telegram) == 1
    [copy] = telegram.sent
    first = next(m for m in there.pushed(silent) if m.kind == "emergency")
    assert (copy.person, copy.card) == (silent, first.card)
    board = (await there.say("coordinator", "看板")).text
    assert "已另发Telegram：" in board and "家仅有一个联系渠道" in board
    await there.press(silent, "签收", on=first)
    await through(there, telegram)
    settled = telegram.sent[-1]
    assert settled.replaces == copy.message_id and "已由" in settled.card.text
    assert not any("签收" in b.text for b in buttons(settled.card))
    assert len(there.rows("SELECT 1 FROM event WHERE kind = 'emergency_signed'")) == 2


def asked_first(there: City) -> tuple[str, str]:
    """The liaisons of two counties."""
    people = demo_people(there.plan, ZH).people
    found = [one.id for one in people if one.id.startswith("c") and one.id.endswith("liaison")]
    return found[-1], found[-2]


async def through(there: City, line: Line) -> int:
    context = await there.contexts.current()
    before = len(line.sent)
    while await deliver(there.store, context, line, there.clock):
        pass
    return len(line.sent) - before


async def test_the_coordinator_hears_at_once_whom_it_has_not_reached(there: City) -> None:
    silent, _ = asked_first(there)
    there.blocked.add(silent)
    await start(there)
    told = [one.card.text for one in there.pushed("coordinator") if "紧急通知未送达" in one.card.text]
    assert len(told) == 1 and "应急响应通知发送失败" in told[0] and "请电话联系：" in told[0]
    board = (await there.say("coordinator", "看板")).text
    assert "未送达（1家，请电话通知）" in board
    assert "不等于本人已读" in board


async def test_the_order_overtakes_what_is_ordinary_and_waits(there: City) -> None:
    """Hundreds of ordinary messages wait for the platform's pace, some of them for the same people."""
    slow = Line("browser", Pace((Limit(PaceScope.ALL, 5, SECOND),)))
    people = [p.id for p in demo_people(there.plan, ZH).people]
    rows = [_ordinary(there, person, n) for n in range(6) for person in people]
    await there.store.commit(rows)
    assert await through(there, slow) == 5
    for update, said in enumerate((ORDER, "启动")):
        await there.chat.receive(Inbound("browser", f"s{update}", "coordinator", said), there.now)
    there.clock.now += SECOND
    while await turn(there.store, there.contexts, there.now):
        pass
    kinds: list[str] = []
    while kinds.count(MessageKind.DIGEST) < len(rows) - 5:
        await through(there, slow)
        kinds = [one.kind for one in slow.sent[5:] if one.kind != MessageKind.ANSWER]
        there.clock.now += SECOND
    orders = kinds.count(MessageKind.EMERGENCY)
    assert orders > 29 and set(kinds[:orders]) == {MessageKind.EMERGENCY}


def _ordinary(there: City, person: str, n: int) -> Change:
    account, kind = ChatAccount("browser", person, person, 0), MessageKind.DIGEST
    return post(account, Card(f"通知{n}"), kind, f"{person}.{n}", there.now, urgency=URGENCY[kind])
