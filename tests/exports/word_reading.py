"""Reads a Word file back, as python-docx sees it and as a reader would."""

import io
from typing import Any

from docx import Document
from docx.oxml.ns import qn


def opened(body: bytes) -> Any:
    return Document(io.BytesIO(body))


def lines_of(body: bytes) -> list[str]:
    """The text of every paragraph in reading order, tables too."""
    return [
        "".join(t.text or "" for t in p.iter(qn("w:t"))) for p in opened(body).element.body.iter(qn("w:p"))
    ]


def text_of(body: bytes) -> str:
    return "\n".join(lines_of(body))


def tables_of(body: bytes) -> list[list[list[str]]]:
    """Cells by row, of every table."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in opened(body).tables]


def anonymous() -> bytes:
    """A paper that somebody typed anew: nothing in it tells which draft it belongs to."""
    plain, out = Document(), io.BytesIO()
    for line in ("编号：城环督〔2024〕　号", "2024年　月　日"):
        plain.add_paragraph(line)
    plain.save(out)
    return out.getvalue()
