"""One row of `make chaos ARGS=ledger`, so that it is known to start, kill and judge."""

from tests.chaos.ledger import taken_over
from tests.databases import postgres_server, postgres_url

__all__ = ["postgres_server", "postgres_url"]


async def test_of_two_processes_the_survivor_polls_within_15_seconds_of_a_kill(postgres_url: str) -> None:
    assert (await taken_over(postgres_url)).ok
