"""Other real documents, each of another shape: every clause of them is found."""

import pytest

from bot.domain.plan import Plan, UnitKind
from bot.planfile.importer.open import open_document
from tests.planfile.importer.papers import PLANS, codes, imported

pytestmark = pytest.mark.skipif(not PLANS.exists(), reason="the documents lie beside the checkout, not in it")
# document: sections, tasks, how many of them say who does it. Clauses that share an item are tasks of their own: C04
# prints 19 items, of which three (指导思想, 基本原则, 发展目标) are none, and in three there are several clauses.
COUNTS = {
    "01-gwy-zonghe-baoshuiqu.html": (5, 21, 21),
    "03-gwy-nongjihua.html": (7, 18, 18),
    "04-gbt-tiyu-jingsai.html": (4, 21, 21),
    "08-gbt-zhenzhua-shigan.html": (1, 30, 30),
    "10-gbt-yingshang-2020-24.txt": (6, 20, 20),
}


def read(name: str) -> Plan:
    return imported(open_document(PLANS / name)).plan


@pytest.mark.parametrize("name", COUNTS)
def test_every_clause_is_found(name: str) -> None:
    plan = read(name)
    spoken = [task for task in plan.tasks if any(True for _ in task.roles)]
    assert (len(plan.sections), len(plan.tasks), len(spoken)) == COUNTS[name]
    assert "odd_name" not in codes(plan)
    assert {unit.kind for unit in plan.units} <= {UnitKind.DEPARTMENT, UnitKind.COUNTY}


def test_the_first_named_leads_where_the_document_says_so_once() -> None:
    for name in ("01-gwy-zonghe-baoshuiqu.html", "03-gwy-nongjihua.html"):
        plan = read(name)
        assert [task.id for task in plan.tasks if len(task.roles.lead) != 1] in ([], ["18", "19"])
        assert not any(task.roles.joint for task in plan.tasks)


def test_without_such_a_rule_several_share() -> None:
    plan = read("04-gbt-tiyu-jingsai.html")
    assert plan.task["4"].roles.joint == ("体育总局", "民政部", "人力资源社会保障部")
    assert plan.task["6"].roles.lead == ("体育总局",)
    assert [task.id for task in plan.tasks if task.number in (10, 13, 18)] == [
        *("10.1", "10.2", "10.3", "13.1", "13.2", "13.3", "18.1", "18.2")
    ]


def test_dates_of_the_ending_are_asked_about_and_are_no_tasks() -> None:
    plan = read("08-gbt-zhenzhua-shigan.html")
    assert not any(milestone.due for task in plan.tasks for milestone in task.milestones)
    about = [str(one.args["about"]) for one in plan.findings if one.code == "date_elsewhere"]
    assert ["2018年12月31日前" in about[0], "每年2月底前" in about[1]] == [True, True] and len(about) == 2


def test_a_title_over_two_lines_is_no_clause() -> None:
    """国务院办公厅关于加快发展 begins with an office."""
    assert "unread_clause" not in codes(read("04-gbt-tiyu-jingsai.html"))


def test_a_document_of_one_line_has_its_dates() -> None:
    plan = read("10-gbt-yingshang-2020-24.txt")
    assert [(m.id, str(m.due)) for t in plan.tasks for m in t.milestones if m.due] == [
        ("2.1", "2020-12-31"),
        ("5.1", "2020-12-31"),
        ("5.2", "2020-12-31"),
        ("11.1", "2021-06-30"),
        ("15.1", "2020-12-31"),
        ("16.1", "2020-12-31"),
    ]
    assert plan.task["1"].roles.local == ("各地区",)
