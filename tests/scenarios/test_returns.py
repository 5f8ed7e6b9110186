"""Recurring work: asked by the quarter as one card, the missed one never rolled forward."""

from datetime import date

from bot.domain.assignment import Assignment, State
from bot.domain.ladder import Rung
from bot.domain.light import Light
from bot.queries.returns import return_of, unanswered
from tests.builders import City

COUNTY, LIAISON, HEAD = "西县", "c02-liaison", "c02-head"


async def quarter(town: City, period: str) -> dict[str, tuple[State, bool]]:
    rows = [a for a in await town.assignments(unit=COUNTY) if a.period == period]
    return {a.milestone: (a.state, a.current) for a in rows}


async def test_a_return_is_asked_twice_chased_once_and_never_proposes_a_talk(town: City) -> None:
    """2023-Q4 is due on 2024-01-08: T-3 01-03, the day itself, +1 01-09, +3 01-11."""
    await town.sleep_until("2024-03-31")
    asked = [town.day(m) for m in town.pushed(LIAISON)]
    assert asked == ["2023-11-01", "2024-01-03", "2024-01-08", "2024-01-09", "2024-01-11"]
    assert [town.day(m) for m in town.pushed(HEAD)] == ["2024-01-09", "2024-01-11"]
    assert {a.highest_rung for a in await town.assignments(unit=COUNTY) if a.period == "2023-Q4"} == {
        Rung.SUPERVISE
    }


async def test_one_press_answers_the_whole_return(town: City) -> None:
    await town.sleep_until("2024-01-03", "10:00")
    assert len(await quarter(town, "2023-Q4")) == 3
    await town.press(LIAISON, "无变化")
    assert {state for state, _ in (await quarter(town, "2023-Q4")).values()} == {State.CLOSED}
    await town.sleep_until("2024-01-31")
    assert [town.day(m) for m in town.pushed(LIAISON)] == ["2023-11-01", "2024-01-03"]


async def test_a_missed_quarter_stays_missed_and_the_next_is_asked_by_itself(town: City) -> None:
    await town.sleep_until("2024-04-08")
    missed = await quarter(town, "2023-Q4")
    assert set(missed.values()) == {(State.OPEN, True)}  # 未报, and counted until it is filed
    assert set((await quarter(town, "2024-Q1")).values()) == {(State.OPEN, True)}
    assert not [a for a in await town.assignments(unit=COUNTY) if a.recurring and a.light is Light.RED]
    await town.press(LIAISON, "无变化")
    assert set((await quarter(town, "2024-Q1")).values()) == {(State.CLOSED, True)}
    assert await quarter(town, "2023-Q4") == missed


async def test_down_for_a_month_over_the_next_quarters_day_it_is_the_same(town: City) -> None:
    await town.sleep_until("2024-03-28")
    await town.down_until("2024-05-06", "10:00")
    await town.sleep_until("2024-05-06", "11:00")
    assert set((await quarter(town, "2023-Q4")).values()) == {(State.OPEN, True)}
    assert set((await quarter(town, "2024-Q1")).values()) == {(State.OPEN, True)}
    assert {a.light for a in await town.assignments(unit=COUNTY) if a.period == "2024-Q1"} == {Light.YELLOW}


async def test_down_for_half_a_year_all_its_quarters_are_asked_in_one_message(town: City) -> None:
    """Quarters that came and went meanwhile are opened and missed; the one that is not asked yet does not count."""
    await town.sleep_until("2023-12-20")
    await town.down_until("2024-07-02", "10:00")
    await town.sleep_until("2024-07-02", "23:00")
    current = {a.period for a in await town.assignments(unit=COUNTY) if a.current and a.recurring}
    assert current == {"2023-Q4", "2024-Q1", "2024-Q2"}
    assert [town.day(m) for m in town.pushed(LIAISON)] == ["2023-11-01", "2024-07-02"]


async def test_a_return_filed_after_its_day_is_late(town: City) -> None:
    await town.sleep_until("2024-01-18")
    first, *others = [a.id for a in await town.assignments(unit=COUNTY) if a.period == "2023-Q4"]
    assert "补报" in (await town.press_payload(LIAISON, f"same:{first}")).text
    await town.press(LIAISON, "无变化")
    rows = {a.id: a for a in await town.assignments(unit=COUNTY)}
    assert all(rows[id_].filed_late for id_ in (first, *others))


async def test_a_dated_milestone_is_asked_in_the_return_until_its_own_ladder_begins(town: City) -> None:
    """2.1 is due on 2024-06-30: in January it is part of the bureau's return."""
    await town.sleep_until("2024-01-03", "10:00")
    before = await town.milestone("2.1", "市生态环境局")
    assert before.reported_at is None
    await town.press("u01-liaison", "本期清单")
    card = await town.press("u01-liaison", "全部无变化")
    after = await town.milestone("2.1", "市生态环境局")
    assert after.state is State.OPEN  # a result is not filed away by saying that nothing has changed
    assert after.reported_at is not None
    assert after.id in card.assignments
    owed = unanswered(await town.contexts.current(), await asked(town))
    assert owed == []


async def test_from_t_20_on_the_return_leaves_a_milestone_to_its_own_ladder(town: City) -> None:
    await town.sleep_until("2024-06-13", "10:00")
    assert "2.1" not in {a.milestone for a in await asked(town)}


async def asked(town: City) -> list[Assignment]:
    """The return of the fourth quarter of 2023, as it would be asked today."""
    context = await town.contexts.current()
    return await return_of(town.store, context, "市生态环境局", date(2024, 1, 8), town.today)
