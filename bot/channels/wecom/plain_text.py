"""Text as WeCom has it: counted in bytes of UTF-8, cut at characters, with no markup in what people wrote.

A text longer than its limit is not refused but cut by the platform, in the middle of a character if need be
(developer.work.weixin.qq.com 90236), so it is cut here.
"""

import re
from collections.abc import Sequence

from bot.channels.text_cutting import cut, utf8_bytes

TEXT = 2048  # bytes of a text message
FULL_WIDTH = 0xFF01  # the first of the full-width signs: an exclamation mark
MARK_ROOM = 96  # bytes kept free for the mark of a message that may have arrived before

_LINK = re.compile(r"<(?=\s*/?\s*a[\s>])|<(?=@)", re.IGNORECASE)
_NAME = re.compile(r"\$(?=(?:user|department)Name=)")


def neutral(text: str) -> str:
    """WeCom makes a link of <a>, a mention of <@id> and a name of $userName=ID$; anything else between brackets is
    shown as it stands. The sign that begins one of these becomes its full-width form."""
    return _NAME.sub(_full_width, _LINK.sub(_full_width, text))


def _full_width(sign: re.Match[str]) -> str:
    return chr(ord(sign[0]) - ord("!") + FULL_WIDTH)


def pieces(lines: Sequence[str], most: int) -> list[str]:
    """The texts in which these lines are sent, each at most `most` bytes with the mark."""
    neutral_lines = [neutral(line) for line in lines]
    return ["\n".join(piece) for piece in cut(neutral_lines, most - MARK_ROOM, utf8_bytes)]
