"""Sections that tell who does the tasks of others, or frame the whole, are no tasks: they are asked about."""

import pytest

from tests.planfile.importer.papers import codes, plan_of, roles

HEAD = "云溪市河道整治行动方案（2026年）\n"
WORK = "一、攻坚方向\n（一）河道清淤。清淤12公里。\n（二）堤防加固。加固堤防。\n"
TOLD = "said_of_others"
ASIDE = "section_aside"
ROWS = [
    ("二、责任分工\n市水利局负责清淤的项目，市林业局负责其他。", [TOLD]),
    ("二、组织分工\n市水利局：负责清淤。\n市住建局：负责加固。", [TOLD, TOLD]),
    ("二、职责划分\n（一）市水利局牵头负责清淤。\n（二）市住建局负责加固。", [TOLD, TOLD]),
    ("二、明确责任单位\n牵头单位：市水利局\n责任单位：市财政局", [TOLD, TOLD]),
    ("二、时限要求\n（一）清淤任务6月底前完成。\n（二）加固任务10月底前完成。", [TOLD, TOLD]),
    ("二、工作步骤\n（一）准备阶段（3月）。制定方案。\n（二）总结阶段（9月）。总结经验。", [TOLD, TOLD]),
    ("二、进度安排\n1.准备阶段（2026年3月）。\n2.实施阶段（2026年4月至9月）。", [TOLD, TOLD]),
    ("二、整治时限\n2026年3月至9月", [TOLD]),
    ("二、演练步骤\n（一）启动。\n（二）结束。", [TOLD, TOLD]),
    ("二、推进机制\n（一）建立调度制度。每月调度。\n（二）设立台账。逐项销号。", [ASIDE]),
    ("二、支撑保障\n（一）强化要素。保障用地。", [ASIDE]),
    ("二、健全协调运行机制\n（一）定期会商。每月会商。", [ASIDE]),
    ("二、有关事项\n（一）报送材料。及时报送。", [ASIDE]),
]


@pytest.mark.parametrize("clause", ["", "（市河长办牵头）"])
@pytest.mark.parametrize(("section", "expected"), ROWS)
def test_a_section_about_the_work_is_asked_about(section: str, expected: list[str], clause: str) -> None:
    work = WORK.replace("公里。", f"公里。{clause}").replace("加固堤防。", f"加固堤防。{clause}")
    plan = plan_of(HEAD + work + section)
    assert [task.title for task in plan.tasks] == ["河道清淤", "堤防加固"]
    assert [code for code in codes(plan) if code in (TOLD, ASIDE)] == expected


@pytest.mark.parametrize("name", ["责任分工", "推进机制", "工作步骤"])
def test_a_section_whose_items_say_themselves_who_does_them_holds_tasks(name: str) -> None:
    plan = plan_of(f"{HEAD}{WORK}二、{name}\n（三）建立河长制。全面建立。（市水利局牵头）")
    assert roles(plan.tasks[-1]) == "L市水利局"
    assert TOLD not in codes(plan)


@pytest.mark.parametrize("name", ["任务分工", "责任分工", "工作职责"])
def test_a_document_that_is_nothing_but_who_does_what_holds_tasks(name: str) -> None:
    plan = plan_of(
        f"{HEAD}一、总体要求\n坚持治理。\n二、{name}\n市水利局：清淤12公里。\n市住建局：加固堤防。"
    )
    assert [(task.title, roles(task)) for task in plan.tasks] == [
        ("清淤12公里", "L市水利局"),
        ("加固堤防", "L市住房和城乡建设局"),
    ]


def test_work_on_a_time_limit_is_work() -> None:
    plan = plan_of(f"{HEAD}{WORK}二、压缩时限\n（三）压缩审批。压缩到3天。")
    assert [task.title for task in plan.tasks] == ["河道清淤", "堤防加固", "压缩审批"]


def test_headings_with_nothing_below_are_tasks() -> None:
    plan = plan_of(HEAD + "一、新建公园\n二、改造道路")
    assert [task.title for task in plan.tasks] == ["新建公园", "改造道路"]
    assert "no_units" in codes(plan)


TITLES = [
    ("云溪市更新台账（2026年度；责任单位列首位的为牵头单位）", "云溪市更新台账（2026年度）"),
    ("云溪市更新分解表（排第一位的为牵头单位）", "云溪市更新分解表"),
    ("云溪市更新方案（2026—2028年，试行）", "云溪市更新方案（2026—2028年，试行）"),
]


@pytest.mark.parametrize(("line", "title"), TITLES)
def test_a_rule_in_the_brackets_of_a_title_is_no_part_of_it(line: str, title: str) -> None:
    plan = plan_of(f"{line}\n1.改造公园。（市园林局、市财政局）")
    assert plan.title == title
    assert roles(plan.tasks[0]) == (
        "L市园林局；S市财政局" if "第一" in line or "首" in line else "J市园林局、市财政局"
    )


PERSONS = [
    ("责任领导：张建国；责任单位：市水利局。", "责任领导：张建国"),
    ("（包保领导：赵立新，责任单位：市水利局）", "包保领导：赵立新"),
    ("【责任人】王海涛\n责任单位：市水利局", "责任人】王海涛"),
]


@pytest.mark.parametrize(("clause", "about"), PERSONS)
def test_the_person_who_answers_is_asked_about(clause: str, about: str) -> None:
    plan = plan_of(f"{HEAD}一、重点任务\n1.清淤。清淤12公里。{clause}")
    assert [roles(task) for task in plan.tasks] == ["L市水利局"]
    assert [f.args["about"] for f in plan.findings if f.code == "person_named"] == [about]
