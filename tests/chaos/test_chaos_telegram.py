"""A few deaths and faults, so that the second part of `make chaos` is known to strike, recover and judge."""

from pathlib import Path

from tests.chaos.telegram import brought, polled
from tests.chaos.telegram_count import Count
from tests.chaos.telegram_life import DEALT, SENT


async def test_nothing_is_lost_over_telegram_by_a_death_or_a_fault(tmp_path: Path) -> None:
    faults = ("sendMessage: reset after it was handled", "sendMessage: 403, blocked")
    died, repeated, refused = [count async for count in polled(tmp_path, 1, [SENT], faults, lives=1)]
    assert died.holds and repeated.holds and refused.holds
    assert 0 < died.repeated == died.marked
    assert repeated.repeated == repeated.marked == 6
    assert refused.given_up == 6


async def test_nothing_is_lost_that_telegram_brings(tmp_path: Path) -> None:
    counts = [
        count async for count in brought(tmp_path, 1, [DEALT], ["webhook: a wrong secret, or none"], lives=1)
    ]
    assert all(count.holds and count.updates for count in counts)


def test_a_row_in_which_something_was_lost_says_so() -> None:
    fine = Count("it", 20, 0, 0, 1, 1, 12, 0, 0, 0)
    assert fine.holds
    assert not Count("it", 20, 1, 0, 0, 0, 12, 0, 0, 0).holds
    assert Count("it", 20, 0, 0, 0, 0, 12, 0, 0, 1).cells[-1] == "BROKEN"
