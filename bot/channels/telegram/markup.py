"""Text as Telegram has it: the one place where it is escaped.

Telegram counts UTF-16 units after it has read the markup, so marks cost nothing: a text is cut first (text_cutting)
and marked afterwards.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from bot.domain.calendar import Instant

TEXT, CAPTION = 4096, 1024


@dataclass(frozen=True, slots=True)
class DateMark:
    """Words of the text that are an instant: the client can show it in its owner's zone and set an alarm."""

    words: str
    at: Instant


def html(text: str, moments: Sequence[DateMark] = (), *, bold: bool = False) -> str:
    """Everything that people or the plan wrote goes through here."""
    found = {moment.words: moment.at for moment in moments}
    pieces = _dates(found).split(text) if found else [text]  # every second one is a date
    marked = "".join(_time(piece, found[piece]) if n % 2 else _text(piece) for n, piece in enumerate(pieces))
    return f"<b>{marked}</b>" if bold and marked else marked


def _dates(found: Iterable[str]) -> re.Pattern[str]:
    """Not the 1月5日 of 11月5日 or of 2024年1月5日, nor the 5 Jan of 5 Jan 2024."""
    words = "|".join(re.escape(one) for one in sorted(found, key=len, reverse=True))
    return re.compile(rf"(?<![0-9年])({words})(?! ?[0-9])")


def _text(text: str) -> str:
    return escape(text, quote=False)


def _time(words: str, at: Instant) -> str:
    return f'<tg-time unix="{at // 1000}">{_text(words)}</tg-time>'
