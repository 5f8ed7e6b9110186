"""A few deaths in an emergency, so that the part of `make chaos` is known to strike and to judge."""

from pathlib import Path

from tests.chaos.emergency import emergency_rows


async def test_kill_9_in_an_emergency_loses_and_doubles_nothing(tmp_path: Path) -> None:
    rows = await emergency_rows(tmp_path, (2,))
    assert [row for row in rows if not row.ok] == []
