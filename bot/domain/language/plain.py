"""Text as the reader sees it: half width, no runs of blanks, spoken digits as digits.

Positions in every other module of this package refer to the text that `plain` returns.
"""

import re

from bot.domain.quantity import DIGITS, half_width

READ_AT_MOST = (
    4096  # characters; Telegram sends no more. The rest of a longer text is kept, and read by people
)
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\ufe0f"))
SPOKEN = re.compile("[零〇一二三四五六七八九幺]{2,8}")  # 三幺二国道 is 312国道
ROADS = ("国道", "省道", "县道")


def plain(text: str) -> str:
    """Of a longer text the first READ_AT_MOST characters."""
    text = text[:READ_AT_MOST]
    lines = (" ".join(line.split()) for line in half_width(text.translate(INVISIBLE)).splitlines())
    return SPOKEN.sub(_digits, "\n".join(line for line in lines if line))


def _digits(match: re.Match[str]) -> str:
    spoken = match[0]
    road = match.string.startswith(ROADS, match.end())
    if "幺" not in spoken and not road:
        return spoken
    return "".join("1" if one == "幺" else str(DIGITS[one]) for one in spoken)


def letters(text: str) -> str:
    """Its letters and digits only, lower case: what is left decides whether two texts say the same."""
    return "".join(filter(str.isalnum, text)).lower()
