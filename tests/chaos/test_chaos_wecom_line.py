"""Two faults of the bot's long connection, so that this part of `make chaos` is known to strike, recover and judge."""

from dataclasses import replace

from tests.chaos.telegram_count import Count
from tests.chaos.wecom_line import counted, fine


async def test_nothing_is_lost_over_the_line_whatever_ends_it() -> None:
    faults = ("closed with 1000", "another program takes the subscription")
    counts = [count async for count in counted(faults, rounds=1)]
    assert all(fine(count) and count.written == 6 and count.updates for count in counts)


def test_a_row_in_which_something_was_lost_says_so() -> None:
    good = Count("it", 20, 0, 0, 1, 1, 12, 0, 0, 0)
    assert fine(good)
    assert not fine(replace(good, marked=0))
    assert not fine(replace(good, lost=1))
    assert not fine(replace(good, given_up=1))
