"""A document in the forms in which plans reach an office: as published, Word, PDF, wrapped text, an Excel list."""

import subprocess
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

from docx import Document
from openpyxl import Workbook

from bot.bootstrap import environment
from bot.domain.plan import Plan
from bot.i18n import Language
from bot.planfile.aliases import read_aliases
from bot.planfile.importer.document import Paper, Paragraph
from bot.planfile.importer.importing import import_plan
from bot.planfile.importer.open import open_document
from tests.bench.truth import ROLES, Truth

LIST = "xlsx"
FORMS = ("clean", "docx", "pdf", "wrapped", LIST)
WRAPPED_AT, LINES_OF_A_PAGE = 34, 28
TODAY = date(2026, 3, 2)


def forms(file: Path, folder: Path, truth: Truth) -> dict[str, Path]:
    paper = open_document(file)
    paragraphs = [block.text.strip() for block in paper.blocks if isinstance(block, Paragraph)]
    texts = [text for text in paragraphs if text]
    made = {"clean": file}
    made["docx"] = folder / f"{file.stem}.docx"
    made["docx"].write_bytes(_word(texts))
    made["wrapped"] = folder / f"{file.stem}-wrapped.txt"
    made["wrapped"].write_text("\n".join(_wrapped(texts)), encoding="utf-8")
    made[LIST] = folder / f"{file.stem}.xlsx"
    made[LIST].write_bytes(_list(plan_in(file), truth))
    if soffice := environment.office_program():
        made["pdf"] = _printed(made["docx"], soffice)
    return {form: made[form] for form in FORMS if form in made}


def plan_in(file: Path) -> Plan:
    aliases = read_aliases(environment.shipped("aliases.yaml"), Language.of("zh_CN"))
    paper: Paper = open_document(file)
    return import_plan(paper, aliases, TODAY, Language.of("zh_CN"), lambda done, total: None).plan


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


def _list(plan: Plan, truth: Truth) -> bytes:
    """The plan as an office keeps it in Excel: a task a row, its words from the document, its units from the truth."""
    book = Workbook()
    sheet = book.create_sheet("任务清单", 0)
    sheet.append([plan.title])
    sheet.append(["序号", "工作任务", "具体内容", "牵头单位", "配合单位", "责任单位"])
    for number, task in enumerate(plan.tasks, 1):
        sheet.append([number, task.title, task.text, *_cells(truth, task.mark)])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cells(truth: Truth, mark: str) -> Iterator[str]:
    lead, support, joint, local = (truth.roles[mark].get(role, ()) for role in ROLES)
    yield from ("\n".join(units) for units in (lead, support, [*joint, *local]))


def _printed(word: Path, soffice: str) -> Path:
    profile = f"-env:UserInstallation={word.parent.as_uri()}/profile"
    options = ["--headless", "--norestore", profile, "--convert-to", "pdf", "--outdir", str(word.parent)]
    subprocess.run([soffice, *options, str(word)], capture_output=True, timeout=180, check=True)
    return word.with_suffix(".pdf")
