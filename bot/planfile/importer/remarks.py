"""Remarks in brackets with a term of their own."""

import re

from bot.planfile.importer.brackets import brackets
from bot.planfile.importer.dates import Term

_WORDS = re.compile("[0-9\u4e00-\u9fff]{3}")


def remark_around(twin: str, term: Term) -> tuple[int, int] | None:
    """20亿元（其中2026年5亿元）: inside the bracket, outside of which the term governs nothing. None for
    （2026年3月至4月） alone, which dates the words around it."""
    around = [one for one in brackets(twin) if one.start < term.start and term.end < one.end]
    if not around:
        return None
    start, end = around[0].start + 1, around[0].end - 1
    before = twin[start : term.start].removeprefix("其中")
    return (start, end) if _WORDS.search(before) or re.search("[0-9]", twin[term.end : end]) else None
