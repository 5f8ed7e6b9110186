"""What a ticket is about, as people type it."""

from decimal import Decimal

import pytest

from bot.domain.language.plain import plain
from bot.domain.language.ticket_charge import handed_over
from bot.domain.language.ticketing import TicketDraft, issues_ticket, missing_part, nearest_units, read_ticket
from bot.domain.plan import UnitKind
from tests.builders import seed_plan
from tests.chat.ticket_town import RULES

PLAN = seed_plan()
UNITS = tuple(PLAN.unit)
COUNTIES = tuple(name for name, unit in PLAN.unit.items() if unit.kind is UnitKind.COUNTY)
SPOT = TicketDraft("方城县", "释之路", "pm10", Decimal(312), "微克/立方米", "走航")


def read(text: str) -> TicketDraft:
    return read_ticket(text, UNITS, COUNTIES, RULES)


@pytest.mark.parametrize(
    "text",
    [
        "方城县 释之路 PM10 312微克/立方米 走航",
        "方城县释之路PM10超标，312，走航车发现",
        "走航发现方城县释之路 PM10：312 ug/m3",
        "PM10 312，释之路，方城，走航",
        "pm 10 高达312微克每立方米 走航 方城县 释之路",
        "交办给方城县，释之路，走航PM10 312",
        "派给方城县 释之路 走航 可吸入颗粒物312",
        "请方城县 释之路 PM10 312 走航",
        "地点：释之路；县区：方城县；污染物：PM10；数值：312；来源：走航",
        "方城县\n释之路\nPM10\n312\n走航",
        "ＰＭ１０ ３１２ 方城县 释之路 走航",
    ],
)
def test_in_any_order_and_spacing(text: str) -> None:
    assert read(text) == SPOT


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("方城县 释之路与张骞大道交叉口 PM10 312 走航", "释之路与张骞大道交叉口"),
        ("方城县 释之路 与 张骞大道 交叉口 PM10 312 走航", "释之路与张骞大道交叉口"),
        ("方城县 107国道12公里处 PM10 312 走航", "107国道12公里处"),
        ("方城县 2号站点附近 PM10 312 走航", "2号站点附近"),
    ],
)
def test_a_place_may_have_numbers_and_two_roads(text: str, place: str) -> None:
    found = read(text)
    assert (found.place, found.value) == (place, Decimal(312))


@pytest.mark.parametrize(
    ("text", "place", "matter"),
    [
        ("12345举报 方城县 张骞大道 烧秸秆", "张骞大道", "烧秸秆"),
        ("群众举报方城县张骞大道，烧秸秆", "张骞大道", "烧秸秆"),
        ("帮扶线索 方城县 东岗砖厂 未安装治理设施", "东岗砖厂", "未安装治理设施"),
    ],
)
def test_where_nothing_was_measured_the_rest_is_what_was_found(text: str, place: str, matter: str) -> None:
    found = read(text)
    assert (found.unit, found.place, found.matter, found.pollutant) == ("方城县", place, matter, "")
    assert missing_part(found, RULES) == ""


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("方城县", "place"),
        ("方城县 释之路", "pollutant"),
        ("方城县 释之路 PM10", "value"),
        ("方城县 释之路 PM10 312", "source"),
        ("释之路 PM10 312 走航", "unit"),
        ("方成县 释之路 PM10 312 走航", "unit"),
    ],
)
def test_the_first_part_that_is_missing_is_asked(text: str, part: str) -> None:
    assert missing_part(read(text), RULES) == part


def test_a_wrong_county_gets_the_nearest() -> None:
    found = read("方成县 释之路 PM10 312 走航")
    assert found.wrong_unit == "方成县" and nearest_units(found.wrong_unit, COUNTIES)[0] == "方城县"


def test_what_is_said_now_stands_over_what_was_said_before() -> None:
    assert read("PM2.5 180").over(SPOT) == TicketDraft(
        "方城县", "释之路", "pm25", Decimal(180), "微克/立方米", "走航"
    )


@pytest.mark.parametrize("words", ["交办", "确认交办", "好的", "是"])
def test_words_that_issue(words: str) -> None:
    assert issues_ticket(words)


@pytest.mark.parametrize("words", ["不", "先不交办", "方城县", ""])
def test_words_that_do_not(words: str) -> None:
    assert not issues_ticket(words)


@pytest.mark.parametrize(
    "text",
    [
        "方城县释之路走航 PM10 三百一十二",
        "方城县 释之路 走航PM10高达三百一十二微克",
        "方城县 释之路 走航 PM10，三百一十二",
        "走航 方城县 释之路 PM10 三百一十二微克/立方米",
    ],
)
def test_a_value_in_chinese_numerals(text: str) -> None:
    assert read(text) == SPOT


@pytest.mark.parametrize("text", ["方城县 三里河 PM10", "方城县 释之路 PM10一小时均值", "方城县 七一路 PM10"])
def test_numerals_that_are_no_value(text: str) -> None:
    assert read(text).value is None


@pytest.mark.parametrize(
    ("text", "unit", "place", "within"),
    [
        ("12345又来一件，城关镇烧烤油烟扰民，让宛城区三天内办", "宛城区", "城关镇烧烤油烟扰民", "三天内"),
        ("群众举报，卧龙区某小区夜间施工扬尘，请卧龙区尽快核实处理", "卧龙区", "某小区夜间施工扬尘", ""),
        ("热线收到一起投诉，人民路工地扬尘，转方城县处理", "方城县", "人民路工地扬尘", ""),
        ("12345来了个工单，东岗砖厂冒黑烟，责成社旗县周五前整改到位", "社旗县", "东岗砖厂冒黑烟", "周五前"),
        ("举报：张骞大道烧秸秆，由市城市管理局24小时内查处", "市城市管理局", "张骞大道烧秸秆", "24小时内"),
    ],
)
def test_who_is_charged_in_a_sentence(text: str, unit: str, place: str, within: str) -> None:
    handed = handed_over(plain(text), UNITS, COUNTIES)
    assert handed is not None and handed[1] == within
    found = read(handed[0])
    assert (found.unit, found.place, found.source) == (unit, place, "群众举报")
    assert missing_part(found, RULES) == ""


@pytest.mark.parametrize(
    "text", ["12345办结率方城县最高", "方城县已处理", "请各县区抓紧办理", "让企业三天内整改"]
)
def test_nobody_is_charged(text: str) -> None:
    assert handed_over(plain(text), UNITS, COUNTIES) is None
