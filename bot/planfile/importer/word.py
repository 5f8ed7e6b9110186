"""Word files: paragraphs with the numbers Word itself would print before them, and tables."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import count

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement

from bot.domain.errors import Refused
from bot.planfile.importer.document import Block, GridCell, Paragraph, refuse_too_long
from bot.planfile.importer.grid import MOST_COLUMNS, grid, tables_or_text
from bot.planfile.importer.nested_tables import doubt_of, in_words
from bot.planfile.importer.numbering import Numbering
from bot.planfile.importer.open_questions import Doubt
from bot.planfile.importer.packages import DAMAGED as PACKAGE_DAMAGED
from bot.planfile.importer.packages import refuse_bombs
from bot.planfile.importer.page_flow import Flowed, left_out

DAMAGED = (*PACKAGE_DAMAGED, OpcError)

WORDS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# Text moved away, which stands where it went, and what a field computes from.
UNREAD_TAGS = frozenset({qn("w:moveFrom"), qn("w:instrText"), qn("w:pPr")})
DELETED = qn("w:del")
UNSEEN = (qn("w:strike"), qn("w:dstrike"), qn("w:vanish"))  # struck out by hand, hidden
# The second telling of a drawing, for old readers.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
P, TBL, TR, TC, T, R = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:t"), qn("w:r")
DELETED_TEXT, VALUE = qn("w:delText"), qn("w:val")


def read(raw: bytes, name: str) -> Flowed:
    """Raises Refused for an archive that is no Word file, is damaged, encrypted, or unpacks to too much."""
    try:
        refuse_bombs(raw, name)
        document = Document(BytesIO(raw))
        reader = _WordReader(Numbering.of(document), name)
        blocks = [*reader.blocks(document.element.body)]
        unseen = {**reader.left_out, **dict.fromkeys(_notes(document))}
        return Flowed(blocks, [*left_out(unseen), *reader.nested])
    except DAMAGED:
        raise Refused("document.broken", file=name) from None


def _notes(document: WordDocument) -> Iterator[str]:
    """Footnotes and endnotes, which stand in parts of their own. Those of a type are Word's separating lines."""
    for relation in document.part.rels.values():
        if relation.reltype in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
            for note in parse_xml(relation.target_part.blob):
                if note.get(qn("w:type")) is None and (text := _all_text(note)):
                    yield text


class _WordReader:
    def __init__(self, numbering: Numbering, name: str) -> None:
        self._numbering, self._name = numbering, name
        self._lines = count(1)
        self.left_out: dict[str, None] = {}
        self.nested: list[Doubt] = []

    def blocks(self, parent: BaseOxmlElement) -> Iterator[Block]:
        for child in parent:
            if child.tag == P:
                yield from self._paragraphs(child)
            elif child.tag == TBL and _frames_a_table(child):
                yield from (block for tc in _cells(child) for block in self.blocks(tc))
            elif child.tag == TBL:
                yield from tables_or_text(grid(self._rows(child)))
            elif child.tag not in UNREAD_TAGS and child.tag != DELETED:
                yield from self.blocks(child)  # a content control, an inserted stretch

    def _paragraphs(self, element: CT_P) -> Iterator[Paragraph]:
        line = next(self._lines)
        refuse_too_long(line, self._name)
        text = self._text(element).strip()
        if not text and _is_deleted(element):
            return  # Word does not count it either
        for one in (self._numbering.label(element) + text).split("\n"):
            yield Paragraph(line, one)

    def _rows(self, table: CT_Tbl, within: int = 0) -> Iterator[tuple[int, list[GridCell]]]:
        """Word writes a cell merged downwards once a row: the first is stretched over those that continue it.
        `within`: the line of the row that holds this table, 0 for none."""
        rows: list[tuple[int, dict[int, GridCell]]] = []
        begun: dict[int, tuple[int, int]] = {}  # column: row and rows of the last cell that began there
        for at, tr in enumerate(self._parts(table, TR)):
            column = min(tr.grid_before, MOST_COLUMNS)
            rows.append(
                (line := within or next(self._lines), {0: GridCell(columns=column)} if column else {})
            )
            for tc in self._parts(tr, TC):
                wide = min(tc.grid_span, MOST_COLUMNS)
                first, deep = begun.get(column, (at, 0))
                if tc.vMerge == "continue" and first + deep == at:
                    rows[first][1][column] = replace(rows[first][1][column], rows=deep + 1)
                    begun[column] = (first, deep + 1)
                else:
                    rows[at][1][column] = GridCell(self._cell(tc, line), wide)
                    begun[column] = (at, 1)
                column += wide
                if column > MOST_COLUMNS:
                    break
            if column <= MOST_COLUMNS and tr.grid_after:
                rows[at][1][column] = GridCell(columns=tr.grid_after)
        return ((line, [*cells.values()]) for line, cells in rows)

    def _cell(self, cell: CT_Tc, line: int) -> str:
        return "\n".join(filter(None, self._told(cell, line)))

    def _told(self, parent: BaseOxmlElement, line: int) -> Iterator[str]:
        """What paragraphs of a cell and tables inside it say."""
        for child in parent:
            if child.tag == P:
                if not _is_deleted(child):
                    yield self._numbering.label(child) + self._text(child).strip()
            elif child.tag == TBL:
                if table := grid(self._rows(child, line)):
                    self.nested.append(doubt_of(table, line))
                    yield in_words(table)
            elif child.tag not in UNREAD_TAGS and child.tag != DELETED:
                yield from self._told(child, line)

    def _parts(self, parent: BaseOxmlElement, tag: str) -> Iterator[CT_Row | CT_Tc]:
        """Rows of a table, cells of a row; also those in a content control."""
        for child in parent:
            if child.tag != tag:
                if child.tag not in UNREAD_TAGS:
                    yield from self._parts(child, tag)
            elif _is_deleted(child):
                self.left_out[_all_text(child)] = None
            else:
                yield child

    def _text(self, element: BaseOxmlElement) -> str:
        return "".join(self._pieces(element))

    def _pieces(self, element: BaseOxmlElement) -> Iterator[str]:
        for child in element:
            if child.tag == T:
                yield child.text or ""
            elif child.tag in WORDS:
                yield WORDS[child.tag]
            elif child.tag == DELETED or (child.tag == R and _is_unseen(child)):
                self.left_out[_all_text(child)] = None
            elif child.tag not in UNREAD_TAGS and child.tag != FALLBACK:
                yield from self._pieces(child)


def _cells(table: CT_Tbl) -> Iterator[CT_Tc]:
    return (tc for tr in table.iterchildren(TR) for tc in tr.iterchildren(TC))


def _frames_a_table(table: CT_Tbl) -> bool:
    """It holds one thing a row, and another table is among them."""
    filled = [sum(bool(_all_text(tc)) for tc in tr.iterchildren(TC)) for tr in table.iterchildren(TR)]
    holds = any(tc.find(TBL) is not None for tc in _cells(table))
    return holds and sum(cells > 1 for cells in filled) < 2


def _is_deleted(part: BaseOxmlElement) -> bool:
    """A row, a cell, a paragraph with its end, deleted in a change nobody has accepted yet."""
    return bool(part.xpath("./w:trPr/w:del | ./w:tcPr/w:cellDel | ./w:pPr/w:rPr/w:del"))


def _is_unseen(run: BaseOxmlElement) -> bool:
    return any(
        one.get(VALUE) not in ("0", "false", "off") for one in run.xpath("./w:rPr/*") if one.tag in UNSEEN
    )


def _all_text(element: BaseOxmlElement) -> str:
    return "".join(one.text or "" for one in element.iter(T, DELETED_TEXT)).strip()
