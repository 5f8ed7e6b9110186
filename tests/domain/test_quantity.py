from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.quantity import convert, number
from bot.domain.units import SAME

PLACES = "千百十"


def in_chinese(value: int) -> str:
    """1 to 9999 the way a schoolbook writes it."""
    digits = f"{value:04d}"
    words = [
        "零" if digit == "0" else "零一二三四五六七八九"[int(digit)] + place
        for digit, place in zip(digits, (*PLACES, ""), strict=True)
    ]
    text = "".join(words).strip("零")
    while "零零" in text:
        text = text.replace("零零", "零")
    return text


@given(st.integers(1, 9999), st.sampled_from(["", "万", "亿"]))
def test_chinese_numerals_are_the_inverse_of_writing_them(value: int, myriad: str) -> None:
    assert number(in_chinese(value) + myriad) == value * {"": 1, "万": 10**4, "亿": 10**8}[myriad]


@pytest.mark.parametrize(
    ("text", "value"),
    [("一百二", 120), ("一百零二", 102), ("三万五", 35000), ("十", 10), ("两千三", 2300), ("二〇二四", 2024)],
)
def test_colloquial_numerals(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["三五", "百千", "", "十十"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number(text) is None


def test_sizes_convert_exactly_and_kinds_never() -> None:
    assert convert(Decimal(2600), "兆瓦", "万千瓦") == 260
    assert convert(Decimal("1.5"), "万吨", "吨") == 15000
    assert convert(Decimal(10), "%", "个百分点") is None
    assert convert(Decimal(3), "台", "家") is None


@given(st.sampled_from(sorted(SAME)), st.sampled_from(sorted(SAME)), st.integers(0, 10**6))
def test_converting_there_and_back_changes_nothing(unit: str, to: str, value: int) -> None:
    there = convert(Decimal(value), unit, to)
    assert there is None or convert(there, to, unit) == value
