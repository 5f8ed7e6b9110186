"""The form into which every kind of document is read: paragraphs and tables in the order they are read."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.errors import Refused
from bot.planfile.importer.open_questions import Doubt

MOST_LINES = 100_000  # blank ones too; a document of 5 MB has 14,000


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`line`: of a text file its line, of a Word file or web page the number of the paragraph, both from 1."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class GridCell:
    """`text`: its lines, parted by newlines. `columns`, `rows`: how many it covers, to the right and downwards."""

    text: str = ""
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class TableRow:
    """A merged cell is one object that stands in every place it covers, in this row and in those below."""

    line: int
    cells: tuple[GridCell, ...]
    number: int = 0  # counted from 1 in its table, empty rows too

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells)

    @property
    def distinct(self) -> tuple[GridCell, ...]:
        """A merged cell once."""
        return tuple({id(cell): cell for cell in self.cells}.values())


@dataclass(frozen=True, slots=True)
class Table:
    """What every reader of tables makes: see grid.py. `sheet` and `page`: where a document has them. `number`: counted
    from 1 in its document."""

    rows: tuple[TableRow, ...]
    sheet: str = ""
    page: int = 0
    number: int = 0

    @property
    def line(self) -> int:
        return self.rows[0].line

    @property
    def width(self) -> int:
        return max(len(row.cells) for row in self.rows)

    def flowed(self) -> Iterator[Paragraph]:
        """As plain paragraphs, for a table that only lays out a page. A merged cell is said once."""
        seen: set[int] = set()
        for row in self.rows:
            for cell in row.distinct:
                if id(cell) not in seen:
                    yield from (Paragraph(row.line, line) for line in cell.text.splitlines())
                seen.add(id(cell))


Block = Paragraph | Table


def refuse_too_long(line: int, name: str) -> None:
    """Stops reading a file of blank lines early."""
    if line > MOST_LINES:
        raise Refused("document.too_long", file=name, most=MOST_LINES)


@dataclass(frozen=True, slots=True)
class Paper:
    name: str
    blocks: tuple[Block, ...]
    doubts: tuple[Doubt, ...] = ()  # of the reading itself: a page without text, a hidden sheet
