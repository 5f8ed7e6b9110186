"""A text in parts: joined it is the same text, and an edit changes what an edit of the whole would."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.planfile.importer.fields import Value
from bot.planfile.text_edit import Edit
from bot.planfile.yaml_edit import NoSuchPlace
from bot.planfile.yaml_parts import YamlParts
from bot.planfile.yaml_tree import Path, parse
from tests.planfile.test_yaml_edit import DRAFT

ODD = (
    "{id: plan-1, tasks: [{id: '1', title: 清淤}], questions: []}\n",
    'id: "plan\n\n  1"\ntasks:\n  - title: |\n      - not an item\n      清淤\n  - title: 补水\n',
    "# only a remark\nid: plan-1\ntasks:\n- id: '1'\n- id: '2'\n\n# the end\n",
    "id: plan-1\ntasks:\n  - a\n  -\n    id: '2'\n",
    "id: plan-1\n# about the tasks\ntasks:\n  # the first\n  - id: '1'\n  # the second\n  - id: '2'\n# the end\n",
    "id: plan-1\ntitle: '清淤\u2028疏浚'\ntasks: [{id: '1', roles: {},}, {id: '2'},]\n",
    'id: plan-1\r\ntasks:\r\n  - id: "1"\r\n    title: 清淤\r\n',
)
EDITS = (
    Edit({("id",): "plan-2"}),
    Edit({("scope",): "全市"}),
    Edit({("tasks", 0, "title"): "清淤：东片", ("tasks", 1, "title"): "补水二期"}),
    Edit(gone=(("questions", 0),)),
    Edit(gone=(("questions", 0), ("questions", 1))),
    Edit(gone=(("tasks", 0, "milestones", 0), ("tasks", 0, "milestones", 1), ("questions", 1))),
    Edit(gone=(("tasks", 1), ("id",))),
    Edit(added=((("tasks", 0, "milestones"), {"id": "1.3", "text": "三"}), (("goals",), {"text": "目标"}))),
    Edit(added=((("tasks", 1, "milestones"), {"id": "2.1"}), (("tasks", 1, "milestones"), {"id": "2.2"}))),
    Edit(added=((("tasks", 0, "milestones", 1), {"id": "1.15"}),)),
    Edit(
        {("tasks", 0, "roles"): {"lead": ["市甲局"]}},
        (("questions", 0),),
        ((("questions",), {"about": "三"}),),
    ),
)


@pytest.mark.parametrize("text", [DRAFT, *ODD])
def test_parts_joined_are_the_text(text: str) -> None:
    parts = YamlParts.of(text)
    assert parts.text == text
    assert parts.tree.value == parse(text).value


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_changes_what_it_names_and_nothing_else(edit: Edit) -> None:
    before = YamlParts.of(DRAFT)
    after = before.edited(edit)
    assert after.text.count("kept") == 3 - (("id",) in edit.gone)
    assert parse(after.text).value == after.tree.value == _applied(edit)
    assert before.text == DRAFT


@pytest.mark.parametrize("text", ODD)
def test_a_text_in_other_forms_is_edited_too(text: str) -> None:
    after = YamlParts.of(text).edited(Edit({("id",): "plan-2"}, added=((("goals",), {"text": "目标"}),)))
    found = parse(after.text)
    assert not found.flaws
    assert found.at(("id",)) == "plan-2" and found.at(("goals",)) == [{"text": "目标"}]
    assert found.at(("tasks",)) == parse(text).at(("tasks",))


@pytest.mark.parametrize(
    "edit",
    [
        Edit(gone=(("questions", 7),)),
        Edit({("tasks", 9, "title"): "无"}),
        Edit(gone=(("nothing",),)),
        Edit(added=((("tasks", 9, "milestones"), {"id": "9.1"}),)),
    ],
)
def test_what_is_not_there_is_said(edit: Edit) -> None:
    with pytest.raises(NoSuchPlace):
        YamlParts.of(DRAFT).edited(edit)


REMARKED = """\
# of the file
id: plan-1
# of the tasks
tasks:
  # of task 1
  - id: "1"
    milestones:
      # of 1.1
      - {id: "1.1"}
      # of 1.2
      - id: "1.2"
        due: 2026-05-31
  # of task 2
  - id: "2"
# of the questions
questions:
  # of the first
  - {about: 甲}
  # of the second
  - {about: 乙}
# the end
"""


@pytest.mark.parametrize(
    ("edit", "lost"),
    [
        (Edit(gone=(("questions", 0),)), "of the first"),
        (Edit(gone=(("questions", 1),)), "of the second"),
        (Edit(gone=(("tasks", 1),)), "of task 2"),
        (Edit(gone=(("tasks", 0, "milestones", 0),)), "of 1.1"),
        (Edit(gone=(("tasks", 0, "milestones", 1),)), "of 1.2"),
        (Edit(added=((("tasks", 0, "milestones", 1), {"id": "1.3"}),)), ""),
        (Edit(added=((("tasks",), {"id": "3"}),)), ""),
        (Edit({("tasks", 0, "id"): "9", ("tasks", 0, "milestones", 1, "due"): "2026-06-30"}), ""),
    ],
)
def test_a_remark_goes_with_what_it_is_about_and_no_other(edit: Edit, lost: str) -> None:
    after = YamlParts.of(REMARKED).edited(edit).text
    remarks = [line.strip("# ") for line in REMARKED.splitlines() if "#" in line]
    assert [line.strip("# ") for line in after.splitlines() if "#" in line] == [
        one for one in remarks if one != lost
    ]
    lines = [line.strip() for line in after.splitlines()]
    for remark, about in (("# of task 2", '- id: "2"'), ("# of 1.2", '- id: "1.2"'), ("# the end", None)):
        if remark in lines:
            assert lines[lines.index(remark) + 1 :][:1] == ([about] if about else [])


@pytest.mark.parametrize(
    "value", ["5, unit: 亿元", "5, direction: decrease", "1,500", "2026-05-31 # x", "3\n id: x", "{"]
)
def test_a_figure_is_only_its_figure(value: str) -> None:
    draft = "id: p\nindicators:\n  - {name: 甲, value: 4, unit: 个}\n"
    after = YamlParts.of(draft).edited(Edit({("indicators", 0, "value"): value}))
    assert parse(after.text).value == {
        "id": "p",
        "indicators": [{"name": "甲", "value": value, "unit": "个"}],
    }


@pytest.mark.parametrize("word", ["清\u2028淤", "清\u0085淤", "清\x7f淤", "清\u2029淤", "😀", "\ufeff清"])
def test_breaks_of_lines_in_a_word_move_nothing(word: str) -> None:
    draft = "id: p\ntasks:\n  - {id: '1', title: 甲}\n  - {id: '2', title: 乙}\n"
    once = YamlParts.of(draft).edited(Edit({("tasks", 0, "title"): word}))
    twice = YamlParts.of(once.text).edited(Edit({("tasks", 1, "title"): "丙"}, gone=(("tasks", 0, "id"),)))
    assert parse(twice.text).value == {"id": "p", "tasks": [{"title": word}, {"id": "2", "title": "丙"}]}


def test_an_item_whose_dash_stands_alone_goes_with_its_dash() -> None:
    draft = "id: p\nquestions:\n  -\n    {about: 甲}\n  -\n    about: 乙\n    line: 3\n"
    after = YamlParts.of(draft).edited(Edit(gone=(("questions", 0),)))
    assert after.text == "id: p\nquestions:\n  -\n    about: 乙\n    line: 3\n"


def test_the_first_key_of_an_item_leaves_its_dash() -> None:
    draft = "id: p\ntasks:\n  - due: 2026-05-31\n    text: 甲\n  - text: 乙\n"
    after = YamlParts.of(draft).edited(Edit(gone=(("tasks", 0, "due"),)))
    assert after.text == "id: p\ntasks:\n  - text: 甲\n  - text: 乙\n"


def test_what_an_edit_does_not_touch_is_not_read_again() -> None:
    before = YamlParts.of(DRAFT)
    after = before.edited(Edit({("tasks", 0, "title"): "清淤：东片"}))
    tasks, questions = (after.tree.at((key,)) for key in ("tasks", "questions"))
    assert isinstance(tasks, list) and isinstance(questions, list)
    assert tasks[1] is before.tree.at(("tasks", 1)) and questions[0] is before.tree.at(("questions", 0))


def test_a_new_key_stands_where_a_plan_has_it() -> None:
    draft = "id: p\nsections:\n  - number: 1\nquestions:\n  - {about: 甲}\n"
    after = YamlParts.of(draft).edited(Edit(added=((("units",), {"name": "市水利局"}),)))
    assert (
        after.text
        == "id: p\nunits:\n  - {name: 市水利局}\nsections:\n  - number: 1\nquestions:\n  - {about: 甲}\n"
    )


WORDS = st.text(st.sampled_from("甲乙:#-\"' |>[]{},&*!%@0.~\n"), min_size=1, max_size=12)


@given(st.dictionaries(st.sampled_from(["title", "scope", "office"]), WORDS, min_size=1), WORDS)
def test_any_words_come_back_as_they_were(values: dict[str, str], title: str) -> None:
    changes: dict[Path, Value] = {(key,): value for key, value in values.items()}
    after = YamlParts.of(DRAFT).edited(Edit({**changes, ("tasks", 0, "title"): title}))
    found = parse(after.text)
    assert not found.flaws
    assert [found.at(path) for path in changes] == [*values.values()]
    assert found.at(("tasks", 0, "title")) == title


def _applied(edit: Edit) -> object:
    value = parse(DRAFT).value
    for path, new in edit.changes.items():
        _holder(value, path)[path[-1]] = new
    added = sorted(edit.added, key=lambda one: len(one[0]))
    for path in sorted(edit.gone, key=str, reverse=True):
        del _holder(value, path)[path[-1]]
    for path, row in added:
        if isinstance(path[-1], int):
            _holder(value, path).insert(path[-1], row)
        else:
            _holder(value, path).setdefault(path[-1], []).append(row)
    return _without_empty_lists(value, edit.gone)


def _without_empty_lists(value: object, gone: Iterable[Path]) -> object:
    for path in {path[:-1] for path in gone if len(path) > 1}:
        if _holder(value, path)[path[-1]] == []:
            del _holder(value, path)[path[-1]]
    return value


def _holder(value: Any, path: Path) -> Any:
    for step in path[:-1]:
        value = value[step]
    return value
