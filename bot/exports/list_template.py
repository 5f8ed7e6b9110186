"""An empty list (清单) to fill in: XLSX, with the headings its reader knows and the plan's counties to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from bot.exports.sheet_look import FONT

ROWS = 1000  # that are prepared; more may be filled in
WIDTHS = (10, 34, 18, 14, 10, 14, 30)  # digits of the default font


@dataclass(frozen=True, slots=True)
class ListTemplate:
    """`labels` stand above the table, `dates` and `places` are columns of `headings` counted from 0."""

    sheet: str
    labels: Sequence[str]
    hints: Sequence[str]
    headings: Sequence[str]
    dates: Sequence[int]
    places: int
    counties_sheet: str
    counties: Sequence[str]


def list_template(template: ListTemplate) -> bytes:
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    strong = book.add_format({"font_name": FONT, "bold": True, "bg_color": "#E8EEF7", "border": 1})
    text = book.add_format({"font_name": FONT, "num_format": "@", "border": 1})
    day = book.add_format({"font_name": FONT, "num_format": "yyyy-mm-dd", "border": 1})
    sheet = book.add_worksheet(template.sheet)
    for at, label in enumerate(template.labels):
        sheet.write(at, 0, label, strong)
        sheet.write_blank(at, 1, None, text)  # text: milestone 13.10 is not 13.1
    hint = book.add_format({"font_name": FONT, "font_color": "#666666"})
    for at, line in enumerate(template.hints, len(template.labels)):
        sheet.write(at, 0, line, hint)
    head = len(template.labels) + len(template.hints)
    for at, heading in enumerate(template.headings):
        sheet.write(head, at, heading, strong)
        sheet.set_column(at, at, WIDTHS[at], day if at in template.dates else text)
    sheet.freeze_panes(head + 1, 2)
    _offer_counties(book, sheet, template, head + 1)
    book.close()
    return target.getvalue()


def _offer_counties(book: xlsxwriter.Workbook, sheet: Worksheet, template: ListTemplate, first: int) -> None:
    if not template.counties:
        return
    known = book.add_worksheet(template.counties_sheet)
    known.write_column(0, 0, template.counties)
    source = f"='{template.counties_sheet}'!$A$1:$A${len(template.counties)}"
    rule = {"validate": "list", "source": source}
    sheet.data_validation(first, template.places, first + ROWS, template.places, rule)
