"""A changed plan says what it will change before it is applied."""

from itertools import chain

import pytest

from bot.domain.changes import plan_changes
from bot.planfile.yaml import load_plan
from tests.planfile.files import EN, ZH, seed, small, small_with


def said(old: str, new: str) -> list[str]:
    changed = load_plan(small_with(old, new), "p", ZH)
    return [EN.say(change.key, **change.args) for change in plan_changes(small(), changed)]


def test_the_same_plan_changes_nothing() -> None:
    assert plan_changes(seed(), seed()) == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("due: 2024-12-31", "due: 2025-06-30", "milestone 1.1 moves from 31 Dec 2024 to 30 Jun 2025"),
        ("value: 92", "value: 93", "比例 in task 2 moves from >= 92 % to >= 93 %"),
        ("title: 乙", "title: 丙", "task 2 is now called “丙”, not “乙”"),
        ("text: 乙事", "text: 乙的事", "number or description of task 2 “乙” changed"),
        ("status: draft", "status: in_force", "the plan comes into force"),
        ("text: 做成", "text: 办成", "wording, rhythm or strength of milestone 1.1 changed: 办成"),
        (
            "quote: 2024年年底前",
            "quote: 2024年年底前\n            where: [桐柏县]",
            "milestone 1.1 now names 桐柏县",
        ),
        (
            "text: 乙事",
            "text: 乙事\n        every: month",
            "wording, rhythm or strength of milestone 2.1 changed: 乙",
        ),
        ("end: 2025-12-31", "end: 2025-12-30", "the plan now runs from 1 Jan 2023 to 30 Dec 2025"),
        ("quote: 92%以上", "quote: 92%", "date, strength or source of 比例 in task 2 changed"),
    ],
)
def test_one_change_is_one_sentence(old: str, new: str, sentence: str) -> None:
    assert said(old, new) == [sentence]


def test_a_unit_that_changes_its_role_leaves_one_and_joins_another() -> None:
    assert said("joint: [市城市管理局, 市生态环境局]", "lead: [市城市管理局], joint: [市生态环境局]") == [
        "task 2 gains a lead: 市城市管理局",
        "task 2 loses a joint unit: 市城市管理局",
    ]


def test_tasks_come_and_go() -> None:
    changed = load_plan(small_with('id: "2"', 'id: "3"'), "p", ZH)
    there = [change.key for change in plan_changes(small(), changed)]
    back = [change.key for change in plan_changes(changed, small())]
    assert there == back == ["change.task_added", "change.task_removed"]


def test_against_another_plan_everything_has_a_sentence_in_both_languages() -> None:
    both = chain(plan_changes(small(), seed()), plan_changes(seed(), small()))
    assert all(language.say(change.key, **change.args) for change in both for language in (ZH, EN))
