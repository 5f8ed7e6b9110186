"""Two whole `duban run` on one PostgreSQL, without trouble and with few messages: `make chaos` does the rest."""

from pathlib import Path

from tests.chaos.two_runs import no_trouble, under_load
from tests.chaos.two_runs_town import pair
from tests.databases import postgres_server, postgres_url

__all__ = ["postgres_server", "postgres_url"]


async def test_two_runs_keep_the_limits_together_and_do_nothing_twice(
    tmp_path: Path, postgres_url: str
) -> None:
    async with pair(tmp_path, postgres_url, 1) as found:
        count = await under_load(found, 30, "two runs", no_trouble)
        assert count.holds and count.repeated == 0
        assert count.updates == 30 <= count.written
        assert (found.server.flood.refused, found.most_in_a_second() <= 30) == (0, True)
