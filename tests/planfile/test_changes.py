"""A changed plan says what it will change before it is applied."""

from dataclasses import replace
from itertools import chain

import pytest

from bot.cards.revision import whole
from bot.domain.plan_change import PlanChange, from_data, to_data
from bot.domain.plan_diff import affected_units, plan_changes
from bot.planfile.yaml import load_plan
from tests.planfile.files import EN, SMALL, ZH, seed, small, small_with

BOTH = ("市生态环境局", "市城市管理局")


def changes(old: str, new: str) -> list[PlanChange]:
    return plan_changes(small(), load_plan(small_with(old, new), "p", ZH))


def said(old: str, new: str) -> list[str]:
    return [whole(EN, change) for change in changes(old, new)]


def test_the_same_plan_changes_nothing() -> None:
    assert plan_changes(seed(), seed()) == []


@pytest.mark.parametrize(
    ("old", "new", "sentence", "units"),
    [
        (
            "due: 2024-12-31",
            "due: 2025-06-30",
            "task 1 “甲”: “做成” is due 30 Jun 2025, before 31 Dec 2024",
            BOTH[:1],
        ),
        ("value: 92", "value: 93", "task 2 “乙”: 比例 is ≥93%, before ≥92%", BOTH),
        ("title: 乙", "title: 丙", "task 2 “丙”: called “丙”, before “乙”", ()),
        ("text: 乙事", "text: 乙的事", "task 2 “乙”: its description changed", ()),
        ("number: 2\n", "number: 7\n", "task 7 “乙”: numbered 7, before 2", ()),
        ('id: "2"', 'id: "3"', None, ()),
        (
            "id: small",
            "id: other",
            "the plan's id is other, before small: it would be loaded as another plan, beside the old one",
            (),
        ),
        ("status: draft", "status: in_force", "the plan comes into force", ()),
        ("text: 做成", "text: 办成", "task 1 “甲”: “办成”, before “做成”", BOTH[:1]),
        (
            "quote: 2024年年底前",
            "quote: 2024年年底前\n            where: [桐柏县]",
            "task 1 “甲”: “做成” now names 桐柏县",
            ("桐柏县",),
        ),
        (
            "text: 乙事",
            "text: 乙事\n        every: month",
            "task 2 “乙”: local work is reported every month, before every quarter",
            (*BOTH, "桐柏县"),
        ),
        (
            "end: 2025-12-31",
            "end: 2025-12-30",
            "the plan runs from 1 Jan 2023 to 30 Dec 2025, before from 1 Jan 2023 to 31 Dec 2025",
            (),
        ),
        ("quote: 92%以上", "quote: 92%", "task 2 “乙”: wording, strength or source of 比例 changed", ()),
        ("line: 3}", "line: 5}", None, ()),
        ("        line: 3\n", "        line: 5\n", None, ()),
    ],
)
def test_a_change_is_a_sentence_and_touches_whose_work_it_changes(
    old: str, new: str, sentence: str | None, units: tuple[str, ...]
) -> None:
    assert said(old, new)[:1] == ([sentence] if sentence else [])
    assert affected_units(changes(old, new), small()) == units


def test_a_unit_that_changes_its_role_leaves_one_and_joins_another() -> None:
    assert said("joint: [市城市管理局, 市生态环境局]", "lead: [市城市管理局], joint: [市生态环境局]") == [
        "task 2 “乙”: now leading: 市城市管理局",
        "task 2 “乙”: no longer joint: 市城市管理局",
    ]


def test_tasks_come_and_go_and_an_id_is_no_likeness() -> None:
    other = SMALL.replace("title: 乙", "title: 完全不同的另一件任务").replace("text: 乙事", "text: 与前无关")
    changed = load_plan(other.replace("name: 比例", "name: 新的数量"), "p", ZH)
    assert [whole(ZH, c) for c in plan_changes(small(), changed)] == [
        "第2项“完全不同的另一件任务”：新增任务",
        "第2项“完全不同的另一件任务”：新增按职责分工单位：市城市管理局、市生态环境局",
        "第2项“完全不同的另一件任务”：新增属地落实：桐柏县",
        "第2项“完全不同的另一件任务”：每季度报送一次进展",
        "第2项“乙”：任务已删去",
    ]


@pytest.mark.parametrize(
    ("was", "now", "same"),
    [
        ("市城市管理局", "市城管局", True),
        ("市城管局", "市城市管理局", True),
        ("桐柏县", "桐柏区", True),
        ("市城市管理局", "市水利局", False),  # has the same shares, and is another bureau all the same
        ("桐柏县", "唐河县", False),
    ],
)
def test_a_unit_is_renamed_where_its_name_says_so(was: str, now: str, same: bool) -> None:
    before = SMALL.replace("市城市管理局", was) if was.startswith("市") else SMALL
    old, new = (load_plan(text, "p", ZH) for text in (before, before.replace(was, now)))
    keys = [change.key for change in plan_changes(old, new)]
    assert keys[0] == ("change.unit_renamed" if same else "change.unit_added")
    assert (len(keys) == 1) is same


def test_against_another_plan_everything_has_a_sentence_in_both_languages() -> None:
    both = chain(plan_changes(small(), seed()), plan_changes(seed(), small()))
    assert all(whole(language, change) for change in both for language in (ZH, EN))


def test_a_change_can_be_written_down_and_read_again() -> None:
    for change in chain(plan_changes(small(), seed()), plan_changes(seed(), small())):
        assert from_data(to_data(change)) == replace(change, touches=())
