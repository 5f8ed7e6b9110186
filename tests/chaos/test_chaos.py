"""A few deaths, so that `make chaos` is known to start, kill, recover and judge."""

from pathlib import Path

from tests.chaos.__main__ import chaos
from tests.chaos.worker import BOUNDARIES


async def test_nothing_is_lost_when_the_worker_is_killed_at_every_boundary(tmp_path: Path) -> None:
    assert await chaos(tmp_path, kills=1 + len(BOUNDARIES), seconds=30, seed=2)
