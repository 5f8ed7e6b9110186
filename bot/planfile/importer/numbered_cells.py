"""A row whose cells count alike, 1. 2. 3. in the measures and 1. 2. 3. in the units or times: a row for each number."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.planfile.importer.columns import PARTS, Column, Layout
from bot.planfile.importer.document import GridCell, TableRow
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.numerals import read_numeral

_MARK = re.compile(
    r"(?<![0-9.])(?:(?P<plain>[0-9]{1,2})[.、](?![0-9]{1,2}[^0-9月年.、]|[0-9]+$)"
    r"|（(?P<bracketed>[0-9]{1,2})）|(?P<ringed>[①-⑳]))\s*"
)


def by_number(row: TableRow, layout: Layout) -> Iterator[TableRow]:
    """The cells that do not count stand in each of the rows, as merged ones do."""
    lists = {at: found for at, cell in enumerate(row.cells) if len(found := numbered_pieces(cell.text)) > 1}
    work = {len(found) for at, found in lists.items() if _means(layout, at) in (Column.TITLE, Column.TEXT)}
    who_or_when = {len(found) for at, found in lists.items() if _means(layout, at) in (*PARTS, Column.TIME)}
    if len(work) != 1 or work != who_or_when:
        yield row
        return
    for n in range(work.pop()):
        cells = (GridCell(lists[at][n]) if at in lists else cell for at, cell in enumerate(row.cells))
        yield replace(row, cells=tuple(cells))


def _means(layout: Layout, at: int) -> Column:
    return layout.meanings[at] if at < len(layout.meanings) else Column.ASIDE


def numbered_pieces(text: str) -> list[str]:
    """What stands behind 1., 2. and so on, where the cell begins with the first; else nothing."""
    twin = folded(text)
    starts: list[tuple[int, int]] = []
    for found in _MARK.finditer(twin):
        number = read_numeral(found["plain"] or found["bracketed"] or found["ringed"])
        if number == len(starts) + 1 and (starts or not twin[: found.start()].strip()):
            starts.append((found.start(), found.end()))
    ends = [*(start for start, _ in starts[1:]), len(text)]
    return [text[begin:end].strip(" \n　；;") for (_, begin), end in zip(starts, ends, strict=False)]
