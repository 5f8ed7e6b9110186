"""`make bench`: everything measured, its peers in turn with it, one table. ARGS="--note '2024-01-04, 2 cores'"."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.bench import storage
from tests.bench.crowd import ALL, crowd
from tests.bench.demo import memory, starts
from tests.bench.importing import importing
from tests.bench.reading import reading
from tests.bench.replies import replies
from tests.bench.revisions import revisions
from tests.bench.summaries import summaries
from tests.bench.table import Line, rendered
from tests.bench.telegram import telegram
from tests.bench.ticks import ticks
from tests.bench.whole import whole

RESULTS = Path(__file__).with_name("results.md")
SCREEN = 20.0  # ms that /summary may take

Measure = Callable[[Path, int], Awaitable[list[Line]]]


async def crowded(folder: Path, repetitions: int, size: int = ALL) -> list[Line]:
    """What is measured at 100,000."""
    history = await crowd(folder, current=False, size=size)
    worst = await crowd(folder, current=True, size=size)
    lines = await summaries(history, folder, repetitions, f"{size:,}, of which 12 % count", SCREEN)
    lines += await summaries(worst, folder, repetitions, f"{size:,}, all of which count", None)
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


MEASURES: dict[str, Measure] = {
    "crowded": crowded,
    "imported": importing,
    "opened": opened,
    "played": played,
    "read": reading,
    "revised": revisions,
    "stored": stored,
    "telegram": sent,
}


async def measured(names: list[str], repetitions: int) -> list[Line]:
    lines: list[Line] = []
    for name in names:
        print(f"measuring: {name} …", file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="duban-bench-") as folder:
            lines += await MEASURES[name](Path(folder), repetitions)
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("measures", nargs="*", choices=[*MEASURES, []], help="all of them when none is named")
    parser.add_argument("--repetitions", type=int, default=7)
    parser.add_argument("--note", default="", help="machine and date, for the results file")
    wanted = parser.parse_args()
    lines = asyncio.run(measured(wanted.measures or list(MEASURES), wanted.repetitions))
    table = rendered(lines)
    print(table)
    if not wanted.measures:
        RESULTS.write_text(
            f"# make bench\n\n{wanted.note}\n\n{table}\n".replace("\n\n\n", "\n"), encoding="utf-8"
        )
    return 0 if all(line.holds for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
