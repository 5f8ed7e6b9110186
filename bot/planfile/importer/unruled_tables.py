"""Tables of a page without ruled lines: below a header that says who does what, the columns are told by the white
between them, the rows by their numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.planfile.importer.column_cells import RUNNING
from bot.planfile.importer.columns import label_of
from bot.planfile.importer.document import GridCell, TableRow
from bot.planfile.importer.header_rows import heads_tasks
from bot.planfile.importer.joined_lines import WrappedLine, joined_cell
from bot.planfile.importer.laid_out import BLANK, Glyph, PageLine, lines_of

FEWEST_COLUMNS = 3
NARROWEST = 0.4  # of a character: white between two columns

Cells = tuple[GridCell, ...]
_White = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class UnruledTable:
    """`lines`: which of the run it takes. `rows`: with the header first; empty where its rows cannot be told apart."""

    lines: range
    rows: tuple[Cells, ...]


def unruled_tables(run: Sequence[PageLine]) -> Iterator[UnruledTable]:
    at = 0
    while at < len(run):
        header = _header(run[at])
        end, cuts = _extent(run, at, header) if header else (at, [])
        if end - at > 1:
            yield UnruledTable(range(at, end), _rows(run[at:end], cuts))
        at = max(end, at + 1)


def _header(line: PageLine) -> list[PageLine]:
    """Its labels; nothing for a line that is no header."""
    pieces: list[list[Glyph]] = [[line.glyphs[0]]]
    for before, glyph in pairwise(line.glyphs):
        if glyph.left - before.right > BLANK * line.size:
            pieces.append([])
        pieces[-1].append(glyph)
    if len(pieces) < FEWEST_COLUMNS:
        return []
    labels = [lines_of(line.page, piece)[0] for piece in pieces]
    row = TableRow(0, tuple(GridCell(label.text) for label in labels))
    return labels if heads_tasks(row) else []


def _extent(run: Sequence[PageLine], at: int, header: Sequence[PageLine]) -> tuple[int, list[float]]:
    """Up to the first line that runs over all the white between two columns; and where these are cut."""
    white: list[_White] = [[(left.right, right.left)] for left, right in pairwise(header)]
    end = at + 1
    while end < len(run):
        left = [_left_of(one, run[end]) for one in white]
        if not all(left):
            break
        white, end = left, end + 1
    cuts: list[float] = []
    for n, found in enumerate(white):
        begin = cuts[-1] if cuts else 0.0
        middles = [(left + right) / 2 for left, right in found]
        cuts.append(max(middles, key=lambda cut: _parted(run[at:end], begin, cut, header[n + 1].right)))
    return end, cuts


def _left_of(white: _White, line: PageLine) -> _White:
    for glyph in line.glyphs:
        white = [
            part
            for left, right in white
            for part in ((left, min(right, glyph.left)), (max(left, glyph.right), right))
            if part[1] - part[0] >= NARROWEST * line.size
        ]
        white = [*dict.fromkeys(white)]
    return white


def _parted(lines: Sequence[PageLine], begin: float, cut: float, end: float) -> int:
    """Lines with words on both sides of the cut."""
    middles = [[glyph.middle[0] for glyph in line.glyphs] for line in lines]
    return sum(any(begin < x < cut for x in one) and any(cut < x < end for x in one) for one in middles)


def _rows(lines: Sequence[PageLine], cuts: Sequence[float]) -> tuple[Cells, ...]:
    header, *body = [_columns(line, cuts) for line in lines]
    labels = _texts(header)
    body = [row for row in body if _texts(row) != labels]  # a page repeats it
    numbered = bool(body) and _is_number(body[0])
    groups: list[list[list[PageLine | None]]] = []
    for row in body:
        filled = sum(cell is not None for cell in row)
        if _is_number(row) if numbered else filled >= len(labels) - 1 and row[0]:
            groups.append([])
        elif not groups or row[0] or not numbered:
            return ()  # in the middle of its row, or no row at all
        groups[-1].append(row)
        if len(groups[-1]) == 1 and filled < FEWEST_COLUMNS - 1:
            return ()
    edges = [max((cell.right for row in body if (cell := row[n])), default=0.0) for n in range(len(labels))]
    rows = [tuple(_cell([row[n] for row in group], edges[n]) for n in range(len(labels))) for group in groups]
    return (tuple(map(GridCell, labels)), *rows) if rows else ()


def _columns(line: PageLine, cuts: Sequence[float]) -> list[PageLine | None]:
    found: list[PageLine | None] = []
    for left, right in pairwise([float("-inf"), *cuts, float("inf")]):
        inside = [glyph for glyph in line.glyphs if left < glyph.middle[0] <= right]
        found.append(lines_of(line.page, inside)[0] if inside else None)
    return found


def _texts(row: Sequence[PageLine | None]) -> list[str]:
    return [cell.text if cell else "" for cell in row]


def _is_number(row: Sequence[PageLine | None]) -> bool:
    return row[0] is not None and bool(RUNNING.fullmatch(label_of(row[0].text)))


def _cell(lines: Sequence[PageLine | None], edge: float) -> GridCell:
    filled = [line for line in lines if line]
    wrapped = []
    for n, line in enumerate(filled):
        room = filled[n + 1].first_width if n + 1 < len(filled) else 0.0
        wrapped.append(WrappedLine(n, line.text, line.right + room > edge - line.size * 0.3))
    return GridCell(joined_cell(wrapped))
