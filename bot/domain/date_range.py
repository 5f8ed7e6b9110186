"""Date ranges as command arguments: /summary 2023年四季度."""

import re
from datetime import date, timedelta
from decimal import Decimal

from bot.domain.language.dates import Mention, Span, in_year, mentions, months
from bot.domain.lazy_pattern import lazy_pattern
from bot.domain.quantity import half_width, number

_JOIN = lazy_pattern(r"^\s*(?:\.\.+|…+|[-—–~～至到]|to)\s*$|^\s+$", re.IGNORECASE)
_LAST_DAYS = lazy_pattern(
    r"(?:最近|近|过去|last)\s*(?P<n>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})\s*(?:天|日|days?)",
    re.IGNORECASE,
)
_NUMBERED = lazy_pattern(
    r"(?P<y>20[0-9]{2})[-/.]?(?:(?P<m>0[1-9]|1[0-2])|q(?P<q>[1-4])|h(?P<h>[12]))?|q(?P<only>[1-4])",
    re.IGNORECASE,
)


def read_range(text: str, today: date) -> Span | None:
    """First and last day of 2023-11-01..2023-12-31, 11月, 本周, 上月, 2023年四季度, 2023-Q4 or 近7天.

    None when the whole text is not one range.
    """
    text = half_width(text.strip())[:64]
    if last := _LAST_DAYS.fullmatch(text):
        return _last_days(number(last["n"]), today)
    if numbered := _NUMBERED.fullmatch(text):
        return _numbered(numbered, today)
    days = mentions(text, today)
    if not days or text[: days[0].start].strip() or text[days[-1].end :].strip(" 份"):
        return None
    return _between(text, days)


def _last_days(count: Decimal | None, today: date) -> Span | None:
    return (today - timedelta(int(count) - 1), today) if count else None


def _numbered(m: re.Match[str], today: date) -> Span:
    if m["only"]:
        return in_year(None, today, lambda y: months(y, 3 * int(m["only"]) - 2, 3))
    year = int(m["y"])
    if m["m"]:
        return months(year, int(m["m"]))
    if m["q"]:
        return months(year, 3 * int(m["q"]) - 2, 3)
    return months(year, 6 * int(m["h"]) - 5, 6) if m["h"] else months(year, 1, 12)


def _between(text: str, days: tuple[Mention, ...]) -> Span | None:
    first, last = days[0].span, days[-1].span
    if first is None or last is None or len(days) > 2:
        return None
    if len(days) == 2 and (not _JOIN.match(text[days[0].end : days[1].start]) or first[0] > last[1]):
        return None
    return first[0], last[1]
