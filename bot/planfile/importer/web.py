"""Web pages: the paragraphs a reader sees, and the tables that are tables."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from bot.planfile.importer.document import Block, GridCell, Paragraph, Table, refuse_too_long
from bot.planfile.importer.grid import MOST_SPAN_DOWN, grid
from bot.planfile.importer.nested_tables import doubt_of, texts_of
from bot.planfile.importer.open_questions import Doubt
from bot.planfile.importer.page_flow import Flowed, left_out

_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|tbody|tr|td|div|p|span|h[1-6]|pre|br)\b[^<>]*>", re.IGNORECASE
)
_DIGITS = re.compile(r"[0-9]{1,4}")
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")

_PREAMBLE = b"<!DOCTYPE html>"  # without any tag libxml2 reports an empty document
LOOKED_AT = 20_000  # characters in which a page shows what it is
UNSEEN = frozenset({"script", "style", "noscript", "template", "title", "select", "textarea"})
STRUCK = frozenset({"del", "s", "strike"})
PARAGRAPHS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6"})  # count even when empty
BREAKS = PARAGRAPHS | {"div", "section", "article", "header", "footer", "ul", "ol", "dl", "dt", "dd", "hr"}
BREAKS |= {"blockquote", "center", "form", "body", "html", "main", "nav", "aside", "caption", "pre", "tbody"}
DEEPEST = 50  # tables in tables; deeper ones are read as text


def looks_like(text: str) -> bool:
    return bool(_TAG.search(text[:LOOKED_AT]))


def read(text: str, name: str) -> Flowed:
    """Raises Refused for a page longer than any plan."""
    page = _Page(name)
    parser = etree.HTMLParser(target=page, encoding="utf-8", huge_tree=True)
    parser.feed(_PREAMBLE + text.encode("utf-8", "replace"))
    return Flowed(parser.close(), [*left_out(page.struck), *page.nested])


@dataclass
class _PageCell:
    blocks: list[Block] = field(default_factory=list)
    colspan: int = 1
    rowspan: int = 1

    @property
    def text(self) -> str:
        return "\n".join(texts_of(self.blocks))


@dataclass
class _Grid:
    rows: list[list[_PageCell]] = field(default_factory=list)


class _Page:
    """`_flows`: where paragraphs go, the page itself at the bottom and a table's cell above it.

    A target of lxml's parser, and no tree: `start`, `end`, `data`, `comment` and `close` are its names. It reads
    any input in time proportional to its length; html.parser takes hours for a page of unclosed comments.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._flows: list[list[Block]] = [[]]
        self._grids: list[_Grid] = []
        self._cells: list[int] = []  # how many tables there were when the cell was opened
        self._lists: list[int | None] = []  # the next number of an ordered list, None for bullets
        self._text: list[str] = []
        self._line = 1
        self._unseen = 0
        self._strikes = 0
        self.struck: dict[str, None] = {}
        self.nested: list[Doubt] = []
        self._pre = 0
        self._label = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in UNSEEN:
            self._unseen += 1
        elif tag in STRUCK:
            self._strikes += 1
        elif tag == "br":
            self._text.append("\n")
        elif tag == "table" and len(self._grids) < DEEPEST:
            self._end_paragraph()
            self._grids.append(_Grid())
        elif tag in ("tr", "td", "th"):
            self._start_cell(tag, attributes)
        elif tag in BREAKS:
            self._end_paragraph()
            self._start_block(tag, attributes)

    def end(self, tag: str) -> None:
        if tag in UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag in STRUCK:
            self._strikes = max(self._strikes - 1, 0)
        elif tag == "table":
            self._end_table()
        elif tag in ("tr", "td", "th"):
            self._end_cell()
        elif tag in BREAKS:
            self._end_paragraph(counts=tag in PARAGRAPHS)
            self._end_block(tag)

    def data(self, text: str) -> None:
        if self._strikes:
            self.struck[text.strip()] = None
        elif not self._unseen:
            self._text.append(text if self._pre else _BLANKS.sub(" ", text))

    def comment(self, _: str) -> None:
        """Nobody sees it."""

    def close(self) -> list[Block]:
        self._end_paragraph()
        while self._grids:
            self._end_table()
        return self._flows[0]

    def _start_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "pre":
            self._pre += 1
        elif tag in ("ol", "ul"):
            self._lists.append(_whole(attributes, "start") if tag == "ol" else None)
        elif tag == "li" and self._lists and (number := self._lists[-1]) is not None:
            self._label, self._lists[-1] = f"{number}.", number + 1

    def _end_block(self, tag: str) -> None:
        if tag == "pre":
            self._pre = max(self._pre - 1, 0)
        elif tag in ("ol", "ul") and self._lists:
            self._lists.pop()

    def _end_paragraph(self, counts: bool = False) -> None:
        """An empty <p> is a blank line of the document; whitespace between two tags is none."""
        text, self._text = "".join(self._text), []
        lines = [line.strip() for line in text.split("\n")]
        while len(lines) > 1 and not lines[-1]:
            lines.pop()
        if not (any(lines) or counts):
            return
        label, self._label = self._label, ""
        for number, line in enumerate(lines):
            self._flows[-1].append(Paragraph(self._line, label + line if number == 0 else line))
            self._line += 1
        refuse_too_long(self._line, self._name)

    def _start_cell(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._end_cell()
        if not self._grids:
            return
        rows = self._grids[-1].rows
        if tag == "tr" or not rows:
            rows.append([])
        if tag != "tr":
            cell = _PageCell([], _whole(attributes, "colspan"), _rows_spanned(attributes))
            rows[-1].append(cell)
            self._cells.append(len(self._grids))
            self._flows.append(cell.blocks)

    def _end_cell(self) -> None:
        """The one of the innermost table, when it is open."""
        self._end_paragraph()
        if self._cells and self._cells[-1] == len(self._grids):
            self._cells.pop()
            self._flows.pop()

    def _end_table(self) -> None:
        self._end_cell()
        if self._grids:
            table = self._grids.pop()
            if _is_layout(table):
                self._flows[-1] += (block for row in table.rows for cell in row for block in cell.blocks)
            elif made := grid(_lined(table.rows)):
                self._flows[-1].append(made)
                self.nested += _nested_in(table)


def _is_layout(table: _Grid) -> bool:
    """A table that holds one thing a row only lays out the page."""
    filled = [sum(bool(cell.text.strip()) for cell in row) for row in table.rows]
    return sum(cells > 1 for cells in filled) < 2


def _nested_in(table: _Grid) -> Iterator[Doubt]:
    cells = (cell for row in table.rows for cell in row)
    return (
        doubt_of(block, block.line) for cell in cells for block in cell.blocks if isinstance(block, Table)
    )


def _lined(rows: Iterable[list[_PageCell]]) -> Iterator[tuple[int, list[GridCell]]]:
    line = 1
    for row in rows:
        line = next((block.line for cell in row for block in cell.blocks), line)
        yield line, [GridCell(cell.text, cell.colspan, cell.rowspan) for cell in row]


def _rows_spanned(attributes: Mapping[str, str]) -> int:
    """0 is written for all rows below."""
    return (
        MOST_SPAN_DOWN if (attributes.get("rowspan") or "").strip() == "0" else _whole(attributes, "rowspan")
    )


def _whole(attributes: Mapping[str, str], name: str) -> int:
    """The whole number an attribute gives, 1 without one."""
    found = _DIGITS.search(attributes.get(name) or "")
    return max(int(found[0]), 1) if found else 1
