"""Addresses and places are kept as sent, and no digit of theirs is ever read."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.language.attached import hidden, links, places, shown
from bot.domain.language.reading import Reply, read

TODAY = date(2023, 12, 18)
PLACE = "位置：北纬33.00000，东经112.50000 东风路80%号"
PATHS = st.text("abc/0123456789.%?&=-_", max_size=30)
ADDRESSES = st.builds("https://{}.cn/{}".format, st.text("abc", min_size=1, max_size=5), PATHS)


@given(ADDRESSES)
def test_an_address_alone_says_nothing(address: str) -> None:
    assert read(address, today=TODAY) == Reply()


@given(ADDRESSES, st.integers(0, 100))
def test_words_beside_an_address_are_read_as_without_it(address: str, percent: int) -> None:
    words = f"完成{percent}%，见 "
    assert read(words + address, today=TODAY) == read(words, today=TODAY)


@given(st.lists(ADDRESSES, max_size=5))
def test_what_is_hidden_comes_back_as_it_was_sent(addresses: list[str]) -> None:
    text = "，".join(("材料见", *addresses))
    inside, originals = hidden(text)
    assert not links(inside)
    assert shown(inside, originals) == text
    assert shown((inside, 7), originals) == (text, 7)


def test_a_place_is_no_number() -> None:
    assert read(PLACE, today=TODAY) == Reply()
    assert read(f"完成60%\n{PLACE}", today=TODAY).percent == Decimal(60)
    assert places(f"完成60%\n{PLACE}") == (PLACE,)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("公示见 https://a.cn/x，已完成", ("https://a.cn/x",)),
        ("（www.nanyang.gov.cn/gs/1.html）", ("www.nanyang.gov.cn/gs/1.html",)),
        ("https://a.cn https://b.cn https://a.cn", ("https://a.cn", "https://b.cn")),
        ("没有链接，完成80%", ()),
    ],
)
def test_addresses_end_where_chinese_signs_begin(text: str, found: tuple[str, ...]) -> None:
    assert links(text) == found
