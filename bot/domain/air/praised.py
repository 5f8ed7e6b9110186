"""Counties whose air deserves praise in a period: the first of each group, and who improved most on the year before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.air.ranks import Ranking


@dataclass(frozen=True, slots=True)
class BestAir:
    """`places`: equal ones together. Of one group."""

    group: str
    places: tuple[str, ...]
    index: Decimal


@dataclass(frozen=True, slots=True)
class MostImproved:
    """The greatest fall of the composite index against the same period of the year before."""

    group: str
    place: str
    was: Decimal
    now: Decimal


def best_air(rankings: Sequence[Ranking], period: str) -> Iterator[BestAir]:
    for one in rankings:
        if one.period == period:
            first = {row.place: row.index for row in one.rows if row.rank == 1 and row.index is not None}
            if first:
                yield BestAir(one.group, tuple(first), min(first.values()))


def most_improved(rankings: Sequence[Ranking], period: str) -> Iterator[MostImproved]:
    """None of a group where nobody improved, or two did equally."""
    before = {one.group: one for one in rankings if one.period == year_before(period)}
    for one in rankings:
        if one.period == period and one.group in before:
            falls = list(_falls(before[one.group], one))
            most = max((fall.was - fall.now for fall in falls), default=None)
            best = [fall for fall in falls if fall.was - fall.now == most]
            if len(best) == 1:
                yield best[0]


def _falls(before: Ranking, now: Ranking) -> Iterator[MostImproved]:
    was = {row.place: row.index for row in before.rows if row.index is not None}
    for row in now.rows:
        if row.index is not None and row.place in was and row.index < was[row.place]:
            yield MostImproved(now.group, row.place, was[row.place], row.index)


def year_before(period: str) -> str:
    """2023-03 of 2024-03."""
    year, dash, month = period.partition("-")
    return f"{int(year) - 1}{dash}{month}"
