"""What a column is about by the cells that stand in it."""

import re
from collections.abc import Callable, Iterator, Sequence

from bot.planfile.importer.columns import Column, distinct, label_of
from bot.planfile.importer.document import TableRow
from bot.planfile.importer.normalize import folded, tidied
from bot.planfile.importer.numbered_cells import numbered_pieces
from bot.planfile.importer.persons import names_a_person, without_persons
from bot.planfile.importer.roles import names_units
from bot.planfile.importer.time_alone import TimeKind, read_time
from bot.planfile.importer.unit_shapes import COLLECTIVE, is_a_place, is_an_office
from bot.planfile.importer.verbs import verb_of

MOST_SAMPLED = 60  # different cells by which the content of a column is judged
MOSTLY = 0.5

RUNNING = re.compile(
    "（?(?:[0-9一二三四五六七八九十百①-⑳]{1,4}|[一二三四五六七八九十百千零]{5,7})(?:[-.．][0-9]{1,3})?[）.、．]?"
)
_AMOUNT = re.compile("[0-9](?:[0-9,.，]*[0-9])?[%％]?[\u4e00-\u9fff/]{0,4}")
_MAY_BE_AN_AMOUNT = re.compile("[0-9]{1,2}[.][0-9]{2}")  # 9.30 is a day only below a header that says so
_KNOWN_TIMES = (TimeKind.DATE, TimeKind.RHYTHM, TimeKind.AFTER_EVENT, TimeKind.NO_END)


def samples(rows: Sequence[TableRow], at: int) -> Iterator[str]:
    """The different cells of a column, group rows left out."""
    cells = (row.texts[at] for row in rows if at < len(row.texts) and len(distinct(row)) > 1)
    yield from [text for text in dict.fromkeys(cells) if tidied(text)][:MOST_SAMPLED]


def share(cells: Sequence[str], is_so: Callable[[str], bool]) -> float:
    return sum(map(is_so, cells)) / len(cells) if cells else 0.0


def are_units(cell: str) -> bool:
    return all(
        names_units(one) or names_units(without_persons(one).text) for one in numbered_pieces(cell) or [cell]
    )


def are_surely_units(cell: str) -> bool:
    """More than words that may be names (新建泵站): offices, counties or all of them."""
    twin = folded(without_persons(cell).text) or folded(cell)
    found = [verb_of(piece)[0] for piece in re.split(r"[\s、，；/]+", twin) if piece]
    return are_units(cell) and any(
        is_an_office(one) or is_a_place(one) or COLLECTIVE.search(one) for one in found
    )


def is_time(cell: str) -> bool:
    pieces = numbered_pieces(cell) or [cell]
    return all(
        read_time(one, (2000, 2000)).kind in _KNOWN_TIMES and not _MAY_BE_AN_AMOUNT.fullmatch(label_of(one))
        for one in pieces
    )


def are_amounts(cells: Sequence[str]) -> bool:
    return share(cells, is_amount) > MOSTLY


def is_amount(cell: str) -> bool:
    return bool(_AMOUNT.fullmatch(label_of(cell)))


def are_sentences(cells: Sequence[str]) -> bool:
    return sum(len(tidied(cell)) for cell in cells) / len(cells) > 12


def by_content(cells: Sequence[str]) -> Column:
    if share(cells, lambda cell: bool(RUNNING.fullmatch(label_of(cell)))) > MOSTLY:
        return Column.NUMBER if len(cells) > 1 else Column.ASIDE
    if are_amounts(cells) and not share(cells, is_time):
        return Column.ASIDE
    if share(cells, is_time) > MOSTLY:
        return Column.TIME
    if share(cells, are_surely_units) > MOSTLY:
        return Column.ANSWER
    if not cells or share(cells, names_a_person) > MOSTLY:
        return Column.ASIDE
    return Column.TEXT
