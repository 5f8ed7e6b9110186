"""Ranks of counties by the composite index, within their group only. Never by speed or use of the bot."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class RankRow:
    """`rank` None: too few valid days. `last`: among the last of the group; `streak`: ranked periods in a row that it
    was. Both None where the group has no setting, `last` also without a rank."""

    place: str
    index: Decimal | None
    rank: int | None
    last: bool | None
    streak: int | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows by rank, equal ones in the plan's order, those without a rank last."""

    period: str
    group: str
    rows: tuple[RankRow, ...]


def rankings(
    group: str,
    places: Sequence[str],
    periods: Iterable[tuple[str, Mapping[str, Decimal]]],
    last: int | None,
) -> Iterator[Ranking]:
    """`places`: of the group. `periods`: label and the indices that there are, in the order of time, months or years.
    `last`: how many of the group are the last ones; None where nobody has decided."""
    streaks = dict.fromkeys(places, 0)
    for label, of_all in periods:
        indices = {place: of_all[place] for place in places if place in of_all}
        rows = [_row(place, indices, last, streaks[place]) for place in places]
        streaks = {row.place: row.streak or 0 for row in rows}
        yield Ranking(label, group, tuple(sorted(rows, key=_by_rank)))


def _by_rank(row: RankRow) -> tuple[bool, int]:
    return row.rank is None, row.rank or 0


def _row(place: str, indices: Mapping[str, Decimal], last: int | None, streak: int) -> RankRow:
    """A period without a rank neither adds to a streak nor ends it."""
    index = indices.get(place)
    if index is None:
        return RankRow(place, None, None, None, None if last is None else streak)
    rank = 1 + sum(other < index for other in indices.values())
    if last is None:
        return RankRow(place, index, rank, None, None)
    is_last = _is_last(index, indices, last)
    return RankRow(place, index, rank, is_last, streak + 1 if is_last else 0)


def _is_last(index: Decimal, indices: Mapping[str, Decimal], last: int) -> bool:
    """Fewer than `last` are worse, and one is better; where all fit among the last, nobody is."""
    worse = sum(other > index for other in indices.values())
    better = any(other < index for other in indices.values())
    return len(indices) > last and worse < last and better
