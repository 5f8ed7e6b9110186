"""排名通报 in words: ranks of the counties within their groups, by the composite index alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.cards.air_rank_lines import period_name
from bot.cards.corrected_rank_lines import correction_line
from bot.cards.form_texts import head
from bot.cards.formatter import Formatter
from bot.domain.air.ranks import Ranking, RankRow
from bot.domain.air.told_ranks import CorrectedRank
from bot.domain.paper_fields import Cell, Field
from bot.domain.papers import PaperKind, PaperText, Rows, Value

NO_RANK = "—"


@dataclass(frozen=True, slots=True)
class ToldBy:
    """A rank that an issued bulletin told and that is another now. `number`: of that bulletin."""

    number: str
    rank: CorrectedRank


@dataclass(frozen=True, slots=True)
class RankFacts:
    """`rankings`: of one period, a group each. `last`: how many of a group are the last ones, where that is decided."""

    period: str
    rankings: tuple[Ranking, ...]
    corrections: tuple[ToldBy, ...]
    last: Mapping[str, int]


def rank_bulletin(fmt: Formatter, facts: RankFacts, contact: str) -> PaperText:
    """`fmt` speaks the language of papers. `contact`: who drafts it."""
    period = period_name(facts.period, fmt.language)
    style = fmt.plan.papers
    values: dict[str, Value] = {
        Field.TITLE: fmt.say("paper.ranks_title_lines", period=period),
        Field.TO: fmt.say("paper.ranks_to"),
        Field.LEAD_IN: fmt.say("paper.ranks_lead_in", period=period),
        Field.STANDINGS: tuple(_standing(fmt, one) for one in facts.rankings),
        Field.LAST: tuple(_last_lines(fmt, facts.rankings)),
        Field.CORRECTIONS: tuple(correction_line(fmt, one.number, one.rank) for one in facts.corrections),
        Field.METHODS: tuple(_methods(fmt, facts.last)),
        Field.RANK_ROWS: _rows(fmt, facts.rankings),
        Field.COPY_TO: fmt.language.list(style.copy_to) if style.copy_to else fmt.say("paper.copy_open"),
        Field.PRINTED_ON: fmt.say("paper.day_open", year=str(fmt.today.year)),
    }
    title = fmt.say("paper.ranks_title", period=period)
    return PaperText(PaperKind.RANKS, title, head(fmt, PaperKind.RANKS, contact) | values)


def _standing(fmt: Formatter, ranking: Ranking) -> str:
    """县市区：西峡县第1名（3.26）、…。有效监测天数不足，未参加排名：社旗县。"""
    ranked = [
        fmt.say("paper.ranks_place", place=row.place, n=row.rank, index=f"{row.index:f}")
        for row in ranking.rows
        if row.rank is not None
    ]
    out = [row.place for row in ranking.rows if row.rank is None]
    missing = fmt.say("paper.ranks_unranked", places=out) if out else ""
    if not ranked:
        return fmt.say("paper.ranks_nobody", group=ranking.group, missing=missing)
    return fmt.say("paper.ranks_group", group=ranking.group, places=ranked, missing=missing)


def _last_lines(fmt: Formatter, rankings: Sequence[Ranking]) -> Iterator[str]:
    """Only of groups for which somebody decided how many the last ones are."""
    for ranking in rankings:
        last = [_last(fmt, row) for row in ranking.rows if row.last]
        if last:
            yield fmt.say("paper.ranks_last", group=ranking.group, places=last)


def _last(fmt: Formatter, row: RankRow) -> str:
    again = (row.streak or 0) > 1
    return fmt.say("paper.ranks_again", place=row.place, n=row.streak) if again else row.place


def _methods(fmt: Formatter, last: Mapping[str, int]) -> Iterator[str]:
    yield fmt.say("paper.ranks_method")
    for group, n in last.items():
        yield fmt.say("paper.ranks_method_last", group=group, n=n)


def _rows(fmt: Formatter, rankings: Sequence[Ranking]) -> Rows:
    return tuple(
        {
            Cell.GROUP: ranking.group,
            Cell.RANK: str(row.rank or NO_RANK),
            Cell.UNIT: row.place,
            Cell.INDEX: NO_RANK if row.index is None else f"{row.index:f}",
            Cell.NOTE: _note(fmt, row),
        }
        for ranking in rankings
        for row in ranking.rows
    )


def _note(fmt: Formatter, row: RankRow) -> str:
    if row.rank is None:
        return fmt.say("paper.ranks_note_unranked")
    if not row.last:
        return ""
    again = (row.streak or 0) > 1
    return fmt.say("paper.ranks_note_again", n=row.streak) if again else fmt.say("paper.ranks_note_last")
