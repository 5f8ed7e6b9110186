"""A message about several items is edited: each item has what the newest words say, and no other has any."""

import json
from pathlib import Path

import pytest

from tests.commands import run

HEAD = "plan: nanyang-2023-2025\ngolive: 2023-12-01\nothers: none\nsteps:\n"
WHO = "市发展改革委"


def recorded(tmp_path: Path, capsys: pytest.CaptureFixture[str], *texts: str) -> list[set[tuple[str, ...]]]:
    """The first text is said, the others are its edits. A set of (event, milestone, period) for each."""
    steps = [
        f'- {{at: "2024-01-03 10:0{n}", who: {WHO}, {"edit: 1, " if n else ""}say: "{text}"}}\n'
        for n, text in enumerate(texts)
    ]
    file = tmp_path / "script.yaml"
    file.write_text(HEAD + "".join(steps), encoding="utf-8")
    document = json.loads(run(capsys, "rehearse", str(file), "--json")[1])
    return [
        {(one["event"], one["milestone"], one["period"] or "") for one in step["recorded"]}
        for step in document["steps"]
    ]


def test_an_item_that_is_not_named_any_more_is_taken_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said, edited, again, moved = recorded(
        tmp_path, capsys,
        "2 新审批项目3个；21 检查砂石企业32家",
        "2 新审批项目4个；5 风电装机235万千瓦",
        "2 新审批项目4个",
        "21 检查砂石企业33家",
    )  # fmt: skip
    assert said == {("filed", "2.1", "2023-Q4"), ("filed", "21.1", "2023-Q4")}
    assert edited == {
        ("reported", "2.1", "2023-Q4"),
        ("reported", "5.1", ""),
        ("undone", "21.1", "2023-Q4"),
    }
    assert again == {("reported", "2.1", "2023-Q4"), ("undone", "5.1", "")}
    assert moved == {("filed", "21.1", "2023-Q4"), ("undone", "2.1", "2023-Q4")}


def test_words_for_the_rest_leave_what_was_filed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said, edited = recorded(
        tmp_path, capsys, "2 新审批项目3个，其余无变化", "2 新审批项目4个，其余无变化"
    )  # fmt: skip
    assert ("filed", "2.1", "2023-Q4") in said and len(said) > 1
    assert edited == {("reported", "2.1", "2023-Q4")}
