"""Clauses of a text. Joined again, clauses and the signs between them are the text: no character is lost."""

import re
from dataclasses import dataclass

END = re.compile(r"\n|[，。；;！!？?]|,(?![0-9]{3}(?![0-9]))|(?<=[^0-9\s.])\.(?=\s|$)")
STRONG = frozenset("\n。；;！!？?")


@dataclass(frozen=True, slots=True)
class Clause:
    """`text[start:end]` without the sign that ends it; `stop` is that sign, "" at the end of the text."""

    text: str
    start: int
    stop: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def clauses(text: str) -> tuple[Clause, ...]:
    found, start = [], 0
    for end in END.finditer(text):
        found.append(Clause(text[start : end.start()], start, end[0]))
        start = end.end()
    found.append(Clause(text[start:], start, ""))
    return tuple(found)


def joined(parts: tuple[Clause, ...]) -> str:
    return "".join(part.text + part.stop for part in parts)
