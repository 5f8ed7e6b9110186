"""A few days, so that `make soak` is known to play, restart and look for what is broken."""

from datetime import date

from tests.soak.__main__ import soaked


async def test_the_laws_hold_on_every_day_of_a_short_season() -> None:
    soak = await soaked(minutes=0.05, last=date(2023, 11, 20))
    assert soak.days >= 20
    assert soak.found == []
