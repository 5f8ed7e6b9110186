"""What is mentioned each week without end is mentioned once a month when somebody has decided, and says what."""

from datetime import date
from itertools import groupby

import pytest

from bot.cards.callback_data import Verb, payload_for
from bot.domain.ladder import due_steps
from tests.builders import City, calendar, ladders

URBAN = "u02-liaison"


async def mondays(town: City, after: str) -> list[str]:
    """The days after `after` on which the unit's liaison heard of the boilers."""
    return [day for day in await town.days_about("1.1", URBAN) if day > after]


async def press_on_boilers(town: City, person: str, verb: str) -> None:
    boilers = await town.milestone("1.1", "市城市管理局")
    await town.press_payload(person, f"{verb}:{boilers.id}")


async def test_undecided_it_is_mentioned_each_week(town: City) -> None:
    await town.sleep_until("2024-03-31")
    heard = await mondays(town, "2024-01-12")
    assert len(heard) == 11
    assert heard[:5] == [
        "2024-01-15",
        "2024-01-22",
        "2024-01-29",
        "2024-02-05",
        "2024-02-18",
    ]  # spring festival
    assert "处理情况" not in (await town.about("1.1", URBAN))[-1].card.text


async def test_put_before_the_leader_it_is_mentioned_once_a_month_with_that(town: City) -> None:
    await town.sleep_until("2024-01-11", "10:00")
    await press_on_boilers(town, "coordinator", "up")
    await town.sleep_until("2024-05-31")
    heard = await mondays(town, "2024-01-12")
    assert heard == ["2024-02-05", "2024-03-04", "2024-04-01", "2024-05-06"]
    assert "处理情况：1月11日已报请领导审定。" in (await town.about("1.1", URBAN))[-1].card.text


async def test_chased_by_hand_it_says_who_chased_and_when(town: City) -> None:
    await town.sleep_until("2024-01-16", "10:00")
    await press_on_boilers(town, "coordinator", "chase")
    await town.sleep_until("2024-03-04")
    assert await mondays(town, "2024-01-16") == ["2024-02-05", "2024-03-04"]
    assert "1月16日" in (text := (await town.about("1.1", URBAN))[-1].card.text)
    assert "已专门催办" in text


async def test_a_refused_extension_is_a_decision(town: City) -> None:
    await town.sleep_until("2024-01-16", "10:00")
    await town.say(URBAN, "第1项申请延期到2024年6月30日，设备未到货")
    boilers = await town.milestone("1.1", "市城市管理局")
    refuse = payload_for(Verb.REFUSE_GRANT, boilers.id, date(2024, 6, 30))
    await town.press_payload("coordinator", refuse)
    assert "未同意延期" in (await town.say("coordinator", "年底前必须完成")).text
    await town.sleep_until("2024-03-04")
    assert await mondays(town, "2024-01-17") == ["2024-02-05", "2024-03-04"]
    assert "1月16日" in (text := (await town.about("1.1", URBAN))[-1].card.text)
    assert "未同意所提申请" in text


@pytest.mark.parametrize("decided", [date(2024, 1, 10), date(2024, 2, 29), date(2024, 10, 1)])
def test_in_two_years_a_hundred_mentions_become_one_a_month(decided: date) -> None:
    due, end = date(2023, 12, 31), date(2026, 1, 31)
    weekly = [one for one in due_steps(ladders().dated, due, due, end, calendar()) if one.occurrence.week]
    rare = [
        one for one in due_steps(ladders().dated, due, due, end, calendar(), decided) if one.occurrence.week
    ]
    assert len(weekly) > 100
    assert [one for one in rare if one.day <= decided] == [one for one in weekly if one.day <= decided]
    by_month = groupby(weekly, key=lambda one: (one.day.year, one.day.month))
    first = [next(of_month) for month, of_month in by_month if month > (2024, 1)]
    assert [one for one in rare if one.day > decided] == [one for one in first if one.day > decided]
