"""Documents for these tests: written from lines of text in every form that can be imported."""

from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from bot.domain.plan import Plan, Task
from bot.planfile.importer.document import Paper, Paragraph
from bot.planfile.importer.importing import Imported, import_plan
from bot.planfile.importer.open import open_document
from bot.planfile.show import Json, plan_to_json
from bot.planfile.yaml import load_plan
from tests.planfile.files import ROOT, ZH

PLANS = ROOT.parent / "shared" / "data" / "plans"
TODAY = date(2026, 3, 2)
ALIASES = {"发改委": "发展改革委", "住建局": "住房和城乡建设局"}


def paper_of(text: str) -> Paper:
    return Paper("甲市方案.txt", tuple(Paragraph(n, line) for n, line in enumerate(text.split("\n"), 1)))


def imported(paper: Paper) -> Imported:
    """Every draft made in a test is also read back, as `duban plan check` would."""
    found = import_plan(paper, ALIASES, TODAY, ZH, lambda done, total: None)
    assert load_plan(found.yaml, "draft.yaml", ZH) == found.plan
    return found


def plan_of(text: str) -> Plan:
    return imported(paper_of(text)).plan


def json_of(file: Path) -> Json:
    return plan_to_json(imported(open_document(file)).plan, ZH)


def codes(plan: Plan) -> list[str]:
    return [finding.code for finding in plan.findings]


def roles(task: Task) -> str:
    """市甲局 L; 市乙局 S: the whole cast in one line."""
    letters = {"lead": "L", "support": "S", "joint": "J", "local": "A"}
    return "；".join(
        f"{letter}{'、'.join(getattr(task.roles, name))}"
        for name, letter in letters.items()
        if getattr(task.roles, name)
    )


# ---- forms


def as_html(lines: Sequence[str]) -> bytes:
    body = "\n".join(f"<p style='text-indent: 2em'><span>{escape(line)}</span></p>" for line in lines)
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>\n{body}\n</body></html>".encode()


def as_docx(lines: Sequence[str]) -> bytes:
    """Numbers typed by hand."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def as_numbered_docx(lines: Sequence[str], split: Callable[[str], tuple[int, str] | None]) -> bytes:
    """Numbers made by Word: `split` gives the level of a line and its text without the number, None for others."""
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(ABSTRACT))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for line in lines:
        level = split(line)
        paragraph = document.add_paragraph(level[1] if level else line)
        if level:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = level[0]
            properties.get_or_add_numId().val = 77
    return saved(document)


def saved(document: Word) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _level(at: int, form: str, text: str, restart: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{restart}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


RUNS_ON = '<w:lvlRestart w:val="0"/>'  # counted through the whole document
ABSTRACT = (
    f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">'
    + _level(0, "chineseCounting", "%1、")
    + _level(1, "chineseCounting", "（%2）")
    + _level(2, "decimal", "%3.", RUNS_ON)
    + "</w:abstractNum>"
)
