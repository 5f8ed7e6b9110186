"""A plan of the air alone, with the seventeen counties, and the tables that its office hands over."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from io import BytesIO

from openpyxl import Workbook

from bot.domain.plan import Plan, Unit, UnitKind
from bot.planfile.yaml import load_plan
from tests.builders import ZH, seed_plan

OFFICE, COUNTY, CITY = "市生态环境局", "桐柏县", "全市"
HEAD = ("date", "place", "so2", "no2", "pm10", "pm25", "co", "o3", "aqi", "status")
GASES, OTHERS = (6, 24), (0.9, 140)

AIR = """
id: air
title: 小城空气质量方案
status: in_force
period: {start: 2024-01-01, end: 2025-12-31}
scope: 全市
source: air.txt
readings: 市生态环境局
default_every: month
units:
  - {name: 市生态环境局, kind: department}
COUNTIES
local: {units: all_counties, line: 1}
goals:
  - {scope: 桐柏县, text: 空气质量达到国家二级标准, measure: attainment, due: 2024-12-31}
  - text: 重污染天数比例不超过0.8%
    measure: heavy_days
    due: 2025-12-31
    indicators: [{name: 重污染天数比例, kind: target, op: "<=", value: 0.8, unit: "%"}]
sections:
  - number: 1
    title: 治理
    tasks:
      - {id: "1", number: 1, title: 日常巡查, text: 常态巡查。, line: 4, roles: {lead: [市生态环境局]}}
"""

Row = tuple[object, ...]


@cache
def counties() -> tuple[Unit, ...]:
    return tuple(unit for unit in seed_plan().units if unit.kind is UnitKind.COUNTY)


@cache
def air_plan() -> Plan:
    units = "\n".join(f"  - {{name: {one.name}, kind: county, group: {one.group}}}" for one in counties())
    return load_plan(AIR.replace("COUNTIES", units), "air.yaml", ZH)


def rows(first: str, last: str, place: str, pm25: int, aqi: int | str = "", status: str = "") -> list[Row]:
    """One a day, both days included."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    days = (start + timedelta(days=n) for n in range((end - start).days + 1))
    return [(day, place, *GASES, 60, pm25, *OTHERS, aqi, status) for day in days]


def as_csv(table: Iterable[Row]) -> bytes:
    return "\n".join(",".join(map(str, row)) for row in (HEAD, *table)).encode("utf-8-sig")


def as_xlsx(table: Iterable[Row]) -> bytes:
    """Days are days there, as a spreadsheet has them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (HEAD, *table):
        sheet.append(row)
    body = BytesIO()
    book.save(body)
    return body.getvalue()
