"""A table inside a cell: its rows are put into words, and it is asked whether they were understood."""

from collections.abc import Iterable, Iterator

from bot.planfile.importer.document import Block, Table
from bot.planfile.importer.normalize import folded, tidied
from bot.planfile.importer.open_questions import Doubt
from bot.planfile.importer.unit_shapes import is_an_office

_MOST_SHOWN = 60  # characters


def in_words(table: Table) -> str:
    """牵头：市水利局；配合：市财政局；: one row after the other, nothing of two cells running together."""
    rows = ([*filter(None, (tidied(cell.text) for cell in row.distinct))] for row in table.rows)
    return "".join(f"{_row(cells)}；" for cells in rows if cells)


def _row(cells: list[str]) -> str:
    is_labelled = len(cells) == 2 and not is_an_office(folded(cells[0]))
    return ("：" if is_labelled else "，").join(cells)


def doubt_of(table: Table, line: int) -> Doubt:
    """`line`: of the row that holds it."""
    return Doubt("nested_table", in_words(table).strip("；")[:_MOST_SHOWN], line)


def texts_of(blocks: Iterable[Block]) -> Iterator[str]:
    """What a cell says."""
    for block in blocks:
        if isinstance(block, Table):
            yield in_words(block)
        elif block.text:
            yield block.text
