"""The days that a bulletin is of: week, month, 上周, 12月, 2023-12-01..2023-12-31."""

from datetime import date, timedelta

from bot.domain.date_range import read_range
from bot.domain.errors import Refused

THIS = {"": "week", "week": "week", "weekly": "week", "month": "month", "monthly": "month"}


def days_of(asked: str, today: date) -> tuple[date, date]:
    """This week by default, from Monday to Sunday. Refused for what is no range of days, and for days to come."""
    named = THIS.get(asked.strip().lower())
    if named == "week":
        monday = today - timedelta(days=today.weekday())
        return monday, monday + timedelta(days=6)
    if named == "month":
        first = today.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    span = read_range(asked, today)
    if span is None:
        raise Refused("refused.no_such_days")
    if span[0] > today or span[0] > span[1]:
        raise Refused("refused.days_to_come")
    return span
