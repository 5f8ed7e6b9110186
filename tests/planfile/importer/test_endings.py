"""What stands behind the last clause of a document: the last task's words where other tasks have the like, else the
document's ending."""

import pytest

from tests.planfile.importer.papers import codes, plan_of

HEAD = "云溪市节水行动方案（2026年）\n一、重点行动\n"

KEPT: dict[str, tuple[str, str]] = {
    "words behind the bracket": (
        "1.农业节水（市水利局牵头）。灌溉面积达到30万亩。\n2.城镇节水（市城管局牵头）。漏损率控制在9%以内。",
        "漏损率控制在9%以内",
    ),
    "words behind the bracket, half width": (
        "1.农业节水(市水利局牵头).灌溉面积达到30万亩.\n2.城镇节水(市城管局牵头).漏损率控制在9%以内.",
        "漏损率控制在9%以内",
    ),
    "labelled lines": (
        "1.农业节水。\n责任单位：市水利局\n整改目标：10月底前达标。\n2.城镇节水。\n责任单位：市城管局\n整改目标：11月底前修复15处。",
        "11月底前修复15处",
    ),
    "several labelled lines": (
        "1.甲处漏水。\n责任单位：市水利局\n目标：见效。\n措施：换管。\n2.乙处漏水。\n责任单位：市城管局\n目标：见效。\n措施：换阀。",
        "换阀",
    ),
}


@pytest.mark.parametrize("case", KEPT)
def test_the_last_task_keeps_words_of_a_kind_that_others_have(case: str) -> None:
    text, words = KEPT[case]
    plan = plan_of(HEAD + text)
    assert words in plan.tasks[-1].text


@pytest.mark.parametrize(
    "ending",
    [
        "请于5月10日前将落实情况报市防指办。",
        "请各单位于5月10日前将总结报送市节水办。\n云溪市水利局\n2026年4月1日",
        "各县区请于5月10日前反馈意见。",
    ],
)
def test_what_is_to_be_reported_about_the_whole_is_no_term_of_the_last_task(ending: str) -> None:
    plan = plan_of(f"{HEAD}1.农业节水。建设渠道。\n2.城镇节水。更换水表。\n{ending}")
    assert not [m for task in plan.tasks for m in task.milestones if m.due]
    assert "date_elsewhere" in codes(plan)


@pytest.mark.parametrize("name", ["实施步骤", "组织实施步骤", "工作步骤"])
def test_phases_of_the_whole_are_asked_about(name: str) -> None:
    text = f"1.查漏。（市水利局负责）\n二、{name}\n（一）部署阶段（3月1日至3月31日）。制定方案。"
    assert "said_of_others" in codes(plan_of(HEAD + text))


@pytest.mark.parametrize(
    "text",
    [
        "到2026年底，支部占比达到90%；到2028年底，达到100%。",
        "到2026年底，支部占比达到90%；2028年底前达到100%。",
        "到2026年底，支部占比达到90%；到2028年，提高到100%。",
    ],
)
def test_a_number_behind_nothing_but_a_term_is_of_the_thing_before(text: str) -> None:
    plan = plan_of(f"{HEAD}1.建强支部。{text}（市委组织部负责）")
    assert [(one.name, int(one.value)) for one in plan.tasks[0].indicators] == [
        ("支部占比", 90),
        ("支部占比", 100),
    ]


@pytest.mark.parametrize("label", ["完成时限：11月底", "办结时间：11月底前", "时限：11月底前"])
def test_a_label_of_the_term_right_behind_the_units(label: str) -> None:
    plan = plan_of(f"{HEAD}1.查漏。\n责任单位：市卫健委{label}")
    assert [str(m.due) for m in plan.tasks[0].milestones] == ["2026-11-30"]
    assert [unit.name for unit in plan.units] == ["市卫健委"]
