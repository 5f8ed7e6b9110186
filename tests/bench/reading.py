"""The reader of replies: how many of the corpus it reads right, and how its time grows with a text's length."""

import statistics
from pathlib import Path
from time import perf_counter

from bot.domain.language.conversation import Thread
from bot.domain.language.place import place
from bot.domain.language.plain import READ_AT_MOST
from bot.domain.language.reading import read
from tests.bench.table import Line
from tests.domain.language.city import TODAY, cases, speaker, subject, wrong

FILES = ("corpus_before.yaml", "corpus_after.yaml")
FRAGMENTS = ("8 完成80%，", "43/200 ", "还剩12座没改", "第8项", "一", "12月", "不是1是2", "“")
MEGABYTE = 2**20
DOUBLED = 2.5  # times as long, at most, for twice the text


async def reading(_: Path, repetitions: int) -> list[Line]:
    return [*_growth(repetitions), *_corpus(), _one(repetitions)]


def _growth(repetitions: int) -> list[Line]:
    """Up to what is read, and 1 MB, of which the rest is kept and not read."""
    lines = []
    for fragment in FRAGMENTS:
        for name, size in (
            ("what is read at most", READ_AT_MOST),
            ("1 MB", MEGABYTE // len(fragment[0].encode())),
        ):
            half = fragment * (size // 2 // len(fragment))
            line = Line(f"{fragment.strip()!r}, {name}", "ms", "half of it", times=DOUBLED)
            for _ in range(min(repetitions, 5)):
                line.ours.append(_read(half + half))
                line.theirs.append(_read(half))
            lines.append(line)
    return lines


def _read(text: str) -> float:
    began = perf_counter()
    read(text, today=TODAY)
    return (perf_counter() - began) * 1e3


def _one(repetitions: int) -> Line:
    line = Line("a reply placed", "ms", most=20.0)
    said, who = list(cases(FILES[0])), speaker("方城县")
    for _ in range(repetitions):
        began = perf_counter()
        for case in said:
            place(case.say, who, Thread(), subject(), TODAY)
        line.ours.append((perf_counter() - began) * 1e3 / len(said))
    return line


def _corpus() -> list[Line]:
    """Per kind of result: of those it gave, how many are right; of those wanted, how many it gave."""
    wanted: dict[str, list[bool]] = {}
    given: dict[str, list[bool]] = {}
    for case in (case for name in FILES for case in cases(name)):
        placed = case.placed()
        right = not wrong(case, placed)
        wanted.setdefault(case.kind, []).append(right)
        given.setdefault(type(placed).__name__, []).append(right)
    recall = [_share(f"replies of kind {kind} read right", marks) for kind, marks in sorted(wanted.items())]
    return recall + [_share(f"results {name} that are right", marks) for name, marks in sorted(given.items())]


def _share(what: str, marks: list[bool]) -> Line:
    return Line(f"{what} ({len(marks)})", "%", ours=[100 * statistics.mean(marks)])
