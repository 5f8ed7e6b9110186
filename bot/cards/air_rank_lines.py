"""Ranks and compensation in words."""

from collections.abc import Sequence

from bot.domain.air.compensation import Compensation
from bot.domain.air.ranks import Ranking, RankRow
from bot.i18n import Language


def ranking_line(ranking: Ranking, language: Language) -> str:
    """2025年12月综合指数排名（县市区）：1 西峡县3.26；…；13 桐柏县4.20（末位，连续2期）"""
    ranked = [_row(row, language) for row in ranking.rows if row.rank is not None]
    unranked = [row.place for row in ranking.rows if row.rank is None]
    parts = [*ranked, *([language.say("rank.unranked", places=unranked)] if unranked else [])]
    head = language.say("rank.head", period=period_name(ranking.period, language), group=ranking.group)
    return head + language.say("rank.separator").join(parts)


def period_name(label: str, language: Language) -> str:
    """2025 and 2025-07 as people say them."""
    year, _, month = label.partition("-")
    return (
        language.say("rank.month", year=int(year), month=int(month))
        if month
        else language.say("rank.year", year=int(year))
    )


def _row(row: RankRow, language: Language) -> str:
    text = language.say("rank.row", rank=row.rank, place=row.place, index=f"{row.index:f}")
    if not row.last:
        return text
    return text + language.say("rank.last_again" if (row.streak or 0) > 1 else "rank.last", n=row.streak)


def latest(rankings: Sequence[Ranking]) -> Sequence[Ranking]:
    """Those of the last month and of the last year."""
    months = max((one.period for one in rankings if "-" in one.period), default="")
    years = max((one.period for one in rankings if "-" not in one.period), default="")
    return [one for one in rankings if one.period in (months, years)]


def compensation_line(one: Compensation, language: Language) -> str:
    args = {"period": period_name(one.period, language), "place": one.place, "base": one.base}
    if one.value is None:
        return language.say("compensation.not_valid", **args)
    return language.say("compensation.line", value=f"{one.value:f}", over=one.over, amount=one.amount, **args)
