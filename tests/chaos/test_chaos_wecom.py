"""One death over WeCom, so that this part of `make chaos` is known to strike, recover and judge."""

from dataclasses import replace
from typing import Any

from tests.chaos.telegram_count import table
from tests.chaos.wecom import counted
from tests.chaos.wecom_count import WECOM_HEADS, WeComCount
from tests.chaos.wecom_life import GREYED


async def test_nothing_is_lost_over_wecom_by_a_death() -> None:
    [died] = [count async for count in counted(1, [GREYED], [])]
    assert died.holds and died.updates > 0 and died.written > 20


def test_a_row_in_which_something_was_lost_says_so() -> None:
    fine = WeComCount("it", 20, 0, 0, 1, 1, 12, 0, 0, 0, 0, 2)
    assert fine.holds
    wrongs: list[dict[str, Any]] = [
        {"marked": 0},
        {"unsettled": 1},
        {"tokens": 3},
        {"lost": 1},
        {"unheard": 1},
    ]
    assert not any(replace(fine, **wrong).holds for wrong in wrongs)
    assert table([replace(fine, tokens=3)], WECOM_HEADS).count("BROKEN") == 1
