"""The summary: one screen, whatever stands in it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cards import digest
from bot.cards.formatter import Formatter
from bot.cards.summary import summary
from bot.domain.period_returns import MissedReturns, Rhythm, Streak
from bot.domain.summary import Activity, LateTask, Lights, UnfiledReturns, Upcoming
from bot.i18n import Language
from tests.builders import buttons, calendar, seed_plan
from tests.exports.summaries import LATE_UNITS, january, lights, quarter

UNFILED = tuple(f"第{n}家特别长的单位名称" for n in range(38))
FULL = replace(
    january(),
    missing=UnfiledReturns(UNFILED, 552, 76),
    returns=(
        quarter(UNFILED, 552, 30, asked=40),
        replace(quarter(UNFILED, 9), periods=("2023-11", "2023-12")),
    ),
    missed=(MissedReturns(Rhythm.QUARTER, ("2022-Q3", "2023-Q3"), 76, UNFILED, 500, 300),),
    streaks=tuple(Streak(Rhythm.MONTH, "2023-01", "2023-12", 12, UNFILED, ("18", "23")) for _ in range(20)),
    unconfirmed=6,
    plan_end=date(2023, 12, 31),
    upcoming=tuple(
        Upcoming(
            date(2024, 1, n),
            "一项名称特别长的节点任务" * 4,
            21,
            552,
            n % 2 == 0,
            "8",
            "2023-Q4" if n % 2 == 0 else "",
        )
        for n in range(6, 19)
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
    assert "逾期任务4项，涉及4家单位：" in text
    assert (
        "2023年第四季度进展：应报27家552项，已报19家，未报8家64项（市商务局、市水利局、南召县等），迟报3天"
        in text
    )
    assert "待复核9项；已签收38/38人" in text
    assert (
        "今后两周：到期任务1项（第4项）；38家单位报送2023年第四季度进展（1月8日前）；18家单位报送2023年12月进展（1月10日前）"
        in text
    )


def test_every_section_and_list_has_a_button() -> None:
    fmt = Formatter(Language.of("zh_CN"), seed_plan(), date(2024, 1, 5), calendar())
    payloads = {button.payload for button in buttons(summary(fmt, january()))}
    assert {*(f"sec:{n}" for n in range(1, 8)), "late:0", "miss:0", "units:0", "ahead:0"} <= payloads


def fmt_of(code: str = "zh_CN") -> Formatter:
    return Formatter(Language.of(code), seed_plan(), date(2024, 1, 5), calendar())


@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_the_leader_reads_three_lines_and_at_most_three_decisions(code: str) -> None:
    s = january()
    card = digest.weekly(fmt_of(code), s, s.worst)
    assert len(card.lines) == 7  # the last counts those that are not asked yet
    assert card.assignments == tuple(item.id for item in s.worst[:3])


QUIET = replace(
    january(),
    worst=(),
    late=0,
    overdue=(),
    missing=UnfiledReturns((), 0),
    returns=(quarter((), 0),),
    upcoming=(),
    counties=lights(green=17),
    lights=Lights(green=31),
)


def test_a_week_without_lateness_says_so() -> None:
    assert digest.weekly(fmt_of(), QUIET, ()).lines == (
        "31项任务：🟢31；17个县区：🟢17",
        "无逾期事项；2023年第四季度进展已全部报送。",
        "今后两周无到期事项。",
    )


def test_before_the_first_asking_nothing_is_said_to_have_been_filed() -> None:
    assert (
        digest.weekly(fmt_of(), replace(QUIET, returns=()), ()).lines[1] == "无逾期事项；尚未到首次报送期。"
    )


def test_while_something_is_unconfirmed_nothing_is_said_to_be_in_order() -> None:
    line = digest.weekly(fmt_of(), replace(QUIET, unconfirmed=6, returns=()), ()).lines[1]
    assert line == "6项任务的节点在上线前已过时限，尚未确认是否完成；尚未到首次报送期。"


def test_late_tasks_are_told_as_tasks_and_late_returns_as_returns() -> None:
    """G112: ties are named together, and rows are no things."""
    day = date(2023, 12, 31)
    tied = (
        LateTask(
            "8",
            "8",
            "烟叶烤房电代煤",
            day,
            15,
            ("市生态环境局", "市农业农村局", "市财政局", "市烟草公司"),
            4,
            "市农业农村局",
        ),
        LateTask("13", "13", "超低排放改造", day, 15, ("市生态环境局",), 1),
    )
    s = replace(
        QUIET, overdue=tied, late=5, late_tasks=2, late_units=5, returns=(quarter(LATE_UNITS, 64, 8),)
    )
    line = digest.weekly(fmt_of(), s, ()).lines[1]
    assert (
        line
        == "逾期任务2项：第8项（市农业农村局等4家）、第13项（市生态环境局），均逾期15天；2023年第四季度进展8家未报。"
    )
    earlier = LateTask("4", "4", "方案报送", date(2023, 12, 1), 45, ("市工业和信息化局",), 1)
    s = replace(s, overdue=(earlier, *tied), late_tasks=3, late_units=6)
    assert (
        "逾期任务3项，涉及6家单位，最久的为第4项（市工业和信息化局），逾期45天；"
        in digest.weekly(fmt_of(), s, ()).lines[1]
    )


def test_before_go_live_and_after_the_end_the_summary_says_so() -> None:
    before = summary(fmt_of(), replace(QUIET, golive=date(2024, 2, 1), returns=())).text
    assert "方案自2024年2月1日起上线，此前不提醒、不催办。" in before
    assert "无逾期事项" not in before
    assert "今后两周无到期事项" not in before
    later = Formatter(Language.of("zh_CN"), seed_plan(), date(2026, 1, 5), calendar())
    over = replace(QUIET, today=date(2026, 1, 5))
    assert "方案实施期已于2025年12月31日届满" in summary(later, over).text
    assert digest.weekly(later, over, ()).lines[0].startswith("方案实施期已于2025年12月31日届满")
