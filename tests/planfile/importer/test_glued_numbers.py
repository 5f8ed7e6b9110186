"""Numbers of items glued to a date, names that go on in the next line, plans of towns, who fills in a table."""

from pathlib import Path

import pytest

from bot.planfile.importer.document import GridCell, Paper
from bot.planfile.importer.grid import grid
from bot.planfile.importer.open import open_document
from tests.planfile.importer.papers import imported, plan_of, roles


@pytest.mark.parametrize("number", ["1.", "1．", "1、"])
def test_an_items_number_stands_apart_from_the_month_behind_it(number: str) -> None:
    plan = plan_of(f"甲市2026年防汛方案\n一、主要任务\n{number}5月底前完成水库加固12座。（市水利局负责）")
    (task,) = plan.tasks
    assert (task.number, [str(one.due) for one in task.milestones]) == (1, ["2026-05-31"])
    assert [(one.name, float(one.value)) for one in task.indicators] == [("水库加固", 12)]


def test_steps_inside_an_item_keep_their_months() -> None:
    words = "1.3月底前完成排查；2.10月底前完成清淤3.5公里。"
    text = f"甲市2026年整治方案\n一、主要任务\n（一）治水。{words}（市水利局负责）"
    (task,) = plan_of(text).tasks
    assert [str(one.due) for one in task.milestones] == ["2026-03-31", "2026-10-31"]
    assert [float(one.value) for one in task.indicators] == [3.5]


@pytest.mark.parametrize("gap", ["\n", "\n　　", "  \n"])
def test_a_list_of_names_goes_on_behind_a_comma(gap: str, tmp_path: Path) -> None:
    text = (
        f"甲市2026年防汛方案\n一、主要任务\n1.巡查。\n牵头单位：市水利局\n配合单位：市应急局、{gap}市气象局"
    )
    file = tmp_path / "方案.txt"
    file.write_text(text, encoding="utf-8")
    (task,) = imported(open_document(file)).plan.tasks
    assert roles(task) == "L市水利局；S市应急局、市气象局"


def test_a_unit_called_after_the_town_of_the_plan_stands_as_it_is_written() -> None:
    text = "东岗镇2026年人居环境方案\n一、主要任务\n1.清运。（责任站所：镇环卫站、东岗供电所）"
    plan = plan_of(text)
    assert roles(plan.tasks[0]) == "J镇环卫站、东岗供电所"


def test_who_fills_in_a_table_has_no_part_in_the_work() -> None:
    text = "甲市2026年任务\n填报单位：市政府办\n一、主要任务\n1.清淤。（市水利局负责）"
    (task,) = plan_of(text).tasks
    assert roles(task) == "L市水利局"


@pytest.mark.parametrize("label", ["牵头部门（第一个为牵头）", "牵头单位（列首位的为牵头单位）"])
def test_the_first_of_a_column_leads_where_its_header_says_so(label: str) -> None:
    head, first = (("任务", label, "时限"), ("清淤", "市水利局 市财政局", "2026年5月底"))
    table = grid([(n, [GridCell(text) for text in row]) for n, row in enumerate((head, first), 1)])
    assert table is not None
    (task,) = imported(Paper("甲市2026年任务.docx", (table,))).plan.tasks
    assert roles(task) == "L市水利局；S市财政局"


@pytest.mark.parametrize("bracket", ["（人事科）", "（护理部、保卫科）"])
def test_names_alone_at_the_end_of_an_item_are_read_or_asked_about(bracket: str) -> None:
    plan = plan_of(f"甲医院2026年工作方案\n一、主要任务\n1.培训。开展培训。{bracket}\n2.巡查。（医务科负责）")
    asked = [finding.args["about"] for finding in plan.findings if finding.code == "unread_clause"]
    assert asked == [bracket] or plan.tasks[0].roles.joint or plan.tasks[0].roles.lead


@pytest.mark.parametrize("bracket", ["（二期）", "（试点县）", "（不含乡镇）", "（GB 3095）"])
def test_a_remark_at_the_end_of_an_item_is_no_question(bracket: str) -> None:
    plan = plan_of(
        f"甲市2026年工作方案\n一、主要任务\n1.建设。建设标准厂房{bracket}。\n2.巡查。（市水利局负责）"
    )
    assert "unread_clause" not in [finding.code for finding in plan.findings]
