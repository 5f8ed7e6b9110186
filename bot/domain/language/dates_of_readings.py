"""Days as they stand beside a measured value: 1/3, and 3日 of the month last named, else the last such day."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from bot.domain.lazy_pattern import lazy_pattern

_SHORT = lazy_pattern(
    r"(?<![0-9./])(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})(?![0-9/])"
    r"|(?<![0-9月])(?P<only>[0-9]{1,2})[日号](?!均)"
    r"|(?P<named>[0-9]{1,2})月",
)


def short_days(text: str, today: date) -> Iterator[tuple[int, int, date]]:
    """(start, end, day)."""
    month = 0
    for match in _SHORT.finditer(text):
        if match["named"]:
            month = int(match["named"])
        elif day := _day(match, month, today):
            yield match.start(), match.end(), day


def _day(match: re.Match[str], month: int, today: date) -> date | None:
    """Never later than today; None where there is no such day."""
    month = int(match["month"] or month)
    of_month = int(match["day"] or match["only"])
    candidate = today
    for _ in range(366):
        if candidate.day == of_month and month in (0, candidate.month):
            return candidate
        with suppress(OverflowError):
            candidate -= timedelta(days=1)
    return None
