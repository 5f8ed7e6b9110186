from datetime import date

import pytest

from bot.domain.date_range import read_range
from bot.domain.language.commands import Command, parse

TODAY = date(2023, 12, 5)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/summary 13", Command("summary", "13")),
        ("／summary", Command("summary")),
        ("/SUMMARY@DubanBot 13", Command("summary", "13")),
        ("督办摘要", Command("summary")),
        ("汇总 2023年四季度", Command("summary", "2023年四季度")),
        ("/摘要", Command("summary")),
        ("为什么？", Command("why")),
        ("开始 ABCD-1234", Command("start", "ABCD-1234")),
        ("/nosuch", Command("nosuch")),
        ("逾期未完成的2家正在整改", None),
        ("摘要已报送", None),
        ("43/200", None),
        ("/", None),
        ("", None),
    ],
)
def test_commands_are_distinguished_from_text(text: str, command: Command | None) -> None:
    assert parse(text) == command


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023-11-01..2023-12-31", "2023-11-01", "2023-12-31"),
        ("11月1日至12月31日", "2023-11-01", "2023-12-31"),
        ("11月", "2023-11-01", "2023-11-30"),
        ("2023-11", "2023-11-01", "2023-11-30"),
        ("本周", "2023-12-04", "2023-12-10"),
        ("上月", "2023-11-01", "2023-11-30"),
        ("2023年四季度", "2023-10-01", "2023-12-31"),
        ("2023-Q4", "2023-10-01", "2023-12-31"),
        ("去年", "2022-01-01", "2022-12-31"),
        ("近７天", "2023-11-29", "2023-12-05"),
        ("last month", "2023-11-01", "2023-11-30"),
        ("12月20日", "2023-12-20", "2023-12-20"),
    ],
)
def test_date_ranges_have_both_ends(text: str, start: str, end: str) -> None:
    assert read_range(text, TODAY) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize("text", ["", "13", "foo", "本周的", "2023-12-31..2023-11-01", "近0天", "13月"])
def test_text_that_is_no_range_gives_none(text: str) -> None:
    assert read_range(text, TODAY) is None
