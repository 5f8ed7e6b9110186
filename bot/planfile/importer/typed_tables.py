"""Tables in plain text: cells parted by tabs, bars, commas or blanks, below a header that says who does what."""

import csv
from collections.abc import Callable, Iterator, Sequence

from bot.planfile.importer.document import GridCell, Paragraph, Table, TableRow
from bot.planfile.importer.header_rows import heads_tasks
from bot.planfile.importer.laid_out import Glyph, PageLine, is_wide
from bot.planfile.importer.open_questions import Doubt
from bot.planfile.importer.page_flow import MOST_QUOTED, Flowed
from bot.planfile.importer.page_marks import is_page_number
from bot.planfile.importer.unruled_tables import FEWEST_COLUMNS, UnruledTable, unruled_tables

LONGEST_HEADER = 400  # characters
MOST_ROWS = 2_000  # lines of aligned columns, so that a file of headers takes no time
_SIZE = 2.0  # of a Chinese character, in columns of a terminal
_RULE = frozenset("-:=+| ")

Split = Callable[[str], list[str]]


def _by_bars(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


SPLITS: tuple[Split, ...] = (
    lambda line: [cell.strip() for cell in line.split("\t")],
    _by_bars,
    lambda line: next(csv.reader([line]), []),
    str.split,
)


def with_tables(lines: Sequence[Paragraph]) -> Flowed:
    """What is no table stays as it is, line by line."""
    found = Flowed()
    at = 0
    while at < len(lines):
        header = lines[at].text[:LONGEST_HEADER]
        split = next((one for one in SPLITS if _heads(one(header))), None)
        end = _aligned(lines, at, found) if split is str.split else at
        if split and end == at:
            end = _delimited(lines, at, split, found)
        if end == at:
            found.blocks.append(lines[at])
            end = at + 1
        at = end
    return found


def _heads(cells: Sequence[str]) -> bool:
    return len(cells) >= FEWEST_COLUMNS and heads_tasks(_row(0, cells))


def _row(line: int, cells: Sequence[str]) -> TableRow:
    return TableRow(line, tuple(map(GridCell, cells)))


def _delimited(lines: Sequence[Paragraph], at: int, split: Split, found: Flowed) -> int:
    """Rows of as many cells as the header has; blank lines, rules and page numbers between them are passed over."""
    width = len(split(lines[at].text))
    rows: list[TableRow] = []
    end = at
    for n in range(at, min(len(lines), at + MOST_ROWS)):
        text = lines[n].text[: 10 * LONGEST_HEADER]
        if not text.strip() or set(text) <= _RULE or is_page_number(text):
            continue
        if len(cells := split(text)) != width:
            break
        rows.append(_row(lines[n].line, cells))
        end = n + 1
    if len(rows) < 2:
        return at
    found.blocks.append(Table(tuple(rows)))
    return end


def _aligned(lines: Sequence[Paragraph], at: int, found: Flowed) -> int:
    """Columns that stand one below the other, as a page copied with its blanks has them."""
    last = min(len(lines), at + MOST_ROWS)
    kept = [n for n in range(at, last) if lines[n].text.strip() and not is_page_number(lines[n].text)]
    table = next(unruled_tables([_placed(lines[n]) for n in kept]), UnruledTable(range(0), ()))
    if table.lines.start or not table.lines:
        return at
    code = "unruled_table" if table.rows else "unreadable_table"
    found.doubts.append(Doubt(code, lines[at].text.strip()[:MOST_QUOTED], lines[at].line))
    if table.rows:
        found.blocks.append(Table(tuple(TableRow(lines[at].line, row) for row in table.rows)))
    return kept[table.lines.stop - 1] + 1


def _placed(line: Paragraph) -> PageLine:
    glyphs = [*_glyphs(line.text.rstrip())]
    return PageLine(
        1, line.text.strip(), glyphs[0].left, glyphs[-1].right, float(line.line), _SIZE, (), tuple(glyphs)
    )


def _glyphs(text: str) -> Iterator[Glyph]:
    left = 0.0
    for character in text.expandtabs():
        right = left + (2 if is_wide(character) else 1)
        if not character.isspace():
            yield Glyph(character, left, right, 0.0, _SIZE)
        left = right
