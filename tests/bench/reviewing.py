"""An answer in the review of a long draft, beside PyYAML's C loader reading that draft once.

Each answer is one of an official: a question that needs no change, units given their roles, the answer taken back.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import process_time

import yaml

from bot.i18n import Language
from bot.planfile.importer.importing import import_plan
from bot.planfile.importer.open import open_document
from bot.planfile.review.rows import Json
from bot.planfile.review.session import DraftReview
from tests.bench.imports import LONG_TASKS, long_document
from tests.bench.table import Line

KEPT, CHANGED = 0.5, 1.2  # of the time in which PyYAML reads the draft
TODAY = date(2026, 1, 1)
PEER = "yaml.load, CSafeLoader"
ODD = "、水务之友"  # nobody's name: a question each


async def reviewing(folder: Path, repetitions: int) -> list[Line]:
    language = Language.of("zh_CN")
    document, _ = long_document(folder, LONG_TASKS)
    said = document.read_text(encoding="utf-8")
    document.write_text(said.replace("市财政局配合", f"市财政局{ODD}配合"), encoding="utf-8")
    paper = open_document(document)
    draft = folder / "draft.yaml"
    imported = import_plan(paper, {}, TODAY, language, lambda done, total: None)
    draft.write_text(imported.yaml, encoding="utf-8")
    review = DraftReview(draft, imported.blocks, 0, language)
    state = review.state()
    questions = state["left"]
    lines = [
        Line(f"{LONG_TASKS:,} tasks, {questions:,} questions: {what}", "ms", PEER, times=most)
        for what, most in (("one needs no change", KEPT), ("units get roles", CHANGED), ("taken back", KEPT))
    ]
    for _ in range(repetitions):
        read = _milliseconds(lambda: yaml.load(draft.read_text(encoding="utf-8"), yaml.CSafeLoader))
        for line, act in zip(lines, (_keep, _give_roles, _take_back), strict=True):
            said_now = act(state)
            began = process_time()
            state = review.act(str(state["version"]), said_now)
            line.ours.append((process_time() - began) * 1e3)
            line.theirs.append(read)
    return lines


def _milliseconds(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return (process_time() - began) * 1e3


def _question(state: Json) -> Json:
    asked = state["questions"]
    assert isinstance(asked, list)
    found = asked[len(asked) // 2]
    assert isinstance(found, dict)
    return found


def _keep(state: Json) -> Json:
    return {"act": "keep", "question": _question(state)["path"]}


def _give_roles(state: Json) -> Json:
    question = _question(state)
    tasks = state["tasks"]
    assert isinstance(tasks, list)
    task = next(one["path"] for one in tasks if one["id"] == question["task"])
    return {"act": "roles", "task": task, "roles": {"水务之友": "support"}, "question": question["path"]}


def _take_back(_: Json) -> Json:
    return {"act": "undo"}
