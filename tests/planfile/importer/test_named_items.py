"""Items that are counted by a word (行动一：), and units behind the person who leads them."""

import pytest

from tests.planfile.importer.papers import codes, plan_of, roles

HEAD = "棠州市数字乡村行动方案（2026年）\n"
CASES = [
    (
        "行动一：网络提速。10月底前完成。（牵头领导：赵晓东 责任单位：市通管办）"
        "\n行动二：智慧农业。（责任单位：市农业农村局）",
        [("网络提速", "L市通管办"), ("智慧农业", "L市农业农村局")],
    ),
    (
        "任务1：清淤。（责任领导：孙 静 牵头单位：市水利局 配合单位：市财政局）\n任务2：加固堤防。（市水利局负责）",
        [("清淤", "L市水利局；S市财政局"), ("加固堤防", "L市水利局")],
    ),
    (
        "专项行动一、查隐患。（市应急局负责）\n专项行动二、强队伍。（市消防救援支队负责）",
        [("查隐患", "L市应急局"), ("强队伍", "L市消防救援支队")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_items_counted_by_a_word_are_all_there(text: str, expected: list[tuple[str, str]]) -> None:
    plan = plan_of(HEAD + text)
    assert [(task.title, roles(task)) for task in plan.tasks] == expected
    assert "unread_clause" not in codes(plan)
