"""The header of a table: which of its rows it takes, and what stands above each column."""

import re
from collections.abc import Sequence

from bot.planfile.importer.column_cells import RUNNING, by_content, samples
from bot.planfile.importer.column_labels import LONGEST_LABEL, is_period, meaning_of_label, period_of
from bot.planfile.importer.columns import PARTS, Column, distinct, label_of
from bot.planfile.importer.document import TableRow
from bot.planfile.importer.normalize import tidied
from bot.planfile.importer.roles import rules_in
from bot.planfile.importer.time_alone import TimeKind, read_time
from bot.planfile.importer.unit_shapes import is_an_office


def header_of(rows: Sequence[TableRow], start: int) -> tuple[int, int]:
    """First row of the header, and the first behind it; both the same for a table without one. Captions and notes may
    stand above it, and a second row below a header that is merged over several columns."""
    first = start
    while first < len(rows) - 1 and len(distinct(rows[first])) == 1 and not is_header(rows[first]):
        first += 1
    if not (is_header(rows[first], least=1) or _heads_what_is_below(rows, first)):
        return first, first
    end = first + 1
    while end < len(rows) - 1 and _goes_on(rows[end - 1], rows[end]):
        end += 1
    return first, end


def is_header(row: TableRow, least: int = 2) -> bool:
    """Labels and nothing else, at least two of them known; the rest short and no names of offices. With `least` 1 one
    that says who or when is enough."""
    labels = [label_of(text) for text in distinct(row)]
    meanings = [meaning_of_label(label) for label in labels]
    known = sum(one is not None for one in meanings)
    timed = Column.TIME if _are_periods(labels) else None
    if known < 2 and not {*PARTS, Column.TIME} & set(meanings):
        return False
    return (
        known >= least
        and len(labels) > 1
        and all(
            meaning_of_label(label) or rules_in(label)[0] or _may_be_a_label(label, timed) for label in labels
        )
    )


def heads_tasks(row: TableRow) -> bool:
    """It says what is done, and by whom or when."""
    found = {meaning_of_label(label_of(text)) for text in distinct(row)}
    is_whole = found & {Column.TITLE, Column.TEXT} and found & {*PARTS, Column.TIME}
    return bool(is_whole) and is_header(row)


def _are_periods(labels: Sequence[str]) -> bool:
    return sum(is_period(period_of(label)) for label in labels) > 1


def _heads_what_is_below(rows: Sequence[TableRow], at: int) -> bool:
    """Labels nobody expects (谁来干): the columns of times, units and numbers below hold something else here."""
    if len(rows) - at < 3 or not all(_may_be_a_label(label_of(cell)) for cell in distinct(rows[at])):
        return False
    kinds = {place: by_content([*samples(rows[at + 1 :], place)]) for place in range(len(rows[at].texts))}
    marked = [place for place, kind in kinds.items() if kind in (Column.TIME, Column.ANSWER, Column.NUMBER)]
    return len(marked) >= 2 and all(
        by_content([rows[at].texts[place]] * 2) != kinds[place] for place in marked
    )


def _may_be_a_label(label: str, below: Column | None = None) -> bool:
    """`below`: what the label says above which it stands; 一季度 is one below 进度安排."""
    is_time = read_time(label, (2000, 2000)).kind is TimeKind.DATE and below is not Column.TIME
    is_one_of_periods = below is Column.TIME and is_period(period_of(label))
    return (
        len(label) <= LONGEST_LABEL
        and (is_one_of_periods or not RUNNING.fullmatch(label))
        and not is_an_office(label)
        and (not is_time or bool(re.fullmatch("20[0-9]{2}年(?![^前底末]*[前底末])[\u4e00-\u9fff]*", label)))
    )


def _goes_on(above: TableRow, row: TableRow) -> bool:
    """The second row of a header: what differs from the row above stands below a merged or an empty cell, and is a
    label."""
    pairs = [*zip(above.texts, row.texts, strict=False)]
    changed = [
        at for at, (upper, lower) in enumerate(pairs) if tidied(lower) and label_of(lower) != label_of(upper)
    ]
    timed = _are_periods([label_of(row.texts[at]) for at in changed])
    labels = [
        (label_of(row.texts[at]), Column.TIME if timed else meaning_of_label(label_of(above.texts[at])))
        for at in changed
    ]
    if not changed or not all(_may_be_a_label(*label) for label in labels) or len(distinct(row)) < 2:
        return False
    return all(_is_shared(above, at) for at in changed) and any(
        meaning_of_label(label) or rules_in(label)[0] or upper is Column.TIME for label, upper in labels
    )


def _is_shared(row: TableRow, at: int) -> bool:
    text = tidied(row.texts[at])
    beside = [tidied(row.texts[n]) for n in (at - 1, at + 1) if 0 <= n < len(row.texts)]
    return not text or text in beside or "" in beside[-1:]


def labels_of(header: Sequence[TableRow], width: int) -> list[str]:
    """Of each column from top to bottom, 责任单位 牵头; an empty cell beside a merged label is below it too."""
    labels = []
    for at in range(width):
        parts = [label_of(row.texts[at]) if at < len(row.texts) else "" for row in header]
        labels.append(" ".join(dict.fromkeys(filter(None, parts))))
    return labels
