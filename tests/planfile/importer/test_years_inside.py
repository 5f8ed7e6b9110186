"""Years and numbers inside a phrase: whose year it is, and what is asked where it is not said."""

import pytest

from bot.domain.plan import Task
from tests.planfile.importer.papers import codes, plan_of

PLAN = "棠州市供水行动方案（2026—2028年）\n一、重点任务\n1.{}（市水利局负责）"


def numbers(task: Task) -> list[tuple[str, str, str]]:
    return [(one.op, f"{one.value}{one.unit}", f"{one.due:%Y}" if one.due else "") for one in task.indicators]


DATED = [
    (
        "收缴率2026年不低于80%、2027年不低于85%。",
        [(">=", "80%", "2026"), (">=", "85%", "2027")],
    ),
    ("合格率2028年保持在93%以上。", [(">=", "93%", "2028")]),
    ("损耗率2027年控制在8%以内。", [("<=", "8%", "2027")]),
    ("用水量在2025年基础上下降5%。", [("=", "5%", "")]),
    (
        "完成投资20亿元（其中2026年5亿元），贯通率不低于70%。",
        [("=", "20亿元", ""), ("=", "5亿元", "2026"), (">=", "70%", "")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), DATED)
def test_a_year_dates_the_number_beside_it_and_no_other(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert numbers(plan_of(PLAN.format(text)).tasks[0]) == expected


ASKED = [
    ("覆盖率由65%提高到2027年的90%、2028年的98%以上。", "unclear_number"),
    ("排放量降至2025年的60%。", "unclear_number"),
    ("新增床位800—1000张。", "unclear_number"),
    ("考核不合格的，扣减资金10%。", "unclear_number"),
]


@pytest.mark.parametrize(("text", "code"), ASKED)
def test_a_number_that_may_be_no_target_is_asked_about_and_not_read(text: str, code: str) -> None:
    plan = plan_of(PLAN.format(text))
    assert (plan.tasks[0].indicators, code in codes(plan)) == ((), True)


UNDATED = [
    "甲厂、乙厂分别于2026年10月和2027年3月建成，处理能力分别达到10万吨和15万吨。",
    "回用率2026—2028年分别达到25%、28%、30%。",
]


@pytest.mark.parametrize("text", UNDATED)
def test_two_numbers_of_one_thing_without_their_terms_are_asked_about(text: str) -> None:
    assert "no_day" in codes(plan_of(PLAN.format(text)))


def test_the_number_of_an_item_counts_nothing() -> None:
    plan = plan_of(PLAN.format("第2项于2026年9月底前完成，第1、3项于2027年9月底前完成。"))
    assert plan.tasks[0].indicators == ()
