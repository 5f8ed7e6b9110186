"""The summary: one screen, whatever stands in it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cards import digest
from bot.cards.formatter import Formatter
from bot.cards.summary import summary
from bot.domain.summary import Activity, Lights, UnfiledReturns, Upcoming
from bot.i18n import Language
from tests.builders import buttons, calendar, seed_plan
from tests.exports.summaries import january, lights

FULL = replace(
    january(),
    missing=UnfiledReturns(tuple(f"第{n}家特别长的单位名称" for n in range(38)), 552),
    upcoming=tuple(
        Upcoming(date(2024, 1, n), "一项名称特别长的节点任务" * 4, 21, 552, n % 2 == 0) for n in range(6, 19)
    ),
    held={"市财政局": 3, "市公安局": 2, "市水利局": 1, "市商务局": 1},
    waiting_review=40,
    golive=date(2024, 2, 1),
    activity=Activity(
        date(2023, 12, 1),
        date(2023, 12, 31),
        {"reported": 9, "filed": 300, "submitted": 4},
        ("甲",),
        tuple("乙丙丁戊己庚辛"),
    ),
)


@pytest.mark.parametrize("code", ["zh_CN", "en"])
@pytest.mark.parametrize("s", [january(), FULL], ids=["january", "full"])
def test_the_summary_fits_one_screen(s: object, code: str) -> None:
    fmt = Formatter(Language.of(code), seed_plan(), date(2024, 1, 5), calendar())
    card = summary(fmt, s)  # type: ignore[arg-type]
    assert len(card.text.splitlines()) <= 25
    assert len(card.text) <= 1500


def test_it_names_tasks_by_light_counties_sections_the_worst_who_is_missing_and_what_comes() -> None:
    fmt = Formatter(Language.of("zh_CN"), seed_plan(), date(2024, 1, 5), calendar())
    text = summary(fmt, january()).text
    assert "31项任务：🔴4 🟡10 🔵3 🟢14" in text
    assert "5. 强化面源污染治理：" in text
    assert "逾期23项，最久的：" in text
    assert "进展未报：8家64项（市商务局、市水利局、南召县等）" in text
    assert "待复核9项；已签收38/38人" in text
    assert "今后两周到期234项：" in text


def test_every_section_and_list_has_a_button() -> None:
    fmt = Formatter(Language.of("zh_CN"), seed_plan(), date(2024, 1, 5), calendar())
    payloads = {button.payload for button in buttons(summary(fmt, january()))}
    assert {*(f"sec:{n}" for n in range(1, 8)), "late:0", "miss:0", "units:0", "ahead:0"} <= payloads


@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_the_leader_reads_three_lines_and_at_most_three_decisions(code: str) -> None:
    s = january()
    card = digest.weekly(Language.of(code), s, s.worst)
    assert len(card.lines) == 6
    assert card.assignments == tuple(item.id for item in s.worst[:3])


def test_a_week_without_lateness_says_so() -> None:
    quiet = replace(
        january(), worst=(), late=0, missing=UnfiledReturns((), 0), upcoming=(), counties=lights(green=17)
    )
    card = digest.weekly(Language.of("zh_CN"), replace(quiet, lights=Lights(green=31)), ())
    assert card.lines == (
        "31项任务：🟢31；17个县区：🟢17",
        "无逾期事项；进展均已报齐。",
        "今后两周无到期事项。",
    )
