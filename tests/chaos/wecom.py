"""The part "wecom" of `make chaos`: nothing that was written or said may be lost, or done twice without a mark."""

import sys
import tempfile
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

from tests.chaos.rows import RESULTS
from tests.chaos.telegram_count import table
from tests.chaos.telegram_trials import Stuck
from tests.chaos.wecom_count import WECOM_HEADS, WeComCount
from tests.chaos.wecom_faults import FAULTS
from tests.chaos.wecom_life import BOUNDARIES
from tests.chaos.wecom_trials import RANDOM, trials
from tests.chaos.wecom_two_runs import two_runs
from tests.results import renew

TITLE = "make chaos, over WeCom"
INTRO = """The app's real wiring on a SQLite file in a process of its own, and the stand-in of tests/peers/wecom; the
two last rows are whole `duban run`. "Updates" are callbacks that were answered 200: those that nobody takes in three
tries are lost by WeCom itself. "Unsettled" is a card that was pressed and still looks as if it waited.
"""


async def counted(
    seed: int, deaths: Iterable[str] = (*BOUNDARIES, RANDOM), faults: Iterable[str] = tuple(FAULTS)
) -> AsyncIterator[WeComCount]:
    """A town of its own for each row."""
    for where in deaths:
        with tempfile.TemporaryDirectory(prefix="duban-chaos-") as folder:
            async with trials(Path(folder), seed) as found:
                yield await found.deaths(where)
    for what in faults:
        with tempfile.TemporaryDirectory(prefix="duban-chaos-") as folder:
            async with trials(Path(folder), seed) as found:
                yield await found.fault(what, FAULTS[what])


async def over_wecom(seed: int, note: str) -> bool:
    """True where nothing was lost."""
    counts: list[WeComCount] = []
    try:
        for part in (counted(seed), two_runs(seed)):
            async for count in part:
                print(count.what, "ok" if count.holds else f"BROKEN {count}", file=sys.stderr)
                counts.append(count)
    except (Stuck, ChildProcessError, TimeoutError, AssertionError) as error:
        print(f"stuck after {counts[-1].what if counts else 'nothing'}: {error!r}", file=sys.stderr)
        return False
    told = table(counts, WECOM_HEADS)
    print(told)
    renew(RESULTS, TITLE, note, f"{INTRO}\n{told}")
    return all(count.holds for count in counts)
