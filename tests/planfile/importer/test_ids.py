"""Ids of plans of one level and of two: natural to read, unique, and understood in the chat."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.plan import Plan
from bot.planfile.importer.numerals import chinese
from tests.planfile.importer.papers import codes, imported, paper_of, plan_of
from tests.simulate.scripts import played

TITLE = "白浪市水网建设方案（2026—2028年）"
NESTED = (
    TITLE,
    "一、重点任务",
    "（一）治水。统筹推进治水工作。（市水利局牵头）",
    "1.清淤。2026年5月底前完成清淤。（市水利局牵头）",
    "2.补水。2026年9月底前完成。（市水利局牵头）",
    "3.节水。每月调度。（市水利局牵头）",
    "（二）治气。2027年6月底前完成。（市生态环境局牵头）",
    "1.治车。2026年底前完成。（市公安局牵头）",
    "（三）治土。2027年底前完成。（市生态环境局牵头）",
)
SECTIONS = (
    TITLE,
    "一、治水任务",
    "1.清淤。2026年5月底前完成。（市水利局牵头）",
    "2.补水。先做方案。（市水利局牵头）再做工程。（市财政局牵头）",
    "二、治气任务",
    "1.治车。2026年底前完成。（市公安局牵头）",
)
TWICE = (
    TITLE,
    "一、重点任务",
    "1.清淤。抓紧办。（市水利局牵头）",
    "2.补水。抓紧办。（市水利局牵头）",
    "2.节水。抓紧办。（市水利局牵头）",
    "3.治车。抓紧办。（市公安局牵头）",
)


def ids(plan: Plan) -> list[str]:
    return [task.id for task in plan.tasks]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (NESTED, ["1", "1.1", "1.2", "1.3", "2", "2.1", "3"]),
        (SECTIONS, ["1.1", "1.2.1", "1.2.2", "2.1"]),
        (TWICE, ["1.1", "1.2", "1.4", "1.3"]),
    ],
)
def test_ids_read_naturally(lines: tuple[str, ...], expected: list[str]) -> None:
    plan = plan_of("\n".join(lines))
    assert ids(plan) == expected
    assert [task.mark for task in plan.tasks] == expected
    assert "number_gap" not in codes(plan)


def test_what_a_task_with_tasks_below_it_asks_itself_has_an_id_of_its_own() -> None:
    plan = plan_of("\n".join(NESTED))
    assert [[one.id for one in task.milestones] for task in plan.tasks] == [
        ["1.0.1"],
        ["1.1.1"],
        ["1.2.1"],
        ["1.3.1"],
        ["2.0.1"],
        ["2.1.1"],
        ["3.1"],
    ]


def test_a_missing_number_is_told_in_its_own_list_only() -> None:
    lines = [line for line in NESTED if not line.startswith("2.补水")]
    plan = plan_of("\n".join(lines))
    assert [f.args["about"] for f in plan.findings if f.code == "number_gap"] == ["1 → 3"]


@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=5),
    st.booleans(),
    st.lists(st.booleans(), min_size=20, max_size=20),
)
@settings(max_examples=80, deadline=None)
def test_no_id_stands_twice(below: list[int], restarts: bool, dated: list[bool]) -> None:
    """Tasks and milestones share one space: people type either."""
    lines, n = [TITLE, "一、重点任务"], 0
    for at, many in enumerate(below, 1):
        if restarts and at == 2:
            lines.append("二、其他任务")
        number = at - 1 if restarts and at > 1 else at
        lines.append(f"（{chinese(number)}）治理甲{at}。办好。（市水利局牵头）")
        for child in range(1, many + 1):
            n += 1
            lines.append(f"{child}.乙{n}事。{'2026年5月底前完成。' * dated[n]}（市财政局牵头）")
    plan = imported(paper_of("\n".join(lines))).plan
    every = [*ids(plan), *(one.id for task in plan.tasks for one in task.milestones)]
    assert len(set(every)) == len(every)
    assert len({task.mark for task in plan.tasks}) == len(plan.tasks)
    assert "number_gap" not in codes(plan)


def test_items_are_understood_by_ids_with_dots_in_the_chat(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "two.yaml").write_text(imported(paper_of("\n".join(NESTED))).yaml, encoding="utf-8")
    script = tmp_path / "script.yaml"
    script.write_text(
        "plan: two.yaml\ngolive: 2026-03-02\nothers: none\nsteps:\n"
        '- {at: "2026-05-06 10:00", who: 市水利局, say: "1.1 完成50%"}\n'
        '- {at: "2026-05-06 10:10", who: 市水利局, say: "1.2.1 完成30%"}\n'
        '- {at: "2026-05-06 10:12", who: 市水利局, say: "第1.3项 已调度一次"}\n'
        '- {at: "2026-05-06 10:20", who: 市生态环境局, say: "2 完成20%"}\n'
        '- {at: "2026-05-06 10:22", who: 市生态环境局, say: "2.0.1 完成25%"}\n'
        '- {at: "2026-05-06 10:30", who: 市公安局, say: "2.1完成60%"}\n',
        encoding="utf-8",
    )
    steps = played(capsys, script)
    told = [
        (event["task"], event["milestone"], event["percent"]) for step in steps for event in step["recorded"]
    ]
    assert told == [
        ("1.1", "1.1.1", 50),
        ("1.2", "1.2.1", 30),
        ("1.3", "1.3.1", None),
        ("2", "2.0.1", 20),
        ("2", "2.0.1", 25),
        ("2.1", "2.1.1", 60),
    ]
    assert "第1.1项" in steps[0]["shown"][-1]["text"]
