"""Tables of a laid-out page, by their ruled lines. Where cells meet is found by pdfplumber, for PDF and OFD alike."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.planfile.importer.document import GridCell
from bot.planfile.importer.joined_lines import WrappedLine, joined_cell
from bot.planfile.importer.laid_out import Glyph, LaidOutPage, PageLine, RuledLine, lines_of

MOST_RULES = 3_000  # on a page; drawings have more, and are no tables
NEAR = 3.0  # points: lines closer together are one
SHORTEST = 4.0  # points of a ruled line


@dataclass(frozen=True, slots=True)
class CellBox:
    left: float
    top: float
    right: float
    bottom: float

    def surrounds(self, glyph: Glyph) -> bool:
        x, y = glyph.middle
        return self.left <= x < self.right and self.top <= y < self.bottom


@dataclass(frozen=True, slots=True)
class RuledTable:
    """`rows`: a merged cell stands in each place it covers. `edges`: of the columns, from left to right."""

    page: int
    box: CellBox
    edges: tuple[float, ...]
    rows: tuple[tuple[GridCell, ...], ...]


def ruled_tables(page: LaidOutPage) -> list[RuledTable]:
    """Takes the characters that stand in tables off the page."""
    if len(page.rules) < 4 or len(page.rules) > MOST_RULES:
        return []
    found = []
    for cells in _cells(page.rules):
        box = _around(cells)
        inside = [glyph for glyph in page.glyphs if box.surrounds(glyph)]
        if len(cells) > 1 and inside:
            taken = {id(glyph) for glyph in inside}
            page.glyphs = [glyph for glyph in page.glyphs if id(glyph) not in taken]
            found.append(_table(page.number, box, cells, inside))
    return found


def _cells(rules: Iterable[RuledLine]) -> list[list[CellBox]]:
    """One list a table. pdfplumber is loaded here: a page without ruled lines needs none of it."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = merge_edges([*map(_edge, rules)], NEAR, NEAR, NEAR, NEAR)
    cells = intersections_to_cells(edges_to_intersections(edges, NEAR, NEAR))
    return [[CellBox(*cell) for cell in table] for table in cells_to_tables(cells)]


def _edge(rule: RuledLine) -> dict[str, object]:
    """As pdfplumber calls it."""
    level = rule.bottom - rule.top < rule.right - rule.left
    return {
        "orientation": "h" if level else "v",
        "object_type": "line",
        "x0": rule.left,
        "x1": rule.right,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": rule.right - rule.left,
        "height": rule.bottom - rule.top,
    }


def _around(cells: Sequence[CellBox]) -> CellBox:
    return CellBox(
        min(cell.left for cell in cells),
        min(cell.top for cell in cells),
        max(cell.right for cell in cells),
        max(cell.bottom for cell in cells),
    )


def _table(page: int, box: CellBox, cells: Sequence[CellBox], inside: Sequence[Glyph]) -> RuledTable:
    lefts = sorted({cell.left for cell in cells})
    tops = sorted({cell.top for cell in cells})
    nothing = GridCell()
    grid = [[nothing for _ in lefts] for _ in tops]
    words = _sorted_into(cells, inside)
    for cell in cells:
        rows = range(bisect_left(tops, cell.top), bisect_left(tops, cell.bottom))
        columns = range(bisect_left(lefts, cell.left), bisect_left(lefts, cell.right))
        made = GridCell(_text(page, cell, words[cell]), len(columns), len(rows))
        for row in rows:
            for column in columns:
                grid[row][column] = made
    return RuledTable(page, box, tuple(lefts), tuple(map(tuple, grid)))


def _sorted_into(cells: Sequence[CellBox], glyphs: Iterable[Glyph]) -> dict[CellBox, list[Glyph]]:
    words: dict[CellBox, list[Glyph]] = {cell: [] for cell in cells}
    rows: dict[tuple[float, float], list[CellBox]] = {}
    for cell in cells:
        rows.setdefault((cell.top, cell.bottom), []).append(cell)
    for glyph in glyphs:
        y = glyph.middle[1]
        row = (cell for (top, bottom), ones in rows.items() if top <= y < bottom for cell in ones)
        if around := next((cell for cell in row if cell.surrounds(glyph)), None):
            words[around].append(glyph)
    return words


def _text(page: int, cell: CellBox, glyphs: Sequence[Glyph]) -> str:
    lines = lines_of(page, glyphs)
    if not lines:
        return ""
    margin = min(min(line.left - cell.left, cell.right - line.right) for line in lines)
    room = cell.right - cell.left - 2 * max(margin, 0)
    return joined_cell([*_within(lines, room)])


def _within(lines: Sequence[PageLine], room: float) -> Iterator[WrappedLine]:
    for at, line in enumerate(lines):
        following = lines[at + 1].first_width if at + 1 < len(lines) else 0
        yield WrappedLine(at, line.text, line.right - line.left + following > room - line.size * 0.3)
