"""A reply as text: half width, cut into clauses and sentences, with what is already read made unreadable."""

import re
from collections.abc import Iterator

from bot.domain.language import lexicon
from bot.domain.language.dates import MASK

CLAUSE_END = re.compile(r"[，,。；;！!\n]|\.(?=\s|$)|(?<=\S)(?:但是?|不过)|\bbut\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"[。；;！!\n]|\.(?=\s|$)")


def without_names(text: str) -> str:
    return lexicon.NAMES.sub(lambda name: MASK * len(name[0]), text)


def ahead(text: str, start: int, reach: int = 16) -> str:
    return text[max(0, start - reach) : start]


def clause_at(text: str, place: int) -> str:
    """The clause around a place, sixty characters either way at most."""
    before, after = text[max(0, place - 60) : place], text[place : place + 60]
    ends = [end.end() for end in CLAUSE_END.finditer(before)]
    end = CLAUSE_END.search(after)
    return before[ends[-1] if ends else 0 :] + after[: end.start() if end else None]


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """Where each clause starts and ends."""
    start = 0
    for end in CLAUSE_END.finditer(text):
        yield start, end.start()
        start = end.end()
    yield start, len(text)
