"""What is wrong is told beside what is to be done: its numbers are no targets, and it is no task where measures are."""

import pytest

from bot.domain.plan import Plan
from bot.planfile.importer.open import document_of
from tests.planfile.importer.papers import codes, imported, plan_of

HEAD = "<html><body><p>云溪市2026年环境问题整改方案</p>"


def ledger(header: str, *rows: str) -> Plan:
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in (header, *rows))
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    return imported(document_of(f"{HEAD}<table>{table}</table>".encode(), "x.html")).plan


def numbers(plan: Plan) -> list[str]:
    return [f"{one.name}{one.op}{one.value}{one.unit}" for task in plan.tasks for one in task.indicators]


@pytest.mark.parametrize("problem", ["存在问题", "反馈问题", "风险隐患", "主要问题"])
@pytest.mark.parametrize("measure", ["整改措施", "整改任务", "整改要求"])
def test_measures_are_the_work_and_problems_are_asked_about_once(problem: str, measure: str) -> None:
    plan = ledger(
        f"序号|{problem}|{measure}|责任单位|整改时限",
        "1|农田设施损毁率12%，超概算10%以上|修复设施，损毁率控制在3%以内|市农业农村局|2026年6月底",
        "2|管网渗漏率超过20%，3家企业超标|更换老旧管网|市水利局|2026年9月底",
    )
    assert numbers(plan) == ["损毁率<=3%"]
    assert [str(one.due) for task in plan.tasks for one in task.milestones if one.due] == [
        "2026-06-30",
        "2026-09-30",
    ]
    assert [task.title for task in plan.tasks] == ["修复设施，损毁率控制在3%以内", "更换老旧管网"]
    assert codes(plan).count("unread_column") == 1


@pytest.mark.parametrize("problem", ["存在问题", "问题描述", "风险隐患"])
def test_problems_alone_name_the_work_and_their_numbers_are_asked(problem: str) -> None:
    plan = ledger(
        f"序号|{problem}|责任单位|整改时限",
        "1|农田设施损毁率达到12%|市农业农村局|2026年6月底",
        "2|3家企业超标排放|市水利局|2026年9月底",
    )
    assert not numbers(plan)
    assert [task.title for task in plan.tasks] == ["农田设施损毁率达到12%", "3家企业超标排放"]
    assert codes(plan).count("unclear_number") == 2


@pytest.mark.parametrize("label", ["存在问题", "反馈问题", "问题描述", "主要问题1"])
def test_numbers_behind_a_label_of_problems_are_asked(label: str) -> None:
    plan = plan_of(
        f"云溪市2026年整改方案\n一、整改任务\n1.修复农田。\n{label}：设施损毁率达到12%以上。\n"
        "整改措施：修复设施，损毁率控制在3%以内。\n责任单位：市农业农村局\n整改时限：2026年6月底前"
    )
    assert numbers(plan) == ["损毁率<=3%"]
    assert "unclear_number" in codes(plan)
