"""The engine part of `make chaos`: a poison row, a wall clock that jumps, and kill -9 in an emergency."""

import tempfile
from pathlib import Path

from bot.engine.worker import LOOK_AGAIN
from tests.chaos.clocks import clock_rows
from tests.chaos.emergency import emergency_rows
from tests.chaos.poison import poison_rows
from tests.chaos.rows import Row, shown

TITLE = "make chaos, a row that cannot be read, a clock that is wrong and an emergency"


async def over_the_engine(note: str) -> bool:
    """True where every row holds."""
    with tempfile.TemporaryDirectory(prefix="duban-chaos-") as folder:
        return shown(TITLE, note, await engine_rows(Path(folder), LOOK_AGAIN))


async def engine_rows(folder: Path, look_again: float) -> list[Row]:
    """`look_again`: seconds between two wakes of the monotonic timer."""
    rows = [*await poison_rows(folder), *await clock_rows(folder, look_again)]
    return rows + await emergency_rows(folder)
