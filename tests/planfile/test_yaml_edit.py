"""Changes to a YAML text: what is changed changes, and every other character stays."""

import pytest

from bot.planfile.importer.fields import Value
from bot.planfile.yaml_edit import NoSuchPlace, YamlText
from bot.planfile.yaml_tree import Path, parse

DRAFT = """\
# kept: the first comment
id: plan-1   # kept
tasks:
  - id: "1"
    title: 清淤  # kept too
    roles: {lead: [市水利局], support: [市财政局]}
    milestones:
      - {id: "1.1", text: 全部完成, due: 2026-05-31}
      # a remark between
      - id: "1.2"
        text: "再查一次"
        every: quarter

  - id: "2"
    title: |
      补水
    roles: {}
questions:
  - {code: alias, task: "1", line: 3, about: "甲 → 乙"}
  - {code: no_day, task: "2", line: 4, about: 年中}
"""


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("id",), "plan-2"),
        (("tasks", 0, "title"), "清淤：东片"),
        (("tasks", 0, "roles"), {"lead": ["市甲局"], "local": ["各县区"]}),
        (("tasks", 0, "roles", "support"), ["市乙局", "市丙局"]),
        (("tasks", 0, "roles", "joint"), ["市丁局"]),
        (("tasks", 0, "milestones", 0, "due"), "2026-09-30"),
        (("tasks", 0, "milestones", 1, "due"), "2026-10-31"),
        (("tasks", 0, "milestones", 1, "text"), "第二次：复查#2"),
        (("tasks", 0, "milestones", 1), {"id": "1.2", "text": "改写"}),
        (("tasks", 1, "title"), "补水二期"),
        (("tasks", 1, "roles", "lead"), ["市水利局"]),
        (("tasks", 1, "every"), "month"),
        (("scope",), "全市"),
    ],
)
def test_a_change_changes_its_value_and_nothing_else(path: Path, value: Value) -> None:
    after = YamlText(DRAFT).edited({path: value})
    wanted = parse(DRAFT)
    _put(wanted.value, path, value)
    assert parse(after).value == wanted.value
    assert after.count("kept") == 3 and "# a remark between" in after


@pytest.mark.parametrize(
    "path",
    [
        ("questions", 0),
        ("questions", 1),
        ("tasks", 0),
        ("tasks", 0, "milestones", 0),
        ("tasks", 0, "milestones", 1),
        ("tasks", 0, "roles", "lead"),
        ("tasks", 0, "roles", "support"),
        ("tasks", 0, "milestones", 0, "due"),
        ("id",),
    ],
)
def test_what_is_taken_out_is_gone_and_the_rest_stays(path: Path) -> None:
    after = YamlText(DRAFT).without(path)
    wanted = parse(DRAFT)
    _drop(wanted.value, path)
    assert parse(after).value == wanted.value
    assert "# kept: the first comment" in after


@pytest.mark.parametrize(
    ("path", "item"),
    [
        (("questions",), {"code": "alias", "about": "丙 → 丁"}),
        (("tasks", 0, "milestones"), {"id": "1.3", "text": "三"}),
        (("tasks", 0, "roles", "lead"), "市甲局"),
        (("tasks", 1, "milestones"), {"id": "2.1", "text": "一"}),
    ],
)
def test_an_item_is_added_behind_the_others(path: Path, item: Value) -> None:
    after = parse(YamlText(DRAFT).appended(path, item))
    found = after.at(path)
    assert isinstance(found, list) and found[-1] == item
    before = parse(DRAFT).at(path) or []
    assert isinstance(before, list) and found[:-1] == before and not after.flaws


def test_a_list_without_items_goes_as_a_whole() -> None:
    once = YamlText(DRAFT).without(("questions", 0))
    assert "questions" not in YamlText(once).without(("questions", 0))


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(NoSuchPlace):
        YamlText(DRAFT).without(("questions", 7))
    with pytest.raises(NoSuchPlace):
        YamlText(DRAFT).edited({("tasks", 9, "title"): "无"})


def _put(value: object, path: Path, new: Value) -> None:
    for step in path[:-1]:
        value = value[step]  # type: ignore[index]
    value[path[-1]] = new  # type: ignore[index]


def _drop(value: object, path: Path) -> None:
    for step in path[:-1]:
        value = value[step]  # type: ignore[index]
    del value[path[-1]]  # type: ignore[attr-defined]
