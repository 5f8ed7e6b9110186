"""Ranks as an issued bulletin tells them, kept with the paper: a later correction is found by comparing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.air.ranks import Ranking

SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class ToldRank:
    """`index`, `rank`: "" and 0 for a place without enough valid days."""

    period: str
    group: str
    place: str
    index: str
    rank: int


def told_ranks(rankings: Iterable[Ranking]) -> tuple[ToldRank, ...]:
    return tuple(
        ToldRank(
            one.period, one.group, row.place, "" if row.index is None else f"{row.index:f}", row.rank or 0
        )
        for one in rankings
        for row in one.rows
    )


def ranks_to_text(ranks: Iterable[ToldRank]) -> str:
    """A line a place."""
    lines = ((one.period, one.group, one.place, one.index, str(one.rank)) for one in ranks)
    return "\n".join(map(SEPARATOR.join, lines))


def ranks_from_text(text: str) -> tuple[ToldRank, ...]:
    rows = (line.split(SEPARATOR) for line in text.splitlines())
    return tuple(
        ToldRank(period, group, place, index, int(rank)) for period, group, place, index, rank in rows
    )


@dataclass(frozen=True, slots=True)
class CorrectedRank:
    told: ToldRank
    now: ToldRank


def corrected_ranks(told: Iterable[ToldRank], rankings: Iterable[Ranking]) -> Iterator[CorrectedRank]:
    """Those that readings entered since have changed. A place whose readings were taken back has no rank now."""
    now = {(one.period, one.place): one for one in told_ranks(rankings)}
    for one in told:
        found = now.get((one.period, one.place)) or ToldRank(one.period, one.group, one.place, "", 0)
        if (found.index, found.rank) != (one.index, one.rank):
            yield CorrectedRank(one, found)
