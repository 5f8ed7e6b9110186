"""Sentences that say who does tasks by their numbers: put onto the tasks, or asked about with their words."""

import pytest

from tests.planfile.importer.papers import codes, plan_of, roles

HEAD = "云溪市水环境治理方案（2026年）\n一、重点任务\n"
THREE = "1.河道清淤。完成清淤。\n2.管网改造。改造管网。\n3.植树造林。种植乔木。\n"

CERTAIN: dict[str, tuple[str, list[str]]] = {
    "the unit first": (
        "二、责任分工\n市水利局负责第1、3项，市城管局负责第2项。",
        ["L市水利局", "L市城管局", "L市水利局"],
    ),
    "the number first": (
        "二、责任分工\n第一项由市水利局牵头，市财政局配合。\n第二项由市城管局牵头。第三项由市林业局负责。",
        ["L市水利局；S市财政局", "L市城管局", "L市林业局"],
    ),
    "items of a section": (
        "二、职责分工\n（一）市水利局：负责任务1、3。\n（二）市城管局：负责任务2。",
        ["L市水利局", "L市城管局", "L市水利局"],
    ),
    "a range, behind the heading": (
        "二、任务分工。第1至2项任务由市水利局牵头；第3项任务由市林业局牵头，市财政局、市城管局配合。",
        ["L市水利局", "L市水利局", "L市林业局；S市财政局、市城管局"],
    ),
    "below the last task": (
        "上述第1、2项由市水利局负责，第3项由市林业局负责。",
        ["L市水利局", "L市水利局", "L市林业局"],
    ),
    "two sentences about one task": (
        "二、分工\n市水利局牵头第1—3项，市财政局配合第2项。",
        ["L市水利局", "L市水利局；S市财政局", "L市水利局"],
    ),
    "a label": (
        "二、责任分工\n第1项：市水利局牵头，市财政局配合\n第2项：市城管局牵头\n第3项：市林业局负责",
        ["L市水利局；S市财政局", "L市城管局", "L市林业局"],
    ),
}


@pytest.mark.parametrize("case", CERTAIN)
def test_units_are_put_onto_the_tasks_with_these_numbers(case: str) -> None:
    text, casts = CERTAIN[case]
    plan = plan_of(HEAD + THREE + text)
    assert [task.title for task in plan.tasks] == ["河道清淤", "管网改造", "植树造林"]
    assert [roles(task) for task in plan.tasks] == casts
    assert not {"said_of_others", "unread_clause"} & {*codes(plan)}


UNCERTAIN: dict[str, str] = {
    "the numbers stand twice": "二、其他任务\n1.测水。\n2.宣传。\n三、责任分工\n市水利局负责第1项，市财政局负责第2项。",
    "no such number": "二、责任分工\n市水利局负责第1、4项。",
    "a sentence half read": "二、责任分工\n市水利局负责第1项，其余由各单位按需认领。",
    "another term beside": "二、责任分工\n第1项由市水利局牵头，6月底前完成。",
}


@pytest.mark.parametrize("case", UNCERTAIN)
def test_what_is_not_certain_is_asked_about(case: str) -> None:
    plan = plan_of(HEAD + THREE + UNCERTAIN[case])
    assert [task.title for task in plan.tasks][:3] == ["河道清淤", "管网改造", "植树造林"]
    about = "".join(str(one.args["about"]) for one in plan.findings if one.code == "said_of_others")
    assert "市水利局" in about or "其余由各单位按需认领" in about


def test_a_task_that_names_its_own_units_keeps_them_and_the_sentence_is_asked_about() -> None:
    text = "1.清淤。（市水利局负责）\n2.改管。\n二、责任分工\n市住建委负责第1项，市城管局负责第2项。"
    plan = plan_of(HEAD + text)
    assert [roles(task) for task in plan.tasks] == ["L市水利局", "L市城管局"]
    assert [one.args["about"] for one in plan.findings if one.code == "said_of_others"] == [
        "市住建委负责第1项"
    ]


@pytest.mark.parametrize("text", ["第二条生产线由市工信局牵头建设。", "落实条例第三条，由市水利局负责。"])
def test_a_number_of_something_else_is_work(text: str) -> None:
    plan = plan_of(f"{HEAD}1.做好工作。{text}\n2.种树。（市林业局负责）")
    said = plan.tasks[0].text + roles(plan.tasks[0])
    assert "市" in said and len(plan.tasks) == 2
