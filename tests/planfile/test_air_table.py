"""A table of air readings: what cannot be read says where and why, and the rest of its row is used."""

from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot.cards.air_findings import say_air_finding
from bot.domain.errors import Invalid
from bot.domain.handed_readings import ReadingsKind
from bot.planfile.air_table import AirTable
from bot.planfile.reading_kind import air_table_of, kind_of
from bot.planfile.table import table_of
from tests.planfile.files import EN, ZH, seed

ZONE = ZoneInfo("Asia/Shanghai")
HEAD = "date,place,so2,no2,pm10,pm25,co,o3,aqi,note,status,recorded"
ROW = "2024-01-05,桐柏县,7,17,60,33,0.8,120,67,,,"


def read(*rows: str, head: str = HEAD) -> AirTable:
    text = "\n".join((head, *rows))
    return air_table_of(table_of(text.encode(), "a.csv", EN), seed(), ZONE, "a.csv", EN)


def row(**cells: str) -> str:
    names = HEAD.split(",")
    values = dict(zip(names, ROW.split(","), strict=True)) | cells
    return ",".join(values[name] for name in names)


@pytest.mark.parametrize(
    "day", ["2024-01-05", "2024/1/5", "2024/01/05", "2024.1.5", "2024年1月5日", "2024/1/5 0:00"]
)
def test_a_day_is_read_as_excel_and_people_write_it(day: str) -> None:
    [reading] = read(row(date=day)).readings
    assert reading.day == date(2024, 1, 5)


@pytest.mark.parametrize(
    ("cells", "level", "code", "said"),
    [
        ({"date": "2024-13-03"}, "error", "bad_date", "line 2, column 1 (date): “2024-13-03” is not a date"),
        ({"date": "2023-02-29"}, "error", "bad_date", "“2023-02-29” is not a date"),
        ({"date": "5.1.2024"}, "error", "bad_date", "is not a date; the row is not used"),
        ({"date": ""}, "error", "bad_date", "“blank” is not a date"),
        ({"place": "桐柏"}, "error", "unknown_place", "no county “桐柏”; the row is not used. Did you mean 桐柏县?"),
        ({"recorded": "soon"}, "error", "bad_date", "column 12 (recorded): “soon”"),
        ({"o3": "一百"}, "error", "bad_number", "column 8 (o3): “一百” is not a number"),
        ({"o3": "120μg"}, "error", "bad_number", "is not a number"),
        ({"o3": "1e3"}, "error", "bad_number", "is not a number"),
        ({"o3": "1000000"}, "error", "bad_number", "is not a number"),
        ({"aqi": "66.5"}, "error", "bad_number", "column 9 (aqi): “66.5” is not a number"),
        ({"co": "800"}, "error", "co_unit", "CO 800 is too large, it looks like µg/m³"),
        ({"status": "final"}, "error", "unknown_status", "column 11 (status): “final” is no status"),
        ({"pm25": "-99"}, "warning", "negative", "column 6 (pm25): “-99” is negative"),
        ({"pm25": "－99"}, "warning", "negative", "is negative"),
        ({"note": "疑似沙尘"}, "warning", "note_unclear", "does not say whether it was a dust day"),
    ],
)  # fmt: skip
def test_a_bad_cell_is_told_with_its_line_and_column(
    cells: dict[str, str], level: str, code: str, said: str
) -> None:
    [found] = read(row(**cells)).findings
    assert (found.level, found.code, found.line) == (level, code, 2)
    assert said in say_air_finding(found, EN)
    assert "第2行第" in say_air_finding(found, ZH)


def test_the_rest_of_a_row_with_a_bad_cell_is_used() -> None:
    table = read(row(pm25="-99", o3="x"), row(date="2024-02-30"), row(place="本县"))
    [reading] = table.readings
    assert reading.values == (Decimal(7), Decimal(17), Decimal(60), None, Decimal("0.8"), None)
    assert reading.aqi == 67


@pytest.mark.parametrize("blank", ["", "-", "—", "NA", "na"])
def test_no_value_is_no_mistake(blank: str) -> None:
    table = read(row(pm25=blank, aqi=blank))
    assert not table.findings and table.readings[0].values[3] is None and table.readings[0].aqi is None


def test_notes_and_status_are_read_in_both_languages() -> None:
    table = read(
        row(note="沙尘", status="已审核", recorded="2024-02-01 9:05"), row(note="停电", status="Preliminary")
    )
    first, second = table.readings
    assert first.dust and first.audited and not second.dust and not second.audited
    assert first.recorded == 1706749500000 and second.recorded is None


def test_headings_in_chinese_and_in_another_order() -> None:
    table = read("0.8,桐柏县,33,2024-01-05", head="一氧化碳(mg/m³),地区,PM2.5,日期")
    [reading] = table.readings
    assert reading.values == (None, None, None, Decimal(33), Decimal("0.8"), None)


def test_a_misspelt_heading_is_told_and_its_column_not_used() -> None:
    [found] = read(ROW, head=HEAD.replace("note", "notes")).findings
    assert (found.code, found.level, found.line) == ("unknown_column", "warning", 1)
    assert "there is no column “notes”" in say_air_finding(found, EN)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("date,so2", "the headings lack place"),
        ("place,date", "the headings lack so2, no2, pm10, pm25, co, o3, aqi"),
        ("date,place,so2,二氧化硫", "the heading so2 stands twice"),
    ],
)
def test_a_table_that_is_not_of_the_air_says_what_it_lacks(head: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        read(head=head)


def test_the_headings_tell_the_kind() -> None:
    heads = (HEAD, "日期,任务,指标,数值,单位", "what,ever")
    kinds = [kind_of(table_of(head.encode(), "a.csv", EN)[0]) for head in heads]
    assert kinds == [ReadingsKind.AIR, ReadingsKind.INDICATORS, ReadingsKind.AIR]
