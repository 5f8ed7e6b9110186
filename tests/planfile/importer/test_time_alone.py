"""A time that stands alone in a cell: the day, the rhythm, the duration, or why it is asked."""

import pytest

from bot.planfile.importer.time_alone import read_time

ONE, SEVERAL = (2026, 2026), (2026, 2028)

CELLS = [
    ("9.30", ONE, "date 2026-09-30 inferred"),
    ("12.05前", ONE, "date 2026-12-05 inferred"),
    ("9.30", SEVERAL, "asked no_year"),
    ("9.3", ONE, "asked not_read"),
    ("13.20", ONE, "asked not_read"),
    *(
        (text, SEVERAL, "date 2026-09-30")
        for text in (
            *(
                "2026-09-30",
                "2026/9/30",
                "2026.9.30",
                "2026年9月30日前",
                "2026年9月底",
                "2026.09.30前",
                "20260930",
            ),
            *("2026年 9 月 30 日", "２０２６年９月底前", "二〇二六年九月三十日前", "2026-09-30 00:00:00"),
            *(
                "2026年6月至9月底",
                "2026年9月底前完成",
                "2026年三季度末",
                "2026年7月1日—9月30日",
                "2026.9底前",
            ),
        )
    ),
    *(
        (text, SEVERAL, "date 2026-09-30 inferred")
        for text in (
            "2026.9",
            "2026-09",
            "2026/9",
            "2026年9月",
            "202609",
            "2026年第三季度",
            "2026年6—9月",
            "2026年九月",
        )
    ),
    ("9月底", ONE, "date 2026-09-30 inferred"),
    ("9月底", SEVERAL, "asked no_year"),
    ("9月底", None, "asked no_year"),
    ("上半年", ONE, "date 2026-06-30 inferred"),
    ("上半年", SEVERAL, "asked no_year"),
    ("2026", SEVERAL, "date 2026-12-31 inferred"),
    ("2026年", SEVERAL, "date 2026-12-31 inferred"),
    ("2027年底", SEVERAL, "date 2027-12-31"),
    ("年底前", ONE, "date 2026-12-31 inferred"),
    ("年底前", SEVERAL, "asked no_year"),
    ("“十五五”末", SEVERAL, "date 2030-12-31 inferred"),
    ("2026年11月至次年3月", SEVERAL, "date 2027-03-31 inferred"),
    ("力争2026年9月底前", SEVERAL, "date 2026-09-30"),
    *(
        (text, ONE, "asked no_day")
        for text in ("年中", "2026年年中", "汛期前", "春节前", "2026年2月30日", "明年3月底")
    ),
    *(
        (text, ONE, "asked several")
        for text in (
            "6月底、12月底",
            "2026年6月完成方案，9月完成",
            "2026年6月底前，长期坚持",
            "2026年6月起每季度",
        )
    ),
    *((text, ONE, "asked not_read") for text in ("尽快", "市水利局", "2026年9月底前编制规划")),
    *((text, ONE, "rhythm quarter") for text in ("每季度", "按季度推进", "每季度末", "每季度末月25日前")),
    *((text, ONE, "rhythm month") for text in ("每月", "每月5日前", "按月调度")),
    *((text, ONE, "rhythm year") for text in ("每年", "每年12月底前", "逐年推进")),
    ("每半年", ONE, "rhythm half_year"),
    ("每周", ONE, "rhythm month short"),
    ("印发后2个月", ONE, "after 印发 2 个月"),
    ("方案印发之日起30日内", ONE, "after 方案印发 30 日"),
    ("印发后两个月内完成", ONE, "after 印发 2 个月"),
    ("3年内", ONE, "after  3 年"),
    *((text, ONE, "no_end") for text in ("长期坚持", "持续推进", "常态化开展", "长期", "贯穿全年")),
    *((text, ONE, "date 2026-12-31 inferred") for text in ("全年", "年内", "本年度内完成")),
    *((text, SEVERAL, "no_end") for text in ("全年",)),
    *((text, ONE, "empty") for text in ("", "—", "无", "/")),
]


def told(text: str, years: tuple[int, int] | None) -> str:
    time = read_time(text, years)
    match time.kind:
        case "date":
            return f"date {time.due}" + " inferred" * time.inferred
        case "rhythm":
            return f"rhythm {time.every}" + " short" * time.short
        case "after_event":
            return f"after {time.event} {time.count} {time.unit}"
        case "asked":
            return f"asked {time.doubt}"
        case _:
            return time.kind.value


@pytest.mark.parametrize(("text", "years", "expected"), CELLS)
def test_a_cell(text: str, years: tuple[int, int] | None, expected: str) -> None:
    assert told(text, years) == expected
