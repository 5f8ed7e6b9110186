"""Nothing known is not green: white until the unit has said something, yellow once its day to answer is over."""

from datetime import date
from pathlib import Path

from bot.domain.assignment import Assignment
from bot.domain.light import Light, Reason
from bot.queries.summary import summarize
from tests.builders import City, city


async def liaison_of(nanyang: City, unit: str) -> str:
    context = await nanyang.contexts.current()
    return context.roster.liaisons(unit, "8")[0].id


async def task_light(nanyang: City, task: str) -> Light:
    summary = await summarize(nanyang.store, await nanyang.contexts.current(), nanyang.now)
    return next(line.light for line in summary.tasks if line.id == task)


def shown(a: Assignment) -> tuple[Light, Reason]:
    return a.light, a.reason


async def test_who_says_nothing_is_never_greener_than_who_reports(nanyang: City) -> None:
    """8.1 is due on 2023-12-31; both are asked on 12-04, one reports a fifth and is behind on 12-11, when a third of
    the time has passed; the other has said nothing."""
    await nanyang.sleep_until("2023-12-03")
    first, silent = sorted(a.unit for a in await nanyang.assignments(task="8") if a.milestone == "8.1")[:2]
    assert shown(await nanyang.milestone("8.1", silent)) == (Light.WHITE, Reason.UNASKED)
    await nanyang.sleep_until("2023-12-04", "10:00")
    assert shown(await nanyang.milestone("8.1", silent)) == (Light.WHITE, Reason.ASKED)
    await nanyang.say(await liaison_of(nanyang, first), "第8项完成20%")
    assert shown(await nanyang.milestone("8.1", first)) == (Light.GREEN, Reason.ON_PACE)
    await nanyang.sleep_until("2023-12-05")
    assert shown(await nanyang.milestone("8.1", silent)) == (Light.YELLOW, Reason.SILENT)
    await nanyang.sleep_until("2023-12-11")
    assert shown(await nanyang.milestone("8.1", first)) == (Light.YELLOW, Reason.BEHIND)
    assert shown(await nanyang.milestone("8.1", silent)) == (Light.YELLOW, Reason.SILENT)
    item = await nanyang.milestone("8.1", silent)
    card = await nanyang.press_payload(await liaison_of(nanyang, silent), f"card:{item.id}")
    assert "尚无反馈" in card.text
    assert "正常推进" not in card.text


async def test_the_first_morning_is_white(nanyang: City) -> None:
    await nanyang.sleep_until("2023-12-01")
    summary = await summarize(nanyang.store, await nanyang.contexts.current(), nanyang.now)
    assert (summary.lights.white, summary.lights.green, summary.counties.white) == (31, 0, 17)
    assert "31项任务：⚪31" in (await nanyang.say("coordinator", "/summary")).text


async def test_two_years_without_a_word_are_not_green(tmp_path: Path) -> None:
    """12.1 is due on 2025-12-31."""
    async with city(tmp_path, start="2023-12-01") as nanyang:
        await nanyang.go_live("2023-12-01")
        await nanyang.sleep_until("2023-12-02")
        await nanyang.down_until("2025-12-16")
        await nanyang.sleep_until("2025-12-16")
        roads = [a for a in await nanyang.assignments(task="12") if a.milestone == "12.1"]
        assert roads
        for a in roads:
            assert a.light in (Light.YELLOW, Light.WHITE)
        assert await task_light(nanyang, "12") in (Light.YELLOW, Light.WHITE)
        summary = await summarize(nanyang.store, await nanyang.contexts.current(), nanyang.now)
        assert (summary.lights.green, summary.lights.grey, summary.counties.green) == (0, 0, 0)


async def test_on_the_16th_the_road_has_been_asked_about_and_nothing_was_said(tmp_path: Path) -> None:
    async with city(tmp_path, start="2025-11-30") as nanyang:
        await nanyang.go_live("2025-12-01")
        await nanyang.sleep_until("2025-12-16")
        assert {shown(a) for a in await nanyang.assignments(task="12") if a.milestone == "12.1"} == {
            (Light.YELLOW, Reason.SILENT)
        }


async def test_a_return_is_white_until_its_day_and_a_late_one_is_yellow_for_ever(town: City) -> None:
    """2023-Q4 is asked from 2024-01-01 and due on 01-08. Nearly the whole city would be yellow for a week else."""
    seen = {}
    for day in ("2023-12-29", "2024-01-02", "2024-01-08", "2024-01-09", "2024-02-20"):
        await town.sleep_until(day)
        rows = [a for a in await town.assignments(unit="西县") if a.period == "2023-Q4"]
        (seen[day],) = {shown(a) for a in rows}
    assert seen == {
        "2023-12-29": (Light.WHITE, Reason.UNASKED),
        "2024-01-02": (Light.WHITE, Reason.ASKED),
        "2024-01-08": (Light.WHITE, Reason.ASKED),
        "2024-01-09": (Light.YELLOW, Reason.LATE_RETURN),
        "2024-02-20": (Light.YELLOW, Reason.LATE_RETURN),
    }


async def test_a_period_that_nobody_has_asked_does_not_whiten_the_filed_one(town: City) -> None:
    await town.sleep_until("2024-01-03", "10:00")
    await town.press("c02-liaison", "无变化")
    await town.sleep_until("2024-02-20")
    summary = await summarize(town.store, await town.contexts.current(), town.now)
    filed = next(line.counties for line in summary.tasks if line.id == "3")
    assert filed.green == 1  # 西县; 东县 has not filed


async def test_another_date_asks_anew(town: City) -> None:
    """An extension granted: what was asked about the old date is not silence about the new one."""
    await town.sleep_until("2023-12-05", "10:00")
    boilers = await town.milestone("1.1", "市城市管理局")
    assert shown(boilers) == (Light.YELLOW, Reason.SILENT)
    assert boilers.asked_until == date(2023, 12, 4)
    asked = await town.say("u02-liaison", "第1项申请延期到2024年6月30日，设备未到货")
    assert asked.title.startswith("已申请延期"), asked
    await town.press_payload("coordinator", "in:extensions:0")
    await town.press("coordinator", "1")
    await town.press("coordinator", "同意延期")
    moved = await town.milestone("1.1", "市城市管理局")
    assert moved.due == date(2024, 6, 30)
    assert shown(moved) == (Light.WHITE, Reason.UNASKED)


async def test_an_answer_taken_back_is_silence_again(town: City) -> None:
    await town.sleep_until("2023-12-05", "10:00")
    await town.say("u02-liaison", "第1项完成60%")
    assert shown(await town.milestone("1.1", "市城市管理局")) == (Light.GREEN, Reason.ON_PACE)
    await town.say("u02-liaison", "撤销")
    assert shown(await town.milestone("1.1", "市城市管理局")) == (Light.YELLOW, Reason.SILENT)
