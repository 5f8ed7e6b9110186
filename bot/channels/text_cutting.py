"""A long text in parts: cut between matters, else between lines, else behind a sentence, never within a character.

Lengths are what the platform counts: pass its measure (Telegram: UTF-16 units, WeCom: bytes of UTF-8).
"""

import re
from collections.abc import Callable, Iterator, Sequence

Measure = Callable[[str], int]

BEGINS = re.compile(
    r"\d{1,3}[.、．]|[·•🔴🟡🔵🟢⚪⚫⬜🔘—▪]|$"
)  # a line that begins another matter, or is empty
SENTENCE = re.compile(r"(?<=[。；！？;!?\n])|(?<=[.] )|(?<=[，,、 ])")


def utf16_units(text: str) -> int:
    """An emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf8_bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def cut(lines: Sequence[str], most: int, measure: Measure) -> list[list[str]]:
    """The lines of each part, at most `most` long. A part that shows nothing is left out: no platform takes an empty
    message."""
    parts: list[list[str]] = [[]]
    for matter in _matters([piece for line in lines for piece in shortened(line, most, measure)]):
        whole = measure("\n".join(matter)) <= most
        for chunk in [matter] if whole else [[line] for line in matter]:
            if parts[-1] and measure("\n".join((*parts[-1], *chunk))) > most:
                parts.append([])
            parts[-1] += chunk
    return [part for part in parts if any(map(str.strip, part))]


def _matters(lines: Sequence[str]) -> Iterator[list[str]]:
    """A line and those that belong to it."""
    held: list[str] = []
    for line in lines:
        if held and BEGINS.match(line):
            yield held
            held = []
        held.append(line)
    yield held


def shortened(line: str, most: int, measure: Measure) -> Iterator[str]:
    """The line, or the pieces of one that is longer than a message."""
    held = ""
    for sentence in SENTENCE.split(line):
        for piece in _chopped(sentence, most, measure):
            if held and measure(held + piece) > most:
                yield held
                held = ""
            held += piece
    yield held


def _chopped(text: str, most: int, measure: Measure) -> Iterator[str]:
    held, length = "", 0
    for character in text:
        if length + measure(character) > most:
            yield held
            held, length = "", 0
        held, length = held + character, length + measure(character)
    yield held
