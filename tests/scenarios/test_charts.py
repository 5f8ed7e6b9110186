"""/chart, /map and /goals: the words at once, the picture after them, and only of what its reader sees."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.context.air_numbers import keep_air
from bot.domain.air.air_reading import WHOLE_CITY
from bot.domain.drawn import Charts, CountyMap, DayGauge, Drawable, GoalBoard, MapOf
from bot.domain.light import Light
from tests.builders import City, city, seed_plan
from tests.domain.air.given import days, reading, rules, whole_year

ENERGY, CITY_OFFICE, LEADER, COUNTY = "市发展改革委", "coordinator", "leader", "方城县"


@pytest.fixture
async def nanyang(tmp_path: Path) -> AsyncIterator[tuple[City, list[Drawable]]]:
    drawn: list[Drawable] = []

    async def draw(wanted: Drawable, language: str) -> bytes:
        drawn.append(wanted)
        return b"\x89PNG"

    async with city(tmp_path, seed_plan(), start="2023-11-30", draw=draw) as founded:
        await founded.go_live("2023-12-01")
        await founded.sleep_until("2023-12-04", "10:00")
        yield founded, drawn


async def liaison(town: City, unit: str) -> str:
    return next(p.id for p in (await town.contexts.current()).roster.liaisons(unit, ""))


async def drawn_for(town: City, person: str, text: str) -> str:
    card = await town.say(person, text)
    while town.chat.pending:
        await next(iter(town.chat.pending))
    await town.play.settle()
    return card.text


async def test_the_chart_shows_what_was_reported(nanyang: tuple[City, list[Drawable]]) -> None:
    town, drawn = nanyang
    energy = await liaison(town, ENERGY)
    await town.say(energy, "5 风电装机235万千瓦")
    assert "风电装机235万千瓦" in await drawn_for(town, energy, "/chart 5")
    (shown,) = drawn
    assert isinstance(shown, Charts) and [one.title for one in shown.charts] == ["风电装机"]
    assert [int(point.value) for point in shown.charts[0].points] == [235] and shown.charts[0].target == 260
    assert shown.charts[0].words.startswith("风电装机235")  # its light is drawn, not written
    picture = town.phone(energy)[-1].card
    assert picture.picture and picture.title == "第5项 大力发展清洁能源：指标"  # what it shows was said above
    assert "还没有读数" in await drawn_for(town, energy, "/chart 5 光伏")
    assert len(drawn) == 1


async def test_a_chart_is_of_something_one_sees(nanyang: tuple[City, list[Drawable]]) -> None:
    town, drawn = nanyang
    other = await liaison(town, "市烟草公司")
    assert "请写任务号或指标名称" in await drawn_for(town, CITY_OFFICE, "/chart")
    assert "没有指标" in await drawn_for(town, CITY_OFFICE, "/chart 5 火电")
    assert "风电装机" not in await drawn_for(town, other, "/chart 5")
    assert "风电装机" in await drawn_for(town, LEADER, "/chart 风电装机")
    assert drawn == []


async def test_the_map_has_the_readers_counties(nanyang: tuple[City, list[Drawable]]) -> None:
    town, drawn = nanyang
    await town.sleep_until("2024-01-12", "10:00")
    text = await drawn_for(town, LEADER, "/map")
    county = await liaison(town, COUNTY)
    assert COUNTY in text and COUNTY in await drawn_for(town, county, "地图")
    assert "第8项" in await drawn_for(town, CITY_OFFICE, "/map 8")
    whole, own, of_task = drawn
    assert isinstance(whole, CountyMap) and isinstance(own, CountyMap) and isinstance(of_task, CountyMap)
    assert len(whole.tiles) == 17 and [one.name for one in own.tiles] == [COUNTY]
    assert all(one.light is not Light.WHITE for one in whole.tiles) and len(of_task.tiles) == 17
    assert "没有县区" in await drawn_for(town, await liaison(town, "市烟草公司"), "/map")


async def test_goals_are_days_that_are_left(tmp_path: Path) -> None:
    drawn: list[Drawable] = []

    async def draw(wanted: Drawable, language: str) -> bytes:
        drawn.append(wanted)
        return b"\x89PNG"

    async with city(tmp_path, seed_plan(), start="2025-07-01", draw=draw) as town:
        await town.sleep_until("2025-07-01", "10:00")
        assert "没有可用" in await drawn_for(town, LEADER, "/goals")
        town.contexts.use(air_rules=rules)
        assert "优良天数" in await drawn_for(town, LEADER, "/goals") and drawn == []
        aqi = [67] * 130 + [120] * 50 + [210]
        half_year = zip(days(date(2025, 1, 1), 181), aqi, range(181), strict=True)
        read = [reading(day, WHOLE_CITY, n, line=line) for day, n, line in half_year]
        await town.store.commit(keep_air("readings:air", 1, read, town.now))
        text = await drawn_for(town, LEADER, "目标")
        assert "130/181天（71.8%）" in text and "还需150天" in text and "再损失34天" in text
        (board,) = drawn
        assert isinstance(board, GoalBoard)
        gauges = [one.gauge for one in board.rows if one.gauge]
        assert gauges == [
            DayGauge(130, 184, 365, (280, 280), fewer=False),
            DayGauge(1, 184, 365, (2, 3), fewer=True),
        ]
        county = await drawn_for(town, await liaison(town, "桐柏县"), "/goals")
        assert "桐柏县" in county and "西峡县" not in county and "130/181" in county


async def test_the_map_says_which_county_misses_grade_two_and_by_how_much(tmp_path: Path) -> None:
    drawn: list[Drawable] = []

    async def draw(wanted: Drawable, language: str) -> bytes:
        drawn.append(wanted)
        return b"\x89PNG"

    async with city(tmp_path, seed_plan(), start="2025-01-10", draw=draw) as town:
        await town.sleep_until("2025-01-10", "10:00")
        town.contexts.use(air_rules=rules)
        assert "画不出达标地图" in await drawn_for(town, LEADER, "/map 2024") and drawn == []
        assert "17个县区" in await drawn_for(town, LEADER, "达标地图")  # lights instead
        read = [
            *whole_year(2024, "桐柏县"),
            *whole_year(2024, "西峡县", o3="163"),
            *(
                reading(day, "淅川县", pm25="80" if day.day % 10 == 0 else "28")
                for day in days(date(2024, 1, 1), 366)
            ),
            *(reading(day, "南召县") for day in days(date(2024, 1, 1), 60)),
        ]
        rows = [replace(one, line=n) for n, one in enumerate(read)]
        await town.store.commit(keep_air("readings:air", 1, rows, town.now))
        text = await drawn_for(town, LEADER, "达标地图")
        assert "2024年各县区空气质量达标情况" in text and "年内累计" not in text
        assert "🟢达标1：桐柏县" in text and "🔴不达标1：西峡县（臭氧超0.02倍）" in text
        assert "🟡口径不一1：淅川县（通报达标，全面不达标，细颗粒物日均超0.07倍）" in text
        assert "⚫数据不足1：南召县" in text and "⚫没有数据13：" in text
        shown = drawn[-1]
        assert isinstance(shown, CountyMap) and shown.of is MapOf.ATTAINMENT and len(shown.tiles) == 17
        notes = {one.name: one.note for one in shown.tiles}
        assert notes["西峡县"] == ("臭氧", "超0.02倍") and notes["淅川县"] == ("通报达标", "全面不达标")
        lights = await town.press(LEADER, "看任务灯图")
        assert "17个县区" in lights.text
        assert "17个县区" in await drawn_for(town, LEADER, "/map 任务")
        assert "西峡县" not in await drawn_for(town, await liaison(town, "桐柏县"), "/map")
        readers = await drawn_for(town, await liaison(town, "市生态环境局"), "/map 达标")
        assert "西峡县" in readers
        assert "画不出" in await drawn_for(town, await liaison(town, "市烟草公司"), "/map 2024")
