"""What an import finds: real documents, each also as Word, PDF, wrapped text and Excel, beside what is true of them.

What is true was read in the documents by hand (tests/bench/truth.py).
`make bench ARGS=found` shows every difference, too.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bot.domain.errors import Refused
from bot.planfile.importer.numerals import chinese
from tests.bench.forms import LIST, forms, plan_in
from tests.bench.found import Count, counted, found_in
from tests.bench.table import Line
from tests.bench.truth import KINDS, Allowance, Truth, add_cast, as_list, no_facts, truths
from tests.bench.whole import ROOT, peak_of

PLANS = ROOT.parent / "shared" / "data" / "plans"
LONG_TASKS = 1_740
BRACKETS = 800_000  # 5 MB
SECONDS, MEGABYTES = 10.0, 500.0  # that an import may take
SENTENCES = "加强排查整治，完善工作台账。落实管理要求，确保取得实效。"
IN_A_SECTION = 30  # tasks
STARTS = 3.0  # seconds in which two processes of Python start on a busy machine
HOW_TO_READ = (
    "Each cell: found / right of true / wrong without a question / missed without a question. True is what was read by "
    "hand in the document (tests/bench/truths); the draft's questions excuse only the kind of fact they are about. "
    "clauses: the whole of a task's units, each with its role; units: one unit of one task. dates and numbers: of the "
    "tasks, the goals and the text behind the tasks; of xlsx, a list, of the tasks alone."
)


@dataclass(frozen=True)
class Row:
    document: str
    form: str
    counts: Mapping[str, Count]  # none: refused
    ends: tuple[str, ...]  # the last cells: questions, time, memory

    @property
    def cells(self) -> tuple[str, ...]:
        counts = (str(self.counts[kind]) if self.counts else "refused" for kind in KINDS)
        return self.document, self.form, *counts, *self.ends

    @property
    def differences(self) -> list[str]:
        return [
            f"{self.document}, {self.form}, {kind}: {what} {' '.join(fact)}"
            for kind, count in self.counts.items()
            for what, facts in (("wrong", count.wrong), ("missed", count.missed))
            for fact in facts
        ]


def rows_of(file: Path, folder: Path, truth: Truth) -> Iterator[Row]:
    """The importing command is measured, with its start and with writing the draft."""
    for form, path in forms(file, folder, truth).items():
        seconds, megabytes = peak_of(_command(path, folder))
        taken = f"{seconds:.1f} s", f"{megabytes:.0f} MB"
        says = as_list(truth) if form == LIST else truth
        try:
            plan = plan_in(path)
        except Refused as refused:
            yield Row(file.stem, form, {}, (refused.key, *taken))
            continue
        yield Row(file.stem, form, counted(plan, says), (str(len(found_in(plan, says).questions)), *taken))


def found(folder: Path) -> list[Row]:
    """Of every document with a truth that is there, and of a long one that is made here."""
    documents = [(PLANS / truth.document, truth) for truth in truths()]
    documents.append(long_document(folder, LONG_TASKS))
    rows: list[Row] = []
    for file, truth in documents:
        if not file.exists():
            print(f"not there: {file}", file=sys.stderr)
            continue
        print(f"measuring: {file.name} …", file=sys.stderr)
        place = folder / file.stem
        place.mkdir()
        rows += rows_of(file, place, truth)
    return rows


def shown(rows: Sequence[Row]) -> tuple[str, int]:
    """The table, every difference without a question, and how many of them are wrong facts."""
    wrong = sum(len(count.wrong) for row in rows for count in row.counts.values())
    differences = [f"- {one}" for row in rows for one in row.differences]
    return "\n".join([table(rows), "", HOW_TO_READ, "", *differences]).strip(), wrong


def table(rows: Iterable[Row]) -> str:
    heads = ("document", "form", "title, period, sections", *KINDS[1:], "questions", "time", "memory")
    lines = [heads, tuple("-" for _ in heads), *(row.cells for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


# ---- limits


async def limits(
    folder: Path, repetitions: int, tasks: int = LONG_TASKS, brackets: int = BRACKETS
) -> list[Line]:
    """A long document, and files that try the limits, each imported by the command itself."""
    long = _long(folder, tasks)
    lines = []
    for what, file in (
        (f"{tasks:,} tasks imported, as text", long),
        ("a file of 5 MB of brackets", _brackets(folder, brackets)),
    ):
        time = Line(what, "s", most=SECONDS + STARTS)
        memory = Line(f"{what}: highest RSS", "MB", most=MEGABYTES)
        for _ in range(min(repetitions, 3)):
            seconds, megabytes = peak_of(_command(file, folder))
            time.ours.append(seconds)
            memory.ours.append(megabytes)
        lines += [time, memory]
    return lines


def long_document(folder: Path, tasks: int) -> tuple[Path, Truth]:
    return _long(folder, tasks), _truth_of_long(tasks)


def _long(folder: Path, tasks: int) -> Path:
    """So many tasks: a title, a few sentences, a date, a number and a clause each."""
    file = folder / f"{tasks}-tasks.txt"
    lines = [LONG_TITLE, "一、重点任务"]
    for n in range(tasks):
        if n % IN_A_SECTION == 0:
            lines.append(f"（{chinese(n // IN_A_SECTION + 1)}）第{n // IN_A_SECTION + 1}方面工作")
        done = f"2024年{n % 12 + 1}月底前完成改造{n + 1}公里以上。"
        number = n % IN_A_SECTION + 1
        lines.append(f"{number}.推进第{n + 1}项工作。{SENTENCES}{done}（市发展改革委牵头，市财政局配合）")
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


LONG_TITLE = "青山市环境改善行动方案（2023—2025年）"


def _truth_of_long(tasks: int) -> Truth:
    facts = no_facts()
    roles = {"lead": ["市发展改革委"], "support": ["市财政局"]}
    facts["document"]["document", "title", LONG_TITLE] += 1
    facts["document"]["document", "period", "2023-01-01", "2025-12-31"] += 1
    sections = " ".join(str(min(IN_A_SECTION, tasks - first)) for first in range(0, tasks, IN_A_SECTION))
    facts["document"]["document", "sections", sections] += 1
    marks = tuple(f"{n // IN_A_SECTION + 1}.{n % IN_A_SECTION + 1}" for n in range(tasks))
    for n, mark in enumerate(marks):
        day = str(_last_day(2024, n % 12 + 1))
        facts["tasks"][mark, str(len(f"推进第{n + 1}项工作"))] += 1
        add_cast(facts, mark, roles, Allowance())
        facts["dates"][mark, day, "must"] += 1
        facts["numbers"][mark, "reach", ">=", str(n + 1), "公里", "", "", day, "must"] += 1
    return Truth(f"{tasks}-tasks.txt", facts, marks, dict.fromkeys(marks, roles), titled=frozenset(marks))


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _brackets(folder: Path, opened: int) -> Path:
    file = folder / "brackets.txt"
    file.write_text("一、重点任务\n1.甲。" + "（市" * opened, encoding="utf-8")
    return file


def _command(file: Path, folder: Path) -> list[str]:
    """A refusal ends with 1, which is what is measured here too."""
    draft = str(folder / "draft.yaml")
    words = [sys.executable, "-m", "bot", "plan", "import", str(file), "--force", "-o", draft]
    return [sys.executable, "-c", f"import subprocess; subprocess.run({words!r})"]
