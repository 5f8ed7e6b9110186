"""Text as Telegram has it: the one place where it is escaped, measured and cut.

Lengths are UTF-16 units, which is how Telegram counts: an emoji is two. They are counted after the markup has been
read, so marks cost nothing; a text is therefore cut first and marked afterwards.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from bot.domain.calendar import Instant

TEXT, CAPTION = 4096, 1024
BEGINS = re.compile(
    r"\d{1,3}[.、．]|[·•🔴🟡🔵🟢⚪⬜🔘—▪]|$"
)  # a line that begins another matter, or is empty
SENTENCE = re.compile(r"(?<=[。；！？;!?\n])|(?<=[.] )|(?<=[，,、 ])")


@dataclass(frozen=True, slots=True)
class Moment:
    """Words of the text that are an instant: the client can show it in its owner's zone and set an alarm."""

    words: str
    at: Instant


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def html(text: str, moments: Sequence[Moment] = (), *, bold: bool = False) -> str:
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


def cut(lines: Sequence[str], most: int = TEXT) -> list[list[str]]:
    """The lines of each part, in at most `most` units: cut between matters, else between lines, else in a line.
    A part that shows nothing is left out: Telegram refuses an empty message."""
    parts: list[list[str]] = [[]]
    for matter in _matters([piece for line in lines for piece in shortened(line, most)]):
        whole = units("\n".join(matter)) <= most
        for chunk in [matter] if whole else [[line] for line in matter]:
            if parts[-1] and units("\n".join((*parts[-1], *chunk))) > most:
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


def shortened(line: str, most: int = TEXT) -> Iterator[str]:
    """The line, or the pieces of one that is longer than a message: cut behind a sentence where there is one."""
    held = ""
    for sentence in SENTENCE.split(line):
        for piece in _chopped(sentence, most):
            if held and units(held + piece) > most:
                yield held
                held = ""
            held += piece
    yield held


def _chopped(text: str, most: int) -> Iterator[str]:
    """Never between the two halves of one character."""
    held, length = "", 0
    for character in text:
        if length + units(character) > most:
            yield held
            held, length = "", 0
        held, length = held + character, length + units(character)
    yield held
