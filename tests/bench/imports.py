"""What an import finds: real documents, each also as Word, PDF, wrapped text and Excel, beside what is true of them.

True is what the clean document says: the tests of tests/planfile/importer hold that to counts made by hand, and the
seed to a plan that people reviewed. A fact of another form is wrong when the clean document does not have it, and wrong
without a question when nothing in the draft asks about the item it stands in.
"""

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from docx import Document
from openpyxl import Workbook

from bot.bootstrap import environment
from bot.domain.errors import Refused
from bot.domain.plan import Plan, Task
from bot.i18n import Language
from bot.planfile.aliases import read_aliases
from bot.planfile.importer.document import Paper, Paragraph
from bot.planfile.importer.importing import import_plan
from bot.planfile.importer.numerals import chinese
from bot.planfile.importer.open import open_document
from bot.planfile.questions import QUESTION_LEVELS
from tests.bench.table import Line
from tests.bench.whole import peak_of
from tests.results import renew

RESULTS = Path(__file__).with_name("results.md")
KINDS = ("tasks", "clauses", "units", "dates", "numbers")
FORMS = ("clean", "docx", "pdf", "wrapped", "xlsx")
WRAPPED_AT, LINES_OF_A_PAGE = 34, 28
TODAY = date(2026, 3, 2)
LONG_TASKS = 1_740
SECONDS, MEGABYTES = 10.0, 500.0  # that an import may take
SENTENCES = "加强排查整治，完善工作台账。落实管理要求，确保取得实效。"
IN_A_SECTION = 30  # tasks
STARTS = 3.0  # seconds in which two processes of Python start on a busy machine

Facts = dict[str, Counter[tuple[str, ...]]]


@dataclass(frozen=True)
class Found:
    facts: Facts
    asked: frozenset[str]  # titles of the tasks that a question names or points at, "" the whole document


@dataclass(frozen=True)
class Row:
    document: str
    form: str
    cells: tuple[str, ...]
    unasked: int


def found_in(plan: Plan) -> Found:
    """Of each fact, the first word is the title of its task."""
    facts: Facts = {kind: Counter() for kind in KINDS}
    for task in plan.tasks:
        title = _bare(task.title)
        facts["tasks"][title, ""] += 1
        if any(True for _ in task.roles):
            facts["clauses"][title, *_cast(task)] += 1
        facts["dates"].update((title, str(one.due)) for one in task.milestones if one.due)
        facts["numbers"].update((title, one.op, str(one.value), one.unit) for one in task.indicators)
    facts["units"].update(("", unit.name) for unit in plan.units)
    return Found(facts, frozenset(_asked(plan)))


def _cast(task: Task) -> Iterator[str]:
    for role in ("lead", "support", "joint", "local"):
        yield f"{role}: {'、'.join(sorted(getattr(task.roles, role)))}"


def _asked(plan: Plan) -> Iterator[str]:
    places = sorted((task.line or 0, _bare(task.title)) for task in plan.tasks)
    by_id = {task.id: _bare(task.title) for task in plan.tasks}
    for finding in plan.findings:
        if finding.code in QUESTION_LEVELS:
            named = by_id.get(str(finding.args.get("task", "")))
            below = [title for line, title in places if line <= (finding.line or 0)]
            yield named or (below[-1] if below else "")


def _bare(text: str) -> str:
    return "".join(text.split())


def compared(name: str, form: str, truth: Found, found: Found, seconds: float, megabytes: float) -> Row:
    cells, unasked = [], 0
    for kind in KINDS:
        true, got = truth.facts[kind], found.facts[kind]
        right = (true & got).total()
        wrong = [fact for fact in (got - true).elements() if fact[0] not in found.asked]
        unasked += len(wrong)
        cells.append(f"{got.total()} / {right} of {true.total()} / {len(wrong)}")
    return Row(name, form, (*cells, f"{seconds:.1f} s", f"{megabytes:.0f} MB"), unasked)


# ---- forms


def forms(file: Path, folder: Path) -> dict[str, Path]:
    paper = open_document(file)
    paragraphs = [block.text.strip() for block in paper.blocks if isinstance(block, Paragraph)]
    texts = [text for text in paragraphs if text]
    made = {"clean": file}
    made["docx"] = folder / f"{file.stem}.docx"
    made["docx"].write_bytes(_word(texts))
    made["wrapped"] = folder / f"{file.stem}.txt"
    made["wrapped"].write_text("\n".join(_wrapped(texts)), encoding="utf-8")
    made["xlsx"] = folder / f"{file.stem}.xlsx"
    made["xlsx"].write_bytes(_list(plan_in(file)))
    if soffice := environment.office_program():
        made["pdf"] = _printed(made["docx"], soffice)
    return {form: made[form] for form in FORMS if form in made}


def _word(texts: Sequence[str]) -> bytes:
    made = Document()
    for text in texts:
        made.add_paragraph(text)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _wrapped(texts: Iterable[str]) -> Iterator[str]:
    lines = [text[at : at + WRAPPED_AT] for text in texts for at in range(0, len(text), WRAPPED_AT)]
    for number, line in enumerate(lines, 1):
        yield line
        if number % LINES_OF_A_PAGE == 0:
            yield f"— {number // LINES_OF_A_PAGE} —"


def _list(plan: Plan) -> bytes:
    """The plan as an office keeps it in Excel: a task a row."""
    book = Workbook()
    sheet = book.create_sheet("任务清单", 0)
    sheet.append([plan.title])
    sheet.append(["序号", "工作任务", "具体内容", "牵头单位", "配合单位", "责任单位"])
    for number, task in enumerate(plan.tasks, 1):
        sheet.append([number, task.title, task.text, *("\n".join(units) for units in _columns(task))])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _columns(task: Task) -> tuple[tuple[str, ...], ...]:
    return task.roles.lead, task.roles.support, (*task.roles.joint, *task.roles.local)


def _printed(word: Path, soffice: str) -> Path:
    profile = f"-env:UserInstallation={word.parent.as_uri()}/profile"
    command = [
        soffice,
        "--headless",
        "--norestore",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        str(word.parent),
    ]
    subprocess.run([*command, str(word)], capture_output=True, timeout=180, check=True)
    return word.with_suffix(".pdf")


# ---- the table


def plan_in(file: Path) -> Plan:
    aliases = read_aliases(environment.shipped("aliases.yaml"), Language.of("zh_CN"))
    paper: Paper = open_document(file)
    return import_plan(paper, aliases, TODAY, Language.of("zh_CN"), lambda done, total: None).plan


def rows_of(file: Path, folder: Path) -> Iterator[Row]:
    truth = found_in(plan_in(file))
    for form, path in forms(file, folder).items():
        seconds, megabytes = peak_of(_command(path, folder))
        try:
            found = found_in(plan_in(path))
        except Refused as refused:
            yield Row(file.stem, form, (refused.key, *[""] * 6), 0)
            continue
        yield compared(file.stem, form, truth, found, seconds, megabytes)


async def limits(folder: Path, repetitions: int, tasks: int = LONG_TASKS) -> list[Line]:
    """A long document, and files that try the limits, each imported by the command itself."""
    long = _long(folder, tasks)
    lines = []
    for what, file in (
        (f"{tasks:,} tasks imported, as text", long),
        ("a file of 5 MB of brackets", _brackets(folder)),
    ):
        time = Line(what, "s", most=SECONDS + STARTS)
        memory = Line(f"{what}: highest RSS", "MB", most=MEGABYTES)
        for _ in range(min(repetitions, 3)):
            seconds, megabytes = peak_of(_command(file, folder))
            time.ours.append(seconds)
            memory.ours.append(megabytes)
        lines += [time, memory]
    return lines


def _long(folder: Path, tasks: int) -> Path:
    """So many tasks: a title, a few sentences, a date, a number and a clause each."""
    file = folder / f"{tasks}-tasks.txt"
    lines = ["青山市环境改善行动方案（2023—2025年）", "一、重点任务"]
    for n in range(tasks):
        if n % IN_A_SECTION == 0:
            lines.append(f"（{chinese(n // IN_A_SECTION + 1)}）第{n // IN_A_SECTION + 1}方面工作")
        done = f"2024年{n % 12 + 1}月底前完成改造{n + 1}公里以上。"
        number = n % IN_A_SECTION + 1
        lines.append(f"{number}.推进第{n + 1}项工作。{SENTENCES}{done}（市发展改革委牵头，市财政局配合）")
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def _brackets(folder: Path) -> Path:
    file = folder / "brackets.txt"
    file.write_text("一、重点任务\n1.甲。" + "（市" * 800_000, encoding="utf-8")
    return file


def _command(file: Path, folder: Path) -> list[str]:
    """A refusal ends with 1, which is what is measured here too."""
    words = [
        sys.executable,
        "-m",
        "bot",
        "plan",
        "import",
        str(file),
        "--force",
        "-o",
        str(folder / "draft.yaml"),
    ]
    return [sys.executable, "-c", f"import subprocess; subprocess.run({words!r})"]


def table(rows: Iterable[Row]) -> str:
    heads = (
        "document",
        "form",
        *(f"{kind}: found / true / wrong unasked" for kind in KINDS),
        "time",
        "memory",
    )
    lines = [heads, tuple("-" for _ in heads), *((row.document, row.form, *row.cells) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.imports", description=__doc__)
    parser.add_argument("folder", type=Path, help="of the documents")
    parser.add_argument("--note", default="", help="machine and date, for the results file")
    wanted = parser.parse_args()
    files = sorted(file for file in wanted.folder.iterdir() if file.suffix in (".txt", ".html"))
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="duban-bench-") as folder:
        for file in (*files, _long(Path(folder), LONG_TASKS)):
            print(f"measuring: {file.name} …", file=sys.stderr)
            place = Path(folder, file.stem)
            place.mkdir()
            rows += rows_of(file, place)
    print(text := table(rows))
    renew(RESULTS, "make bench, what an import finds", wanted.note, text)
    return 1 if sum(row.unasked for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
