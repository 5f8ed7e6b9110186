"""The unit first and its work behind it: 市财政局：落实资金。 Whose work it is must not slip by a line."""

import pytest

from tests.planfile.importer.papers import plan_of, roles

HEAD = "棠州市公交改革推进方案（2026年）\n"
LISTED = [
    (
        "一、部门职责\n市交通局：负责改革实施，6月底前完成线网规划。\n市财政局：落实补贴资金。\n市公安局：维护交通秩序。",
        [("负责改革实施", "L市交通局"), ("落实补贴资金", "L市财政局"), ("维护交通秩序", "L市公安局")],
    ),
    (
        "一、职责分工\n市林业局：组织巡护。\n建立巡护台账。\n各县（区）人民政府：组建队伍。",
        [("组织巡护", "L市林业局"), ("组建队伍", "A各县（区）人民政府")],
    ),
    (
        "一、任务分工\n1.市水利局：疏浚河道。\n2.市城管局、市住建局：清掏管网。",
        [("疏浚河道", "L市水利局"), ("清掏管网", "J市城管局、市住房和城乡建设局")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LISTED)
def test_a_unit_before_a_colon_does_what_stands_behind_it(text: str, expected: list[tuple[str, str]]) -> None:
    tasks = plan_of(HEAD + text).tasks
    for task, (title, _) in zip(tasks, expected, strict=True):
        assert title in task.title
    assert [roles(task) for task in tasks] == [cast for _, cast in expected]
