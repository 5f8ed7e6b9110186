"""`duban plan diff`: what differs between two versions of a plan, and nothing else."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.plan import Plan, Task
from bot.domain.task_matching import each_task
from bot.planfile.diff import Fate, diff, diff_to_json
from tests.commands import run
from tests.planfile.files import EN, SEED, SMALL, ZH, seed, small_with


def renumbered(plan: Plan, order: list[int]) -> Plan:
    """The plan's tasks in another order, across sections too, all with new numbers and ids."""
    tasks = [plan.tasks[at] for at in order]
    numbered = [_again(task, number) for number, task in enumerate(tasks, 1)]
    sections, start = [], 0
    for section in plan.sections:
        end = start + len(section.tasks)
        sections.append(replace(section, tasks=tuple(numbered[start:end])))
        start = end
    return replace(plan, sections=tuple(sections))


def _again(task: Task, number: int) -> Task:
    its = tuple(replace(one, id=f"{number}.{n}", line=None) for n, one in enumerate(task.milestones, 1))
    return replace(task, id=str(number), number=number, milestones=its, line=None)


SIZE = len(seed().tasks)


@given(st.permutations(range(SIZE)))
def test_a_shuffled_plan_is_only_renumbered(order: list[int]) -> None:
    found = diff(seed(), renumbered(seed(), order))
    said = {change.key for task in found.tasks for change in task.changes}
    assert said <= {"change.task_renumbered", "change.task_moved"}
    assert [task.before.title for task in found.tasks if task.before] == [
        *(seed().tasks[at].title for at in order),
        *(safeguard.title for safeguard in seed().safeguards),
    ]
    assert found.units == ()


@dataclass(frozen=True)
class Edits:
    """What somebody did to the seed plan, by the numbers of its tasks."""

    order: list[int]
    gone: frozenset[int]
    moved: Mapping[int, int]  # days, for tasks with a dated milestone
    handed: frozenset[int]  # to another lead


NUMBERS = st.sampled_from([task.number for task in seed().tasks])
EDITS = st.builds(
    Edits,
    st.permutations(range(SIZE)),
    st.frozensets(NUMBERS, max_size=6),
    st.dictionaries(NUMBERS, st.integers(1, 90), max_size=6),
    st.frozensets(NUMBERS, max_size=6),
)


def edited(edits: Edits) -> Plan:
    def edit(task: Task) -> Task:
        days = timedelta(days=edits.moved.get(task.number, 0))
        its = tuple(replace(m, due=m.due - days if m.due else None) for m in task.milestones)
        lead = ("市新设局",) if task.number in edits.handed else task.roles.lead
        return replace(task, milestones=its, roles=replace(task.roles, lead=lead))

    plan = each_task(seed(), edit)
    kept = [at for at in edits.order if seed().tasks[at].number not in edits.gone]
    one = replace(plan.sections[0], tasks=tuple(plan.tasks))
    whole = renumbered(replace(plan, sections=(one,)), kept)
    return replace(whole, sections=(replace(whole.sections[0], tasks=whole.tasks[: len(kept)]),))


@given(EDITS)
def test_the_diff_is_what_was_done(edits: Edits) -> None:
    found = diff(seed(), edited(edits))
    gone = {task.before.number for task in found.tasks if task.before and not task.after}
    assert gone == edits.gone
    assert not any(task.fate is Fate.ADDED for task in found.tasks)
    kept = {task.before.number: task for task in found.tasks if task.before and task.after}
    for number, task in kept.items():
        assert task.before
        moved = [(c.args["was_due"], c.args["due"]) for c in task.changes if c.key == "change.due_moved"]
        days = timedelta(days=edits.moved.get(number, 0))
        assert moved == [(m.due, m.due - days) for m in task.before.milestones if m.due and days]
        led = [c.args["units"] for c in task.changes if c.key == "change.lead_joined"]
        assert led == ([["市新设局"]] if number in edits.handed else [])


@given(EDITS)
def test_a_plan_differs_from_itself_in_nothing(edits: Edits) -> None:
    plan = edited(edits)
    again = diff(plan, plan)
    assert again.plan == ()
    assert {task.fate for task in again.tasks} <= {Fate.UNCHANGED}


@given(EDITS)
def test_both_ways_tell_of_the_same_tasks(edits: Edits) -> None:
    there, back = diff(seed(), edited(edits)), diff(edited(edits), seed())
    pairs = {(t.before and t.before.number, t.after and t.after.number) for t in there.tasks}
    assert pairs == {(t.after and t.after.number, t.before and t.before.number) for t in back.tasks}
    assert there.counts[Fate.REMOVED] == back.counts[Fate.ADDED]


# ---- the command


Duban = Callable[..., tuple[int, str, str]]  # exit code, standard output, standard error


@pytest.fixture
def duban(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Duban:
    """The command, called by somebody who reads English."""
    monkeypatch.setenv("DUBAN_LANGUAGE", "en")
    return lambda *words: run(capsys, "plan", "diff", *map(str, words))


def files(folder: Path) -> tuple[Path, Path]:
    old, new = folder / "old.yaml", folder / "new.yaml"
    old.write_text(SMALL, encoding="utf-8")
    new.write_text(small_with("due: 2024-12-31", "due: 2025-06-30"), encoding="utf-8")
    return old, new


def test_the_command_tells_what_moved(tmp_path: Path, duban: Duban) -> None:
    code, out, err = duban(*files(tmp_path))
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "1  甲 (changed)",
        "    “做成” is due 30 Jun 2025, before 31 Dec 2024",
        "Tasks: 0 added, 0 removed, 1 changed, 0 renumbered only, 1 unchanged; units whose work changes: 1.",
    ]


def test_json_is_one_document_and_nothing_else(tmp_path: Path, duban: Duban) -> None:
    old, new = files(tmp_path)
    code, out, err = duban(old, new, "--json")
    assert (code, err) == (0, "")
    document = json.loads(out)
    assert document["units"] == ["市生态环境局"]
    assert document["tasks"] == [
        {
            "change": "changed",
            "old": {"id": "1", "number": 1, "title": "甲", "section": 1},
            "new": {"id": "1", "number": 1, "title": "甲", "section": 1},
            "changes": [
                {
                    "code": "due_moved",
                    "touches": ["市生态环境局"],
                    "text": "做成",
                    "was_due": "2024-12-31",
                    "due": "2025-06-30",
                    "message": "“做成” is due 30 Jun 2025, before 31 Dec 2024",
                }
            ],
        }
    ]


def test_a_broken_plan_is_named_with_its_line(tmp_path: Path, duban: Duban) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(small_with("number: 2\n", "number: zwei\n"), encoding="utf-8")
    code, out, err = duban(SEED, broken)
    assert (code, out) == (1, "")
    assert err.startswith(f"{broken}:")


def test_a_plan_that_is_missing_is_one_sentence(tmp_path: Path, duban: Duban) -> None:
    code, out, err = duban(SEED, tmp_path / "nowhere.yaml")
    assert (code, out) == (1, "")
    assert "nowhere.yaml" in err


def test_without_two_plans_the_usage_is_wrong(duban: Duban) -> None:
    assert duban(SEED)[0] == 2


def test_everything_in_json_can_be_written() -> None:
    other = edited(Edits([*range(SIZE)], frozenset({1}), {13: 30}, frozenset({2})))
    for language in (ZH, EN):
        document = diff_to_json(diff(seed(), other), language)
        assert json.loads(json.dumps(document)) == document
