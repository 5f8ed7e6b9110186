"""Readings of the air as people type them → rows, what is doubtful, and what is no reading at all."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.air.pollutant import POLLUTANTS, Pollutant
from bot.domain.language.air_said import AirWords, air_words, only_where

TODAY = date(2024, 1, 4)
COUNTIES = ("桐柏县", "方城县", "西峡县", "邓州市", "高新区")
Row = tuple[str, int, dict[str, str]]  # place, day of January (0: none), values


def said(text: str) -> AirWords:
    found = air_words(text, COUNTIES, TODAY)
    assert found is not None, text
    return found


def rows(text: str) -> list[Row]:
    found = said(text)
    assert not found.unread and not found.findings, found
    return [
        (one.place, one.day.day if one.day else 0, {name: f"{value:f}" for name, value in one.values.items()})
        for one in found.rows
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全市1月3日PM2.5 78，PM10 120，AQI 92", [("全市", 3, {"pm25": "78", "pm10": "120", "aqi": "92"})]),
        ("桐柏县昨天臭氧163", [("桐柏县", 3, {"o3": "163"})]),
        ("桐柏昨日O₃-8h为163μg/m³", [("桐柏县", 3, {"o3": "163"})]),
        ("2024-01-02 方城 细颗粒物（PM2.5）日均浓度：55微克/立方米", [("方城县", 2, {"pm25": "55"})]),
        ("PM10 80（桐柏县，1月2日）", [("桐柏县", 2, {"pm10": "80"})]),
        ("1/3全市可吸入颗粒物80 二氧化硫6 二氧化氮24", [("全市", 3, {"pm10": "80", "so2": "6", "no2": "24"})]),
        ("全市1月2日PM10 80，3日PM10 90", [("全市", 2, {"pm10": "80"}), ("全市", 3, {"pm10": "90"})]),
        ("1月2日桐柏县PM10 80，方城县PM10 90", [("桐柏县", 2, {"pm10": "80"}), ("方城县", 2, {"pm10": "90"})]),
        ("桐柏县昨天CO 0.8毫克/立方米", [("桐柏县", 3, {"co": "0.8"})]),
        ("昨天臭氧一百六十三", [("", 3, {"o3": "163"})]),
        ("方城县PM2.5 78", [("方城县", 0, {"pm25": "78"})]),
    ],
)  # fmt: skip
def test_what_is_read(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("桐柏县昨天CO 800", "co_unit"),
        ("桐柏县昨天CO 800微克/立方米", "other_unit"),
        ("桐柏县昨天PM2.5 0.078毫克/立方米", "other_unit"),
        ("桐柏县昨天PM2.5 -5", "negative"),
        ("桐柏县昨天PM2.5 负5", "negative"),
        ("桐柏县昨天AQI 92.5", "bad_number"),
        ("桐柏县昨天PM10 1200000", "bad_number"),
    ],
)
def test_what_is_doubtful_or_wrong(text: str, code: str) -> None:
    assert [one.code for one in said(text).findings] == [code]


def test_a_value_in_another_unit_is_the_same_value() -> None:
    in_micro, in_milli = said("桐柏县昨天CO 800微克/立方米"), said("桐柏县昨天CO 0.8毫克/立方米")
    assert in_micro.rows[0].values == in_milli.rows[0].values


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("全市1月2日PM2.5 48，主要是扬尘", ["主要是扬尘"]),
        ("全市1月1日至3日PM2.5 78", ["1月1日"]),
        ("全市、桐柏县1月3日PM2.5 78", ["全市"]),
        ("全市1月3日PM2.5 78，PM2.5 87", ["pm2.5 87"]),
        ("13 全市1月3日PM2.5 78", ["13"]),
    ],
)
def test_what_is_not_understood_is_told(text: str, unread: list[str]) -> None:
    assert [one.lower() for one in said(text).unread] == unread


def test_marks_and_corrections() -> None:
    one = said("更正：全市1月3日PM10 320，沙尘，已审核")
    assert one.corrects and one.rows[0].dust is True and one.rows[0].audited is True
    assert (
        said("全市1月3日PM10 320").rows[0].dust is None
        and said("全市1月3日非沙尘PM10 80").rows[0].dust is False
    )


@pytest.mark.parametrize(
    "text", ["全市1月3日", "第23项PM2.5监测点已建成", "company 5", "今天检查12家", "PM10"]
)
def test_what_is_no_reading(text: str) -> None:
    assert air_words(text, COUNTIES, TODAY) is None


def test_where_and_when_alone() -> None:
    found = only_where("方城县1月2日", COUNTIES, TODAY)
    assert found and (found.place, found.day) == ("方城县", date(2024, 1, 2))
    assert only_where("方城县1月2日PM10 80", COUNTIES, TODAY) is None
    assert only_where("方城县已完成", COUNTIES, TODAY) is None and only_where("好", COUNTIES, TODAY) is None


SPELLED = {
    Pollutant.SO2: ("SO2", "二氧化硫"), Pollutant.NO2: ("NO2", "NO₂"), Pollutant.PM10: ("PM10 ", "可吸入颗粒物"),
    Pollutant.PM25: ("PM2.5 ", "细颗粒物"), Pollutant.CO: ("CO", "一氧化碳"), Pollutant.O3: ("O3-8h ", "臭氧"),
}  # fmt: skip
VALUES = st.dictionaries(
    st.sampled_from(POLLUTANTS), st.tuples(st.integers(0, 60), st.integers(0, 1)), min_size=1
)


@given(VALUES, st.sampled_from(COUNTIES), st.integers(1, 3), st.sampled_from("，;、 "))
def test_what_is_written_is_what_is_read(
    values: dict[Pollutant, tuple[int, int]], place: str, day: int, between: str
) -> None:
    text = between.join(f"{SPELLED[one][spelling]}{value}" for one, (value, spelling) in values.items())
    [row] = said(f"{place}1月{day}日{text}").rows
    assert (row.place, row.day) == (place, date(2024, 1, day))
    assert row.values == {one.value: Decimal(value) for one, (value, _) in values.items()}
