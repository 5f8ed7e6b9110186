"""Tables that run over pages: the header each page repeats is left out, a row or cell that a page's end has cut is
one."""

from collections.abc import Sequence
from dataclasses import replace

from bot.planfile.importer.document import GridCell
from bot.planfile.importer.joined_lines import cell_run_on
from bot.planfile.importer.ruled_tables import RuledTable

SAME_PLACE = 4.0  # points
HEADER_ROWS = 3

Cells = tuple[GridCell, ...]


def continues(table: RuledTable, following: RuledTable) -> bool:
    """The same columns at the same places."""
    return len(table.edges) == len(following.edges) and all(
        abs(one - other) <= SAME_PLACE for one, other in zip(table.edges, following.edges, strict=True)
    )


def run_on(tables: Sequence[RuledTable]) -> list[Cells]:
    rows: list[Cells] = []
    for table in tables:
        _add(rows, table.rows)
    return rows


def _add(rows: list[Cells], more: Sequence[Cells]) -> None:
    header = [_texts(row) for row in rows[:HEADER_ROWS]]
    more = [*more]
    while len(rows) > 1 and more and _texts(more[0]) in header:
        more = more[1:]
    if rows and more and _is_cut(rows[-1], more[0]):
        rows[-1] = _glued(rows[-1], more[0])
        more = more[1:]
    elif rows and more and not more[0][0].text and not rows[-1][0].text.strip().isdigit():
        more = _filled_down(rows[-1][0], more)
    rows.extend(more)


def _texts(row: Cells) -> tuple[str, ...]:
    return tuple(cell.text for cell in row)


def _is_cut(row: Cells, following: Cells) -> bool:
    """What is numbered goes on without a number."""
    numbered = row[0].text.strip().isdigit() and not following[0].text
    return numbered and any(cell.text for cell in following)


def _glued(row: Cells, following: Cells) -> Cells:
    made: dict[tuple[int, int], GridCell] = {}  # a merged cell stays one
    for above, below in zip(row, following, strict=True):
        whole = replace(above, text=cell_run_on(above.text, below.text))
        made.setdefault((id(above), id(below)), whole)
    return tuple(made[id(above), id(below)] for above, below in zip(row, following, strict=True))


def _filled_down(group: GridCell, rows: Sequence[Cells]) -> list[Cells]:
    """A merged cell that goes on over the page says its words on the first one."""
    named = next((n for n, row in enumerate(rows) if row[0].text), len(rows))
    return [(group, *row[1:]) if n < named else row for n, row in enumerate(rows)]
