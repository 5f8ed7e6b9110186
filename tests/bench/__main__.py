"""`make bench`: everything measured, its peers in turn with it, one table, and a table of the messages a person gets.

ARGS="burden" for one measure; with a note (ARGS="--note '2024-01-04, 2 cores'") the results file is renewed.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.bench import storage
from tests.bench.air import air
from tests.bench.burden import burden
from tests.bench.closing import closing
from tests.bench.crowd import ALL, crowd
from tests.bench.demo import memory, starts
from tests.bench.emergency import emergency
from tests.bench.importing import importing
from tests.bench.imports import found, limits, shown
from tests.bench.ledgers import ledgers
from tests.bench.papers import papers
from tests.bench.reading import reading
from tests.bench.replies import replies
from tests.bench.reviewing import reviewing
from tests.bench.revisions import revisions
from tests.bench.summaries import summaries
from tests.bench.table import Line, rendered
from tests.bench.telegram import telegram
from tests.bench.ticks import ticks
from tests.bench.whole import whole
from tests.results import renew

RESULTS = Path(__file__).with_name("results.md")
BURDEN, CLOSED, FOUND = "burden", "closed", "found"
OWN_TABLES = (BURDEN, CLOSED, FOUND)
SCREEN = 20.0  # ms that /summary may take

Measure = Callable[[Path, int], Awaitable[list[Line]]]


async def crowded(folder: Path, repetitions: int, size: int = ALL) -> list[Line]:
    """What is measured at 100,000."""
    history = await crowd(folder, current=False, size=size)
    worst = await crowd(folder, current=True, size=size)
    lines = await summaries(history, folder, repetitions, f"{size:,}, of which 12 % count", SCREEN)
    lines += await summaries(worst, folder, repetitions, f"{size:,}, all of which count", None)
    with_numbers = f"{size:,}, of which 12 % count, and a year's readings"
    lines += await summaries(history, folder, repetitions, with_numbers, SCREEN, numbers=True)
    lines += await replies(history, folder, repetitions)
    return await ticks(history, folder, repetitions) + lines


async def opened(_: Path, repetitions: int) -> list[Line]:
    return await starts(repetitions) + await memory()


async def stored(_: Path, repetitions: int) -> list[Line]:
    rows = await storage.measure()
    return [Line(row.what, "µs", row.peer, ours=row.ours, theirs=row.theirs) for row in rows]


async def played(_: Path, repetitions: int) -> list[Line]:
    return await whole(repetitions)


async def sent(folder: Path, _: int) -> list[Line]:
    """Takes minutes: the limits are Telegram's, and time is what is measured."""
    return await telegram(folder)


async def signing(folder: Path, _: int) -> list[Line]:
    """Takes five minutes: so long do people sign."""
    return await emergency(folder)


MEASURES: dict[str, Measure] = {
    "air": air,
    "crowded": crowded,
    "emergency": signing,
    "imported": importing,
    "ledger": ledgers,
    "limits": limits,
    "opened": opened,
    "papers": papers,
    "played": played,
    "read": reading,
    "reviewed": reviewing,
    "revised": revisions,
    "stored": stored,
    "telegram": sent,
}


async def measured(names: list[str], repetitions: int) -> list[Line]:
    lines: list[Line] = []
    for name in names:
        if name in OWN_TABLES:
            continue
        print(f"measuring: {name} …", file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="duban-bench-") as folder:
            lines += await MEASURES[name](Path(folder), repetitions)
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "measures", nargs="*", choices=[*MEASURES, *OWN_TABLES, []], help="all when none is named"
    )
    parser.add_argument("--repetitions", type=int, default=7)
    parser.add_argument("--note", default="", help="machine and date, for the results file")
    wanted = parser.parse_args()
    lines = asyncio.run(measured(wanted.measures or list(MEASURES), wanted.repetitions))
    if lines:
        print(rendered(lines))
    if lines and not wanted.measures:
        renew(RESULTS, "make bench", wanted.note, rendered(lines))
    if not wanted.measures or BURDEN in wanted.measures:
        bound, people = asyncio.run(burden())
        print(text := f"{rendered(bound)}\n\n{people}")
        renew(RESULTS, "make bench, messages a person a week", wanted.note, text)
        lines += bound
    if not wanted.measures or CLOSED in wanted.measures:
        taken = asyncio.run(closing())
        print(text := rendered(taken))
        renew(RESULTS, "make bench, what closing takes of people", wanted.note, text)
        lines += taken
    if not wanted.measures or FOUND in wanted.measures:
        with tempfile.TemporaryDirectory(prefix="duban-bench-") as folder:
            text, faults = shown(found(Path(folder)))
        print(text)
        renew(RESULTS, "make bench, what an import finds", wanted.note, text)
        lines.append(Line("facts of a draft wrong without a question", "", most=0, ours=[faults]))
    return 0 if all(line.holds for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
