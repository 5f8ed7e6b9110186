"""Numbers of several levels before a paragraph: 1.1, 1.1.1. 1.1万亩 is an amount, and 3.5 alone may be anything: a
number is one where the document counts on from it or up to it."""

import re
from collections.abc import Iterable

from bot.domain.quantity import UNIT
from bot.planfile.importer.marks import NumberMark, NumberStyle
from bot.planfile.importer.normalize import folded

_DECIMAL = re.compile(
    rf"(?P<n>[1-9][0-9]?(?:\.[1-9][0-9]?){{1,2}})[.、]?\s*(?=[\u4e00-\u9fff“《])(?!(?:[万亿千百])?(?:{UNIT}|元|倍))",
    re.IGNORECASE,
)
Printed = tuple[int, ...]


def printed_decimals(texts: Iterable[str]) -> frozenset[Printed]:
    """All that stand before paragraphs of a document and may be such numbers."""
    return frozenset(_parts(found["n"]) for text in texts if (found := _DECIMAL.match(folded(text[:16]))))


def decimal_mark(text: str, printed: frozenset[Printed]) -> NumberMark | None:
    found = _DECIMAL.match(folded(text[:16]))
    if not found or not _is_counted(parts := _parts(found["n"]), printed):
        return None
    style = NumberStyle.DECIMAL if len(parts) == 2 else NumberStyle.DECIMAL_DEEP
    return NumberMark(style, parts[-1], found.end())


def _is_counted(parts: Printed, printed: frozenset[Printed]) -> bool:
    *above, last = parts
    near = {(*above, last - 1), (*above, last + 1), (*parts, 1)}
    return bool(near & printed) or (last == 1 and bool(above[1:]))


def _parts(text: str) -> Printed:
    return tuple(map(int, text.split(".")))
