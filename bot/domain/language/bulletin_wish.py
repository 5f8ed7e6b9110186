"""Words that ask for a bulletin: 通报, 出一份上周的通报, 12月通报, 帮我起草本月通报."""

import re

_WISH = re.compile(
    r"(?:请|麻烦|帮我|给我|帮忙)*(?:再)?(?:出|起草|草拟|拟|写|做|生成|发|来|要)?(?:(?:一|1)?(?:份|个|期))?"
    r"(?P<days>[^，。；,;]{0,24}?)的?(?:进展|督办|督查|工作)?通报(?:吧|一下)?[。.！!]?"
)
_ENGLISH = re.compile(
    r"(?:please )?(?:draft|make|write)?(?: me)?(?: the| a)? ?(?P<days>weekly|monthly)? ?bulletin\.?"
)
THIS = {"周": "week", "月": "month", "周度": "week", "月度": "month"}


def bulletin_wish(text: str) -> str | None:
    """The days that are wanted, "" for none named; None where the words are about something else. Whether the days are
    days is for whoever reads them: 收到通报 names none."""
    said = text.strip()
    if match := _ENGLISH.fullmatch(said.lower()):
        return match["days"] or ""
    match = _WISH.fullmatch(said)
    if match is None:
        return None
    days = match["days"].strip().removeprefix("关于")
    return THIS.get(days, days)
