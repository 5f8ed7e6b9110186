"""One poison row and a jumping clock of `make chaos ARGS=engine`, so that the part is known to strike and to judge."""

from pathlib import Path

import pytest

from tests.chaos import clocks
from tests.chaos.poison import POISONS, poison_rows
from tests.chaos.rows import Row

SOON = 0.5  # seconds between two wakes of the monotonic timer: a minute in production


async def test_a_poison_row_stops_nobody_else(tmp_path: Path) -> None:
    rows = await poison_rows(tmp_path, POISONS[:1])
    assert [row for row in rows if not row.ok] == []


async def test_a_clock_set_back_and_forward_stops_nothing(tmp_path: Path) -> None:
    rows = await clocks.clock_rows(tmp_path, SOON, clocks.JUMPS[:2])
    assert [row for row in rows if not row.ok] == []


@pytest.mark.parametrize("done, of", [(0, 1), (2, 1), (0, 0)])
def test_a_row_that_does_not_come_out_even_is_broken(done: int, of: int) -> None:
    assert not Row("it", done, of).ok
