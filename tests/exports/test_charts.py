"""Pictures of indicators and of counties: on a phone, within 200 kB, nothing outside and no name on another."""

from datetime import date, timedelta
from fractions import Fraction
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.domain.drawn import (
    Chart,
    ChartPoint,
    Charts,
    CountyMap,
    CountyTile,
    DayGauge,
    DrawnGoal,
    GoalBoard,
    MapOf,
)
from bot.domain.light import Light
from bot.exports.county_map import map_layout, places
from bot.exports.gauges import goals_layout
from bot.exports.indicator_charts import charts_layout, scales_of
from bot.exports.paint import LARGEST, paint
from bot.exports.palette import FILL, MARGIN
from bot.exports.sheet import Block, Box, Polyline, Sheet
from bot.i18n import Language
from tests.planfile.files import EN, ZH, seed

DAY = date(2025, 7, 1)
BASE = ChartPoint(date(2024, 1, 1), Fraction(200))
READ = (BASE, ChartPoint(date(2024, 12, 31), Fraction(236)), ChartPoint(date(2025, 6, 30), Fraction(240)))
WIND = Chart(
    "风电装机",
    "万千瓦",
    Light.YELLOW,
    READ,
    Fraction(260),
    BASE,
    date(2025, 12, 31),
    date(2026, 3, 30),
    "晚89天",
)
COUNTIES = [unit for unit in seed().units if unit.kind == "county"]


def of(*charts: Chart) -> Charts:
    return Charts("第5项 大力发展清洁能源", DAY, charts, "")


def assert_readable(sheet: Sheet) -> None:
    paper = Box(0, 0, sheet.width, sheet.height)
    assert [one for one in sheet.shapes if not paper.holds(one.box)] == []
    assert min(text.size for text in sheet.texts) >= 27  # ten points on a phone
    png = paint(sheet)
    assert len(png) < LARGEST
    assert Image.open(BytesIO(png)).size == (sheet.width, sheet.height)


@pytest.mark.parametrize("language", [ZH, EN])
def test_four_indicators_fit_a_phone(language: object) -> None:
    sheet = charts_layout(of(WIND, WIND, WIND, WIND), language)  # type: ignore[arg-type]
    assert_readable(sheet)
    said = {text.text for text in sheet.texts}
    assert {"240", "260", "风电装机（万千瓦）" if language is ZH else "风电装机 (万千瓦)"} <= said


def test_values_target_expected_line_and_forecast_are_drawn() -> None:
    lines = [one for one in charts_layout(of(WIND), ZH).shapes if isinstance(one, Polyline)]
    in_legend, in_plot = lines[:4], lines[4:]
    assert [(one.colour, one.dash) for one in in_plot] == [
        (one.colour, one.dash) for one in (in_legend[1], in_legend[2], in_legend[3], in_legend[0])
    ]
    target, expected, forecast, values = (one.points for one in in_plot)
    assert target[0][1] == target[1][1] == expected[1][1] and expected[0] == values[0]
    assert forecast[0] == values[-1] and len(values) == 3


def test_a_single_reading_is_a_point_without_a_forecast() -> None:
    alone = Chart("光伏", "万千瓦", Light.GREY, READ[2:], Fraction(400), None, date(2025, 12, 31))
    sheet = charts_layout(of(alone), ZH)
    assert_readable(sheet)
    assert (
        len([one for one in sheet.shapes if isinstance(one, Polyline)]) == 3
    )  # two of the legend, the target


def test_a_forecast_far_away_does_not_flatten_the_rest() -> None:
    late = Chart(
        "风电", "万千瓦", Light.YELLOW, READ, Fraction(260), BASE, date(2025, 12, 31), date(2090, 1, 1)
    )
    assert scales_of(late).last < date(2026, 12, 31)
    assert_readable(charts_layout(of(late), ZH))


values = st.fractions(-(10**6), 10**6, max_denominator=1000)
points = st.lists(st.tuples(st.integers(0, 3000), values), min_size=1, max_size=12, unique_by=lambda p: p[0])


@settings(max_examples=60)
@given(points, st.none() | values, st.none() | st.integers(0, 4000), st.none() | st.integers(0, 40000))
def test_any_course_lies_within_its_plot(
    read: list[tuple[int, Fraction]], target: Fraction | None, due: int | None, forecast: int | None
) -> None:
    start = date(2020, 1, 1)
    course = tuple(ChartPoint(start + timedelta(days=n), value) for n, value in sorted(read))
    due_day, reached = (None if one is None else start + timedelta(days=one) for one in (due, forecast))
    chart = Chart("指标", "%", Light.GREEN, course, target, course[0], due_day, reached)
    sheet = charts_layout(of(chart), ZH)
    for line in (one for one in sheet.shapes if isinstance(one, Polyline)):
        assert all(-0.001 <= x <= 1.001 and -0.001 <= y <= 1.001 for x, y in line.points)
    scales = scales_of(chart)
    assert all(scales.low <= point.value <= scales.high for point in course)


def test_every_county_has_its_own_tile_where_the_plan_puts_it() -> None:
    lights = list(Light)
    tiles = tuple(CountyTile(one.name, lights[n % 6], one.tile) for n, one in enumerate(COUNTIES))
    shown = CountyMap("17个县区", DAY, tiles, "")
    sheet = map_layout(shown, ZH)
    assert_readable(sheet)
    assert len(tiles) == 17 == len(set(places(shown).values()))
    west, east = (places(shown)[name] for name in ("西峡县", "桐柏县"))
    assert west[0] < east[0] and west[1] < east[1]
    said = "".join(text.text for text in sheet.texts)
    assert [one.name for one in tiles if one.name not in said] == []
    margin = [
        one for one in sheet.texts if one.box.x < MARGIN - 1 or one.box.right > sheet.width - MARGIN + 2
    ]
    assert margin == []


NOTES = {
    ZH: {
        Light.GREEN: ("达标",),
        Light.RED: ("可吸入颗粒物", "日均超12.34倍", "另有5项"),
        Light.YELLOW: ("通报未评价", "全面不达标"),
        Light.GREY: ("没有数据",),
    },
    EN: {
        Light.GREEN: ("met",),
        Light.RED: ("PM2.5", "daily +12.34×", "5 items more"),
        Light.YELLOW: ("bulletin: yes", "in full: no"),
        Light.GREY: ("not judged",),
    },
}


@pytest.mark.parametrize("language", [ZH, EN])
def test_a_tile_says_what_is_missed_in_letters_that_can_be_read(language: Language) -> None:
    notes = NOTES[language]
    states = list(notes)
    tiles = tuple(
        CountyTile(one.name, states[n % 4], one.tile, notes[states[n % 4]]) for n, one in enumerate(COUNTIES)
    )
    sheet = map_layout(CountyMap("2024年各县区空气质量达标情况", DAY, tiles, "", MapOf.ATTAINMENT), language)
    paper = Box(0, 0, sheet.width, sheet.height)
    assert [one for one in sheet.shapes if not paper.holds(one.box)] == []
    assert min(text.size for text in sheet.texts) >= 24  # nothing is clipped, little is shrunk
    assert len(paint(sheet)) < LARGEST
    said = {text.text for text in sheet.texts}
    assert {one for note in notes.values() for one in note} <= said
    assert language.say("map.state.missed") in said


@pytest.mark.parametrize("n", [1, 4, 17, 40])
def test_counties_without_a_place_stand_row_by_row(n: int) -> None:
    tiles = tuple(CountyTile(f"第{at}县", Light.RED, (0, 0)) for at in range(n))
    shown = CountyMap("县区", DAY, tiles, "")
    assert len(set(places(shown).values())) == n
    sheet = map_layout(shown, ZH)
    assert_readable(sheet)
    blocks = [one for one in sheet.shapes if isinstance(one, Block) and one.colour == FILL[Light.RED]]
    assert len(blocks) == n + 1  # and one in the legend


@given(
    st.integers(0, 366),
    st.integers(0, 366),
    st.integers(0, 366),
    st.tuples(*[st.integers(0, 366)] * 2),
    st.booleans(),
)
def test_any_gauge_fits_a_phone(
    days: int, others: int, rest: int, totals: tuple[int, int], fewer: bool
) -> None:
    gauge = DayGauge(days, rest, days + others + rest or 1, totals, fewer)
    rows = (DrawnGoal("全市2025年优良天数：截至6月30日130/181天（71.8%）。" * 3, Light.YELLOW, gauge),)
    sheet = goals_layout(GoalBoard("5项目标", DAY, rows, ""), ZH)
    paper = Box(0, 0, sheet.width, sheet.height)
    assert [one for one in sheet.shapes if not paper.holds(one.box)] == []


def test_heavy_days_are_squares_and_those_too_many_are_red() -> None:
    rows = (DrawnGoal("重污染", Light.RED, DayGauge(4, 100, 365, (2, 3), fewer=True)),)
    sheet = goals_layout(GoalBoard("目标", DAY, rows, ""), ZH)
    assert_readable(sheet)
    filled = [
        one.colour for one in sheet.shapes if type(one) is Block and one.box.height == one.box.width == 44
    ]
    assert filled == [FILL[Light.YELLOW]] * 2 + [FILL[Light.RED]] * 2
