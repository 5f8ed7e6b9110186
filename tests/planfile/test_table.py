"""A table that somebody fills in, in Excel or by hand, is read as they see it; what cannot be read says why."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from bot.domain.errors import Invalid
from bot.planfile.table import header_of, require, table_of
from bot.planfile.table_row import Row
from tests.planfile.files import EN

SPELLINGS = {"date": ("日期",), "place": ("地区",), "pm25": ("细颗粒物",), "o3": ("O3_8h", "臭氧")}
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def rows(raw: bytes) -> list[Row]:
    return table_of(raw, "a.csv", EN)


def xlsx(*lines: list[Any], formats: dict[str, str] | None = None) -> bytes:
    book, out = Workbook(), BytesIO()
    sheet = book.worksheets[0]
    for line in lines:
        sheet.append(line)
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    book.save(out)
    return out.getvalue()


def test_cells_keep_their_line_and_column_past_empty_lines_and_cells_of_several_lines() -> None:
    assert rows(b'a,b\n\n"1\n2", 3 \r\n,,\n4\n') == [
        Row(1, ("a", "b")),
        Row(3, ("1\n2", "3")),
        Row(6, ("4",)),
    ]


def test_a_byte_order_mark_belongs_to_no_heading() -> None:
    assert rows(b"\xef\xbb\xbfdate\n")[0].cells == ("date",)


def test_excel_cells_are_read_as_they_are_shown() -> None:
    day = datetime.fromisoformat("2024-01-05")
    raw = xlsx(
        ["日期", "地区", "值", "率", "时刻"],
        [day, "方城县", 0.1 + 0.2, 0.195, day + timedelta(hours=9.5)],
        [],
        ["2024-01-06", " 方城县 ", 33.0, 1, None],
        formats={"D2": "0.0%", "D4": "0%"},
    )
    assert rows(raw)[1:] == [
        Row(2, ("2024-01-05", "方城县", "0.3", "19.5%", "2024-01-05T09:30:00")),
        Row(4, ("2024-01-06", "方城县", "33", "100%")),
    ]


def test_headings_stand_in_any_order_and_language_with_or_without_their_unit() -> None:
    [row] = rows("臭氧,PM₂.₅（μg/m³）,地区,DATE,备忘\n".encode())
    header = header_of(row, {**SPELLINGS, "pm25": ()})
    assert header.at == {"o3": 0, "pm25": 1, "place": 2, "date": 3} and header.unknown == ("备忘",)
    day = Row(7, ("160", "35"))
    assert header.cell(day, "pm25") == "35" and header.cell(day, "place") == ""
    assert header.place(day, "pm25").line == 7 and header.place(day, "pm25").column == 2


def test_headings_that_are_missing_or_stand_twice_are_named() -> None:
    header = header_of(Row(1, ("日期", "date", "place")), SPELLINGS)
    with pytest.raises(Invalid) as found:
        require(header, ("date", "pm25", "o3"), "a.csv", EN)
    said = [str(one) for one in found.value.mistakes]
    assert any("the headings lack pm25, o3" in one for one in said)
    assert any("the heading date stands twice" in one for one in said)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \n", "the file is empty"),
        ("日期,地区".encode("gb18030"), "neither CSV in UTF-8 nor XLSX"),
        ("日期,地区".encode("utf-16"), "neither CSV in UTF-8 nor XLSX"),
        (OLD_EXCEL, "neither CSV in UTF-8 nor XLSX"),
        (b"\x89PNG\r\n\x1a\n\0\0", "neither CSV in UTF-8 nor XLSX"),
        (b"PK\x03\x04 broken", "neither CSV in UTF-8 nor XLSX"),
        (xlsx(["a"])[:-200], "neither CSV in UTF-8 nor XLSX"),
        (b'a,b\n1,2\n3,"4\n5,6\n', ":3:1: a quotation mark in this row has no partner"),
        (b"a\n" + b"," * 300, ":2:1: there are too many columns"),
    ],
)
def test_bytes_that_are_no_table_are_refused_in_one_sentence(raw: bytes, said: str) -> None:
    with pytest.raises(Invalid) as found:
        rows(raw)
    assert len(found.value.mistakes) == 1 and said in str(found.value.mistakes[0])


def test_a_zip_of_something_else_is_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    with pytest.raises(Invalid, match="nor XLSX"):
        rows(out.getvalue())
