"""Word files: paragraphs with the numbers Word itself would print before them, and tables."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import count

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl, CT_Tc
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement

from bot.domain.errors import Refused
from bot.planfile.importer.document import Block, Paragraph, Table, TableRow, refuse_too_long
from bot.planfile.importer.numbering import Numbering

MOST_UNPACKED = 120_000_000  # bytes of all parts; pictures do not shrink, so an honest file stays far below
MOST_XML = 20_000_000  # bytes of all parts that are parsed, into some fifteen times as much memory
MOST_PARTS = 5_000
MOST_COLUMNS = 60

TEXT = "word/document.xml"
# A damaged package makes python-docx stumble wherever the missing piece is first used.
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, OpcError),
    *(LookupError, ValueError, AttributeError, TypeError, SyntaxError),
)

WORDS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# Text moved away, the second telling of a drawing for old readers, and what a field computes from.
DELETED_TAGS = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:pPr")})
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
P, TBL, T = qn("w:p"), qn("w:tbl"), qn("w:t")


def read(raw: bytes, name: str) -> list[Block]:
    """Raises Refused for an archive that is no Word file, is damaged, encrypted, or unpacks to too much."""
    try:
        _refuse_bombs(raw, name)
        document = Document(BytesIO(raw))
        return list(_WordReader(Numbering.of(document), name).blocks(document.element.body))
    except DAMAGED:
        raise Refused("document.broken", file=name) from None


def _refuse_bombs(raw: bytes, name: str) -> None:
    """Before anything is unpacked. Sizes are what the archive says; zipfile never unpacks more than that."""
    with zipfile.ZipFile(BytesIO(raw)) as package:
        parts = {part.filename: part for part in package.infolist()}
        if TEXT not in parts and not any(one.startswith("word/document") for one in parts):
            raise Refused("document.not_word", file=name)
        if any(part.flag_bits & 1 for part in parts.values()):
            raise Refused("document.encrypted", file=name)
        xml = sum(part.file_size for part in parts.values() if part.filename.endswith((".xml", ".rels")))
        unpacked = sum(part.file_size for part in package.infolist())
        if unpacked > MOST_UNPACKED or xml > MOST_XML or len(package.infolist()) > MOST_PARTS:
            raise Refused("document.bomb", file=name)


class _WordReader:
    def __init__(self, numbering: Numbering, name: str) -> None:
        self._numbering, self._name = numbering, name
        self._lines = count(1)

    def blocks(self, parent: BaseOxmlElement) -> Iterator[Block]:
        for child in parent:
            if child.tag == P:
                yield from self._paragraphs(child)
            elif child.tag == TBL:
                rows = tuple(self._rows(child))
                if rows:
                    yield from _laid_out(Table(rows))
            elif child.tag not in DELETED_TAGS:
                yield from self.blocks(child)  # a content control, an inserted stretch

    def _paragraphs(self, element: CT_P) -> Iterator[Paragraph]:
        line = next(self._lines)
        refuse_too_long(line, self._name)
        label = self._numbering.label(element)
        for text in (label + _text(element).strip()).split("\n"):
            yield Paragraph(line, text)

    def _rows(self, table: CT_Tbl) -> Iterator[TableRow]:
        above: list[str] = []
        for tr in table.tr_lst:
            cells: list[str] = []
            for tc in tr.tc_lst:
                text = self._cell(tc, above, len(cells))
                cells += [text] * min(tc.grid_span, MOST_COLUMNS)
            above = cells[:MOST_COLUMNS]
            yield TableRow(next(self._lines), tuple(above))

    def _cell(self, cell: CT_Tc, above: list[str], column: int) -> str:
        if cell.vMerge == "continue" and column < len(above):
            return above[column]
        texts = (self._numbering.label(p) + _text(p).strip() for p in cell.iter(P))
        return "\n".join(filter(None, texts))


def _laid_out(table: Table) -> Iterator[Block]:
    """A table that holds one thing a row is no table: a frame around text."""
    if sum(len(set(filter(None, row.cells))) > 1 for row in table.rows) < 2:
        yield from table.flowed()
    else:
        yield table


def _text(element: BaseOxmlElement) -> str:
    return "".join(_pieces(element))


def _pieces(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if child.tag == T:
            yield child.text or ""
        elif child.tag in WORDS:
            yield WORDS[child.tag]
        elif child.tag not in DELETED_TAGS and child.tag != FALLBACK:
            yield from _pieces(child)
