"""What has a date is asked in each quarter's return until T-20 and counted in its number."""

import re
from datetime import date

from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.domain.assignment import Kind, State
from bot.domain.light import Reason
from bot.queries.history import events_of
from bot.queries.returns import return_of
from tests.builders import City

TOBACCO, HEAD = "u03-liaison", "u03-head"  # 市烟草公司 owes 2.1 alone, due on 2024-06-30: T-20 is 2024-05-31
DUE = date(2024, 1, 8)


async def test_a_unit_with_dated_items_alone_has_a_return_like_any_other(town: City) -> None:
    """2023-Q4: T-3 on 01-03, the day itself, +1 with the head, +3; so in each quarter until the item's own ladder."""
    await town.sleep_until("2024-06-30")
    assert [town.day(m) for m in town.pushed(TOBACCO)] == [
        "2023-11-01",
        "2024-01-03", "2024-01-08", "2024-01-09", "2024-01-11",
        "2024-04-02", "2024-04-08", "2024-04-09", "2024-04-11",
        "2024-05-31", "2024-06-17", "2024-06-24", "2024-06-28",
    ]  # fmt: skip
    assert [town.day(m) for m in town.pushed(HEAD)] == [
        "2024-01-09",
        "2024-01-11",
        "2024-04-09",
        "2024-04-11",
    ]


async def test_its_message_names_period_count_and_day(town: City) -> None:
    await town.sleep_until("2024-01-03", "10:00")
    asked = town.pushed(TOBACCO)[-1]
    assert asked.kind == "return"
    assert "请于1月8日（周一）前报送2023年第四季度进展（市烟草公司，1项）" in asked.card.text
    page = await town.press(TOBACCO, "本期清单")
    assert "共1项，待报1项" in page.text


async def test_a_word_answers_it_and_the_chase_falls_away(town: City) -> None:
    await town.sleep_until("2024-01-05", "10:00")
    await town.say(TOBACCO, "完成80%")
    await town.sleep_until("2024-03-29")
    assert [town.day(m) for m in town.pushed(TOBACCO)] == ["2023-11-01", "2024-01-03"]
    assert (await town.milestone("2.1", "市烟草公司")).reason is Reason.ON_PACE


async def test_silence_past_the_returns_day_is_seen_and_said_late(town: City) -> None:
    await town.sleep_until("2024-01-08", "23:00")
    assert (await town.milestone("2.1", "市烟草公司")).reason is Reason.ASKED
    await town.sleep_until("2024-01-09", "10:00")
    a = await town.milestone("2.1", "市烟草公司")
    assert (a.state, a.reason, a.highest_rung) == (State.OPEN, Reason.SILENT, None)
    assert "已迟报1天" in town.pushed(TOBACCO)[-1].card.text
    assert "补报" in (await town.say(TOBACCO, "其余无变化")).text
    assert (await town.milestone("2.1", "市烟草公司")).state is State.OPEN
    events = [h.event for h in await events_of(town.store, str(a.id), town.calendar)]
    assert [e.data["period"] for e in events if e.kind is Kind.ASKED] == ["2023-Q4"] * 3


async def test_while_another_unit_holds_it_it_is_not_asked(town: City) -> None:
    await town.sleep_until("2023-12-20", "10:00")
    a = await town.milestone("2.1", "市烟草公司")
    await town.press_payload(TOBACCO, payload_for(Verb.WAIT_ON, a.id, unit_code("市生态环境局")))
    await town.sleep_until("2024-01-04")
    assert a.id not in town.pushed("u01-liaison")[-1].card.assignments
    assert [town.day(m) for m in town.pushed(TOBACCO)] == ["2023-11-01"]


async def test_down_over_the_whole_return_it_is_asked_once(town: City) -> None:
    await town.sleep_until("2023-12-20")
    await town.down_until("2024-01-12", "10:00")
    await town.sleep_until("2024-01-12", "23:00")
    assert [town.day(m) for m in town.pushed(TOBACCO)] == ["2023-11-01", "2024-01-12"]


async def test_the_count_of_a_message_is_what_its_buttons_open(nanyang: City) -> None:
    """Every return of the first quarter: as many items in the sentence, in the message and on the page."""
    await nanyang.sleep_until("2024-01-03", "23:00")
    context = await nanyang.contexts.current()
    seen = 0
    for person in nanyang.liaisons():
        asked = nanyang.pushed(person)[-1]
        unit = context.roster.by_id[person].posts[0].unit
        counts = re.findall(rf"第四季度进展（{unit}，(\d+)项）", asked.card.text)
        items = await return_of(nanyang.store, context, unit, DUE, nanyang.today)
        assert [int(n) for n in counts] == ([len(items)] if items else []), unit
        assert {a.id for a in items} <= set(asked.card.assignments)
        seen += bool(items)
    assert seen >= 27
