"""Stories of the self-built app, as wecom-fake.md tells them, by their numbers."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.actions.bind import bind
from bot.cards.card import Button, Card
from bot.cards.pressed import verb_of
from bot.channels.wecom.app import app_pace
from bot.domain.assignment import State
from bot.domain.calendar import MINUTE, SECOND
from bot.domain.message import MessageKind
from bot.domain.notice import slot
from bot.engine.outbox import seed_pace
from bot.simulate.play import SimulatedClock
from tests.builders import busy_plan
from tests.peers.botapi.faults import Reset, Say
from tests.peers.wecom.phone import brought
from tests.peers.wecom.server import WeCom
from tests.peers.wecom.shown import Shown
from tests.wecom.city import WeComCity, Wire, wecom_city
from tests.wecom.sending import deliver_all, queue, told

LIAISON, OTHER = "u02-liaison", "u01-liaison"


def shown(town: WeComCity, person: str = LIAISON) -> list[Shown]:
    return town.phone_of(person).heard()


def cards(town: WeComCity, person: str = LIAISON) -> list[Shown]:
    return [one for one in shown(town, person) if one.msgtype == "template_card"]


@pytest.fixture
async def busy(tmp_path: Path, server: WeCom, clock: SimulatedClock) -> AsyncIterator[WeComCity]:
    """One unit with three items, all due at the end of 2023."""
    async with wecom_city(tmp_path, server, clock, busy_plan(3)) as founded:
        await founded.go_live("2023-11-01")
        yield founded


async def test_story_2_nobody_types_a_code_and_each_has_a_minute_of_their_own(town: WeComCity) -> None:
    """The first message arrives at 08:4x or 08:5x, never at :00 or :30."""
    await town.sleep_until("2023-11-01", "12:00")
    people = [person for person in town.liaisons() if shown(town, person)]
    assert len(people) == len(town.liaisons())
    for person in people:
        at = town.calendar.local(shown(town, person)[0].at).time().replace(second=0, microsecond=0)
        assert at == slot(person)
    assert len({slot(person) for person in people}) > 1


async def test_story_3_a_pressed_card_is_settled_at_once_and_a_second_press_does_nothing(
    town: WeComCity,
) -> None:
    await town.sleep_until("2023-12-04", "12:00")
    before, [asked] = town.now, await town.about("1.1", LIAISON)
    await town.press(LIAISON, "无变化", asked)
    [card] = [one for one in cards(town) if one.updates]
    assert town.now - before < 5 * SECOND
    assert "✓ " in card.words and "无变化" in card.words and not card.pressed
    assert not any("无变化" in label or "反馈" in label for label in (*card.buttons, *card.options))
    assert (await town.milestone("1.1", "市城市管理局")).reported_at is not None
    with pytest.raises(LookupError):
        await town.phone_of(LIAISON).press("无变化", on=card)


async def test_a_card_whose_last_button_was_pressed_is_grey(town: WeComCity) -> None:
    await town.sleep_until("2023-12-04", "12:00")
    message = Card("请确认", ("期限12月31日",), ((await _button(town, "无变化"),),))
    await told(town, message)
    await town.does(lambda: town.phone_of(LIAISON).press("无变化"))
    card = next(one for one in cards(town) if one.words.startswith("请确认"))
    assert (card.buttons, card.greyed, card.final) == (["已记录"], True, True)
    with pytest.raises(ValueError, match="grey"):
        await town.phone_of(LIAISON).press("已记录", on=card)


async def test_story_5_every_button_of_three_items_can_be_reached(busy: WeComCity) -> None:
    """On one card, as buttons and a list; each payload comes back."""
    await busy.sleep_until("2023-12-04", "12:00")
    asked = busy.pushed(LIAISON)[-1]
    payloads = [button.payload for row in asked.card.buttons for button in row]
    [card] = [one for one in cards(busy) if one.task_id in await _parts(busy, asked.message_id)]
    assert len(payloads) > 6 and len(card.buttons) == 6
    for payload in payloads:
        if (verb := verb_of(payload)) and verb.value in ("card", "whym"):
            await busy.press_payload(LIAISON, payload, asked.message_id)
    for payload in payloads[:1]:
        await busy.press_payload(LIAISON, payload, asked.message_id)
    pressed = busy.rows("SELECT raw FROM inbox WHERE raw LIKE '%template_card_event%'")
    assert len(pressed) == sum(p.partition(":")[0] in ("card", "whym") for p in payloads) + 1
    assert not any("失效" in one.words or "无法识别" in one.words for one in shown(busy))


async def test_a_list_in_which_nothing_is_chosen_does_nothing_and_says_so(busy: WeComCity) -> None:
    await busy.sleep_until("2023-12-04", "12:00")
    await busy.does(lambda: busy.phone_of(LIAISON).press("办理所选"))
    assert "请先在列表中选择一项" in shown(busy)[-1].words
    await busy.does(lambda: busy.phone_of(LIAISON).press("办理所选", "请选择"))
    assert "请先在列表中选择一项" in shown(busy)[-1].words
    assert all(a.reported_at is None for a in await busy.assignments())


async def test_story_8_every_card_that_was_pressed_ends_in_its_final_state(town: WeComCity) -> None:
    """Reported, returned, reported again, closed: on both phones."""
    await town.sleep_until("2023-12-18", "12:00")
    await town.say(LIAISON, "第1项完成100%，锅炉已全部拆除")
    await town.press(LIAISON, "提交复核")
    await town.sleep_until("2023-12-19", "12:00")
    await town.press("coordinator", "退回")
    await town.say("coordinator", "缺少拆除后的照片")
    await town.sleep_until("2023-12-20", "12:00")
    await town.say(LIAISON, "第1项照片已补，完成100%")
    await town.press(LIAISON, "提交复核")
    await town.sleep_until("2023-12-21", "12:00")
    await town.press("coordinator", "通过")
    assert (await town.milestone("1.1", "市城市管理局")).state is State.CLOSED
    for person in (LIAISON, "coordinator"):
        acted = [one for one in cards(town, person) if one.updates]
        assert acted and not any(one.pressed for one in acted)
        assert all("✓ " in one.words for one in acted)


@pytest.mark.parametrize("duplicates_first", [True, False])
@pytest.mark.parametrize("buttons", [True, False], ids=["card", "text"])
async def test_story_12_a_lost_answer_is_asked_for_by_the_very_same_request(
    town: WeComCity, server: WeCom, buttons: bool, duplicates_first: bool
) -> None:
    """The phone shows one message, without a mark."""
    server.turn(duplicates_first=duplicates_first)
    server.faults.add("message/send", Reset(after=True))
    rows = ((await _button(town, "帮助", "help"),),) if buttons else ()
    await told(town, Card("只此一次", (), rows))
    assert [one.words for one in shown(town)] == ["只此一次"]
    town.clock.now += MINUTE
    await deliver_all(town)
    assert [one.words for one in shown(town)] == ["只此一次"]
    first, second = [one.body for one in server.ledger.of("message/send")]
    assert first == second
    assert town.rows("SELECT state FROM message WHERE card LIKE '%只此一次%'") == [("accepted",)]
    if buttons:
        await town.does(lambda: town.phone_of(LIAISON).press("帮助"))


async def test_after_hours_without_an_answer_a_text_is_sent_again_with_a_mark(
    town: WeComCity, server: WeCom
) -> None:
    """WeCom recognises a repetition for four hours; we know for how long."""
    server.faults.add("message/send", Reset(after=True))
    await told(town, Card("只此一次"))
    server.faults.add("message/send", Reset(), times=1)
    town.clock.now += 5 * 3600 * SECOND
    await deliver_all(town)
    town.clock.now += MINUTE
    await deliver_all(town)
    assert [one.words for one in shown(town)] == ["只此一次", "〔重发，可能重复〕只此一次"]


async def test_the_same_words_twice_are_two_messages(town: WeComCity) -> None:
    """The duplicate check is for repetitions, not for a person who says thanks twice."""
    for n in range(2):
        await told(town, Card("不客气"), f"thanks{n}")
    assert [one.words for one in shown(town)] == ["不客气", "不客气"]


async def test_story_13_never_more_than_thirty_a_minute_whatever_restarts(
    town: WeComCity, server: WeCom
) -> None:
    for n in range(45):
        await queue(town, Card(f"第{n}条"), f"many{n}")
    restarted = False
    while len(shown(town)) < 45:
        await deliver_all(town)
        if len(shown(town)) >= 20 and not restarted:
            restarted = True
            assert isinstance(town.line, Wire) and town.line.inner
            town.line.pace = town.line.inner.pace = app_pace()
            await seed_pace(town.store, town.line, town.now)
        town.clock.now += SECOND
    assert [one.words for one in shown(town)] == [f"第{n}条" for n in range(45)]
    times = [one.at for one in shown(town)]
    assert all(sum(at <= other < at + MINUTE for other in times) <= 30 for at in times)
    became = [one.became[LIAISON] for one in server.ledger.accepted(LIAISON)]
    assert became == ["delivered"] * 45


@pytest.mark.parametrize("others", [True, False], ids=["another code is left", "none is left"])
async def test_story_14_a_code_spent_before_that_was_written_down_is_no_failure(
    town: WeComCity, server: WeCom, others: bool
) -> None:
    await town.sleep_until("2023-12-04", "12:00")
    [asked] = await town.about("1.1", LIAISON)
    payload = next(b.payload for row in asked.card.buttons for b in row if b.text.endswith("无变化"))
    [delivery] = await town.pressed(LIAISON, payload, asked.message_id)
    await brought([delivery])
    await town.dealt()
    code = str(delivery.fields["ResponseCode"])
    await town.stop_listening()
    _as_when_it_died(town, code, others=others)
    town.start()
    await town.listen()
    await town.dealt()
    [card] = [one for one in cards(town) if one.updates]
    assert "✓ " in card.words and not card.pressed
    assert town.rows("SELECT code FROM card_code WHERE used_at IS NULL AND code = ?", code) == []


async def test_who_is_out_of_range_is_written_to_on_the_next_account(town: WeComCity) -> None:
    """The coordinator need not act, and is told nothing."""
    person = (await town.contexts.current()).roster.by_id[LIAISON]
    await town.store.commit(bind(person, "browser", LIAISON, 1))
    town.phone_of(LIAISON).member.active = False
    await queue(town, Card("请看"), "look")
    await deliver_all(town)
    moved = town.rows("SELECT channel, state, error FROM message WHERE message_id = 'look'")
    assert moved == [("browser", "queued", "81013")]
    assert town.rows("SELECT person FROM notice WHERE kind = 'unreachable'") == []


async def test_who_has_no_other_account_is_named_to_the_coordinator_with_the_reason(town: WeComCity) -> None:
    await town.does(town.phone_of(LIAISON).leave_range)
    await town.sleep_until("2023-11-02", "12:00")
    told = await town.say("coordinator", "/inbox 联系不上")
    assert "不在企业微信应用的可见范围内" in told.text
    await town.does(town.phone_of(LIAISON).come_back)
    account = (await town.contexts.current()).account(LIAISON)
    assert account and account.channel == "wecom"


@pytest.mark.parametrize("code", [60020, 48006, 40001, 301002])
async def test_an_app_out_of_service_is_asked_seldom_and_for_all(
    town: WeComCity, server: WeCom, code: int
) -> None:
    server.faults.add("message/send", Say(code, "not allowed"), times=100)
    for person in (LIAISON, OTHER):
        await queue(town, Card("请看"), f"look {person}", person)
    await deliver_all(town)
    asked = server.ledger.count("message/send")
    town.clock.now += 30 * SECOND
    await deliver_all(town)
    assert server.ledger.count("message/send") == asked <= 2
    assert town.rows("SELECT message_id FROM message WHERE state = 'accepted'") == []


async def test_a_busy_minute_of_the_platform_is_left_to_others(town: WeComCity) -> None:
    """What nobody waits for goes out a minute later; an answer at once."""
    town.clock.now = town.instant("2023-11-01", "10:00")
    await queue(town, Card("提醒"), "push", kind=MessageKind.DIGEST)
    await deliver_all(town)
    assert shown(town) == []
    town.clock.now += MINUTE
    await deliver_all(town)
    assert [one.words for one in shown(town)] == ["提醒"]


def _as_when_it_died(town: WeComCity, code: str, *, others: bool) -> None:
    """The card was changed, and neither the code nor the callback were written off."""
    with closing(sqlite3.connect(town.url.removeprefix("sqlite:///"))) as db, db:
        db.execute("UPDATE card_code SET used_at = NULL WHERE code = ?", (code,))
        if not others:
            db.execute("DELETE FROM card_code WHERE code <> ?", (code,))
        db.execute(
            "INSERT INTO arrived SELECT plan_id, channel, update_id, external_id, raw, 0, received_at FROM inbox"
            " WHERE raw LIKE '%' || ? || '%'",
            (code,),
        )


# ---- between the office and its line


async def _button(town: WeComCity, text: str, payload: str = "") -> Button:
    return Button(text, payload or f"same:{(await town.milestone('1.1', '市城市管理局')).id}")


async def _parts(town: WeComCity, message_id: str) -> list[str]:
    return await town.store.read(str, "parts_of", message_id=message_id)
