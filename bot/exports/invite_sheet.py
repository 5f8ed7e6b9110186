"""Invitations as a file to hand out: slips to cut apart (.docx), one a person, or a list (.xlsx).

Each slip has one person's code only: a code lets whoever types it in speak for that person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import xlsxwriter
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell, _Row

from bot.exports.sheet_look import FONT
from bot.i18n import Language

A_ROW = 2  # slips beside each other on A4
MARGIN, SMALL, PLAIN, LARGE = 1.5, 9, 11, 20  # centimetres; points
TITLE_KEYS = (
    "invite.list.name",
    "invite.list.units",
    "invite.list.code",
    "invite.list.how",
    "invite.list.until",
)
WIDTHS = (20, 28, 14, 60, 16)  # digits of the default font
LINE = 18  # points
ONLY_LATIN = "Consolas"  # tells 8 from B; named here, installed where the file is opened


@dataclass(frozen=True, slots=True)
class InviteSlip:
    name: str
    units: Sequence[str]
    code: str
    how: Sequence[str]  # a sentence a channel
    last_day: date  # on which the code is good

    def whose(self, language: Language) -> str:
        """A leader may have no unit."""
        if not self.units:
            return self.name
        return language.say("invite.slip.name", name=self.name, units=list(self.units))


def as_docx(office: str, slips: Sequence[InviteSlip], language: Language) -> bytes:
    """A grid of dashed slips; none is parted by the end of a page."""
    document = Document()
    for side in ("top_margin", "bottom_margin", "left_margin", "right_margin"):
        setattr(document.sections[0], side, Cm(MARGIN))
    document.sections[0].page_width, document.sections[0].page_height = Cm(21), Cm(29.7)
    grid = document.add_table(rows=0, cols=A_ROW)
    for first in range(0, len(slips), A_ROW):
        row = grid.add_row()
        _whole(row)
        for cell, slip in zip(row.cells, slips[first : first + A_ROW], strict=False):
            _dashed(cell)
            _slip(cell, office, slip, language)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _slip(cell: _Cell, office: str, slip: InviteSlip, language: Language) -> None:
    say = language.say
    _line(cell, office, SMALL, first=True)
    _line(cell, slip.whose(language), PLAIN)
    _line(cell, slip.code, LARGE, font=ONLY_LATIN)
    for sentence in slip.how:
        _line(cell, sentence, SMALL)
    _line(cell, say("invite.slip.until", day=slip.last_day), SMALL)


def _line(cell: _Cell, text: str, size: int, *, first: bool = False, font: str = FONT) -> None:
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(6 if first else 0)
    paragraph.paragraph_format.space_after = Pt(3)
    run = paragraph.add_run(text)
    run.font.size, run.font.name, run.bold = Pt(size), font, size == LARGE
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def _whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _dashed(cell: _Cell) -> None:
    """The line to cut along."""
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "dashed"), ("sz", "4"), ("color", "808080")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)


def as_xlsx(office: str, slips: Sequence[InviteSlip], language: Language) -> bytes:
    """A row a person. Texts stay texts: a code of digits alone keeps its zeros and its length."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    cell = book.add_format({"text_wrap": True, "valign": "vcenter", "border": 1, "num_format": "@"})
    head = book.add_format({"bold": True, "align": "center", "border": 1})
    for column, (title, width) in enumerate(zip(TITLE_KEYS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, language.say(title), head)
    for at, slip in enumerate(slips, 1):
        sheet.set_row(at, LINE * max(2, len(slip.how)))  # programs do not agree on the height of wrapped rows
        row = (slip.name, language.list(list(slip.units or ("-",))), slip.code, "\n".join(slip.how))
        for column, text in enumerate((*row, language.show(slip.last_day))):
            sheet.write_string(at, column, text, cell)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&L{office.replace('&', '&&')}")
    book.close()
    return target.getvalue()


FORMATS = {".docx": as_docx, ".xlsx": as_xlsx}
