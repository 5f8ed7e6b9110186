"""What stands outside all tasks: goals wherever a plan writes them, and orders that are asked about, never lost."""

import pytest

from bot.domain.plan import Plan
from tests.planfile.importer.papers import plan_of

TASK = "1.清淤。2026年9月底前完成南湖清淤。（市水利局牵头）"


def goals(plan: Plan) -> list[str]:
    return [f"{i.due} {i.name} {i.op} {i.value}{i.unit}" for goal in plan.goals for i in goal.indicators]


def asked(plan: Plan, code: str) -> list[object]:
    return [finding.args["about"] for finding in plan.findings if finding.code == code]


FIRST, SECOND = "到2027年，优良率达到80%以上。", "到2030年，优良率达到90%以上。"
READ = ["2027-12-31 优良率 >= 80%", "2030-12-31 优良率 >= 90%"]


@pytest.mark.parametrize(
    "text",
    [
        f"工作目标：{FIRST}{SECOND}\n一、重点任务\n{TASK}",
        f"主要指标：{FIRST}\n{SECOND}\n一、重点任务\n{TASK}",
        f"总体目标任务：{FIRST}\n{SECOND}\n一、重点任务\n{TASK}",
        f"一、目标任务\n{FIRST}{SECOND}\n二、重点任务\n{TASK}",
        f"一、总体目标任务。{FIRST}{SECOND}\n二、重点任务\n{TASK}",
        f"一、总体要求\n坚持系统治理。\n主要目标：{FIRST}{SECOND}\n二、重点任务\n{TASK}",
        f"一、总体要求\n坚持系统治理。{FIRST}{SECOND}\n二、重点任务\n{TASK}",
        f"为治好水，制定本方案。{FIRST}\n{SECOND}\n一、重点任务\n{TASK}",
        f"一、总体要求\n（一）指导思想。坚持系统治理。\n（二）目标任务。{FIRST}{SECOND}\n二、重点任务\n{TASK}",
    ],
)
def test_goals_are_read_under_any_label_and_in_any_paragraph(text: str) -> None:
    assert goals(plan_of(f"云溪市治水行动方案（2026—2030年）\n{text}")) == READ


def test_tasks_below_a_heading_of_aims_stay_tasks() -> None:
    plan = plan_of(
        f"云溪市治水行动方案（2026—2030年）\n一、目标任务\n{TASK}\n2.截污。2026年底前建成西堤管网。（市住建局牵头）"
    )
    assert [task.title for task in plan.tasks] == ["清淤", "截污"]
    assert not plan.goals


@pytest.mark.parametrize(
    ("paragraph", "about"),
    [
        (
            "（一）各县区、各部门要于10月15日前制定实施方案报市水利局。",
            "各县区、各部门要于10月15日前制定实施方案报市水利局",
        ),
        ("（一）市水利局每月5日前通报上月进展。", "市水利局每月5日前通报上月进展"),
        ("（一）强化调度。市治水办每季度开展一次督查，结果报市政府。", "市治水办每季度开展一次督查"),
        ("（一）实行半年评估，结果公开。", "实行半年评估"),
        ("（一）加强保障。到2027年，投入机制运行率达到100%。", "到2027年，投入机制运行率达到100%"),
        ("各责任单位于3月底前报送方案。", "各责任单位于3月底前报送方案"),
    ],
)
def test_a_day_a_rhythm_or_a_number_outside_the_tasks_is_asked(paragraph: str, about: str) -> None:
    plan = plan_of(f"云溪市治水行动方案（2026—2027年）\n一、重点任务\n{TASK}\n二、工作要求\n{paragraph}")
    assert asked(plan, "date_elsewhere") == [about]


@pytest.mark.parametrize(
    "paragraph",
    [
        "（一）加强领导。各单位要高度重视，每年安排专项资金。",
        "（一）宣传引导。2025年以来，全市水质持续改善，优良率达到75%。",
        "（一）本方案自2026年5月1日起施行，有效期至2027年12月31日。",
    ],
)
def test_what_asks_for_nothing_is_not_asked(paragraph: str) -> None:
    plan = plan_of(f"云溪市治水行动方案（2026—2027年）\n一、重点任务\n{TASK}\n二、工作要求\n{paragraph}")
    assert not asked(plan, "date_elsewhere")


@pytest.mark.parametrize("end", ["2026年10月15日", "云溪市治水办\n2026年10月15日"])
def test_the_day_under_a_document_is_no_day_of_its_last_task(end: str) -> None:
    plan = plan_of(
        f"关于水质情况的通报\n一、下步要求\n（一）清淤。做好清淤工作。\n（二）截污。做好截污工作。\n{end}"
    )
    assert not [milestone.due for task in plan.tasks for milestone in task.milestones if milestone.due]


def test_problems_that_a_report_tells_are_no_tasks() -> None:
    plan = plan_of(
        "关于水质情况的通报\n一、存在问题\n（一）排查不细。3家企业漏报。\n二、下步要求\n（一）清淤。做好清淤工作。"
    )
    assert [task.title for task in plan.tasks] == ["清淤"]
    assert asked(plan, "section_aside") == ["存在问题"]


@pytest.mark.parametrize("unit", ["万元", "公里", "人", "亿元"])
def test_a_unit_of_measure_is_no_responsible_unit(unit: str) -> None:
    plan = plan_of(f"云溪市治水行动方案（2026—2027年）\n单位：{unit}\n一、重点任务\n{TASK}")
    assert not asked(plan, "unread_clause")


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        (
            "力争到2027年底消除率达到95%以上，群众满意度92分左右，制定本方案。",
            "力争到2027年底消除率达到95%以上，群众满意度92分左右",
        ),
        ("到2027年底前建成泵站6座，其中乙县2座，确保度汛安全。", "到2027年底前建成泵站6座，其中乙县2座"),
        ("到2027年底前完成整治，确保度汛安全。", "到2027年底前完成整治"),
    ],
)
def test_numbers_that_go_on_behind_a_term_are_asked_with_it(said: str, quoted: str) -> None:
    plan = plan_of(f"云溪市治水行动方案（2026—2027年）\n为做好工作，{said}\n一、重点任务\n{TASK}")
    assert asked(plan, "date_elsewhere") == [quoted]


@pytest.mark.parametrize(
    ("count", "expected"),
    [("共3项", ["重点任务：3 → 2"]), ("共5大项", ["重点任务：5 → 2"]), ("共2项", []), ("共1项", [])],
)
def test_a_count_over_groups_is_compared_with_all_tasks_below(count: str, expected: list[str]) -> None:
    plan = plan_of(
        f"云溪市治水行动方案（2026—2027年）\n一、重点任务（{count}）\n（一）排查\n{TASK}\n2.建设。建设泵站。（市水利局负责）"
    )
    assert asked(plan, "declared_vs_found") == expected
