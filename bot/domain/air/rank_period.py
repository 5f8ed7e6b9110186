"""The period of a ranking that somebody asks for: a whole month or a whole year."""

from collections.abc import Iterable
from datetime import date

from bot.domain.air.place_year import month_end
from bot.domain.air.ranks import Ranking
from bot.domain.date_range import read_range
from bot.domain.errors import Refused


def rank_period(asked: str, today: date, rankings: Iterable[Ranking]) -> str:
    """2024-03 or 2024; without words the last month that is ranked. Refused for other days."""
    if not asked.strip():
        months = [one.period for one in rankings if is_month(one.period)]
        return max(months, default=f"{today.year}-{today.month:02}")
    span = read_range(asked, today)
    if span is None:
        raise Refused("refused.rank_period")
    if label := period_label(*span):
        return label
    raise Refused("refused.rank_period")


def is_month(period: str) -> bool:
    """2024-03, not 2024."""
    return "-" in period


def period_label(first: date, last: date) -> str:
    """2024-03 or 2024; "" for other days."""
    if (first, last) == (first.replace(day=1), month_end(first.year, first.month)):
        return f"{first.year}-{first.month:02}"
    whole = (date(first.year, 1, 1), date(first.year, 12, 31))
    return str(first.year) if (first, last) == whole else ""
