"""Tables drawn for tests: the same rows as a web page and as a Word file."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from docx import Document

from tests.planfile.importer.papers import saved


@dataclass(frozen=True)
class Merged:
    """A cell over several columns and rows."""

    text: str
    columns: int = 1
    rows: int = 1


Drawn = str | Merged
Rows = Sequence[Sequence[Drawn]]
Part = str | Rows  # a document is paragraphs and tables


def html_of(parts: Sequence[Part]) -> bytes:
    body = "".join(f"<p>{escape(one)}</p>" if isinstance(one, str) else _html_table(one) for one in parts)
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


def _html_table(rows: Rows) -> str:
    return "<table>" + "".join(f"<tr>{''.join(map(_html_cell, row))}</tr>" for row in rows) + "</table>"


def _html_cell(drawn: Drawn) -> str:
    cell = _whole(drawn)
    spans = f' colspan="{cell.columns}"' * (cell.columns > 1) + f' rowspan="{cell.rows}"' * (cell.rows > 1)
    return f"<td{spans}>{escape(cell.text).replace(chr(10), '<br>')}</td>"


def docx_of(parts: Sequence[Part]) -> bytes:
    document = Document()
    for one in parts:
        if isinstance(one, str):
            document.add_paragraph(one)
            continue
        placed = _placed(one)
        width = max(column + cell.columns for _, column, cell in placed)
        table = document.add_table(rows=len(one), cols=width)
        for row, column, cell in placed:
            first = table.cell(row, column)
            if cell.columns > 1 or cell.rows > 1:
                first = first.merge(table.cell(row + cell.rows - 1, column + cell.columns - 1))
            first.text = cell.text
    return saved(document)


def _placed(rows: Rows) -> list[tuple[int, int, Merged]]:
    taken: set[tuple[int, int]] = set()
    placed = []
    for at, row in enumerate(rows):
        column = 0
        for cell in map(_whole, row):
            while (at, column) in taken:
                column += 1
            taken |= {
                (at + down, column + right) for down in range(cell.rows) for right in range(cell.columns)
            }
            placed.append((at, column, cell))
            column += cell.columns
    return placed


def _whole(drawn: Drawn) -> Merged:
    return Merged(drawn) if isinstance(drawn, str) else drawn


FORMS = {"html": html_of, "docx": docx_of}
