"""Numbers named together whose last name alone is whole: the others are completed, and asked about."""

import pytest

from tests.planfile.importer.papers import codes, plan_of

ROWS: dict[str, list[str]] = {
    "花生种植、收获机械化率分别达到65%、70%": ["花生种植机械化率=65", "花生收获机械化率=70"],
    "小麦耕、种、收机械化率分别达到99%、98%、97%": [
        "小麦耕机械化率=99",
        "小麦种机械化率=98",
        "小麦收机械化率=97",
    ],
    "城镇、农村污水处理率分别达到95%、60%": ["城镇污水处理率=95", "农村污水处理率=60"],
    "秸秆综合利用、农膜回收率分别达到90%、80%": ["秸秆综合利用率=90", "农膜回收率=80"],
    "小麦、玉米种植面积分别稳定在100万亩、80万亩": ["小麦种植面积=100", "玉米种植面积=80"],
    "发电、供热能力分别达到10万千瓦、20万千瓦": ["发电能力=10", "供热能力=20"],
}


@pytest.mark.parametrize("text", ROWS)
def test_a_name_without_its_noun_is_completed_and_asked_about(text: str) -> None:
    plan = plan_of(f"云溪市方案（2026年）\n一、重点任务\n1.做好工作。{text}。（市农业局负责）")
    rows = [f"{one.name}={one.value}" for one in plan.tasks[0].indicators]
    assert rows == ROWS[text]
    assert "unclear_number" in codes(plan)


def test_names_with_nouns_of_their_own_stay_and_nothing_is_asked() -> None:
    text = "1.做好工作。养老床位占比、设施覆盖率分别达到60%、90%。（市民政局负责）"
    plan = plan_of(f"云溪市方案（2026年）\n一、重点任务\n{text}")
    assert [one.name for one in plan.tasks[0].indicators] == ["养老床位占比", "设施覆盖率"]
    assert "unclear_number" not in codes(plan)
